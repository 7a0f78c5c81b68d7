import { expect, test } from "vitest";
import { lanTag } from "../../src/net/lan-finder.ts";
import { asRelay, parsePeerAddress, relayIn, throughRelay } from "../../src/net/peer-address.ts";
import { rankOf } from "../../src/net/rank-addresses.ts";
import { relayAddresses } from "../../src/net/relay-addresses.ts";

const R = "12D3KooWGjgUx7GyPPfHrsAV5TcnnLyKGqjmLJpPMxR3pUhzPbvV";
const A = "12D3KooWJNh9BkVrmrfHXE6gUAMDRbjJMYfGxEVwVkVGSpjCvUXF";
const at = (host: string, peer = R): string => `${host}/tcp/4001/p2p/${peer}`;
const OPEN = at("/ip4/5.5.5.5");
const HOME = at("/ip4/192.168.1.7");
const OWN = at("/ip4/127.0.0.1");

test("an address through a relay names both; the relay's mark names nobody to be called", () => {
  const through = throughRelay(OPEN, A);
  expect(parsePeerAddress(through)).toMatchObject({ peer: A, relay: R });
  expect(parsePeerAddress(OPEN)).toMatchObject({ peer: R, relay: undefined });
  expect(parsePeerAddress(asRelay(OPEN))).toBeUndefined();
  expect([through, asRelay(OPEN), OPEN].map(relayIn)).toEqual([OPEN, OPEN, undefined]);
  for (const wrong of [
    `${through}/p2p-circuit/p2p/${R}`,
    `/ip4/5.5.5.5/tcp/4001/p2p-circuit/p2p/${A}`,
    `${asRelay(OPEN)}/p2p/x`,
  ])
    expect(parsePeerAddress(wrong)).toBeUndefined();
});

test("addresses by how widely they can be used", () => {
  expect([throughRelay(OPEN, A), OWN, HOME, OPEN, at("/dns4/relay.example")].map(rankOf)).toEqual([
    3, 2, 1, 0, 0,
  ]);
});

test("of each relay its widest address, before a second of any", () => {
  const other = at("/ip4/6.6.6.6", A);
  expect(relayAddresses([[HOME, OPEN], [other]], A, 3)).toEqual(
    [OPEN, other, HOME].map((address) => throughRelay(address, A)),
  );
  expect(relayAddresses([["/ip4/5.5.5.5/tcp/1", throughRelay(OPEN, R)]], A, 2)).toEqual([]);
  expect(relayAddresses([], A, 2)).toEqual([]);
});

test("what is asked for on a LAN is the same for all who have the key, and tells nothing to others", () => {
  const key = new Uint8Array(32).fill(1);
  expect(lanTag(key)).toBe(lanTag(Uint8Array.from(key)));
  expect(lanTag(key)).toMatch(/^_[0-9a-f]{32}\._udp\.local$/);
  expect(lanTag(key)).not.toBe(lanTag(new Uint8Array(32).fill(2)));
});
