import { expect, test } from "vitest";
import { shownAddresses } from "../../src/node/shown-addresses.ts";

const [OWN, OWN_6, HOME, RELAYED] = [
  "/ip4/127.0.0.1/tcp/4001/p2p/A",
  "/ip6/::1/tcp/4001/p2p/A",
  "/ip4/192.168.1.5/tcp/4001/p2p/A",
  "/ip4/9.9.9.9/tcp/4001/p2p/B/p2p-circuit/p2p/A",
] as const;

test.each([
  [[OWN, HOME, OWN_6], [HOME]],
  [[OWN, RELAYED], [RELAYED]],
  [
    [OWN, OWN_6],
    [OWN, OWN_6],
  ],
  [[], []],
])("an address that leads to this machine alone is shown only where there is no other: %j", (all, shown) => {
  expect(shownAddresses(all)).toEqual(shown);
});
