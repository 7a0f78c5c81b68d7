import { afterEach, expect, test } from "vitest";
import { EXIT } from "../../src/base/operator-error.ts";
import { Homes } from "./homes.ts";

let homes = new Homes();
afterEach(async () => {
  await homes.close();
  homes = new Homes();
});

test.each(["nonsense", "/ip4/192.168.1.5/tcp/4001", "/ip4/192.168.1.5/udp/4001", "/dns4/a/tcp/1/p2p/PEER"])(
  "a node to call that has no such address is refused at the start: %s",
  async (address) => {
    await homes.found("Ada");
    await expect(homes.start("Ada", { peers: [address] })).rejects.toMatchObject({
      code: "peer-address-invalid",
      exitCode: EXIT.usage,
      details: { address },
    });
  },
);
