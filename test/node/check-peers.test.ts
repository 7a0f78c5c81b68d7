import { afterEach, expect, test } from "vitest";
import { EXIT } from "../../src/base/operator-error.ts";
import { Homes, until } from "./homes.ts";

const PEER = "12D3KooWGjgUx7GyPPfHrsAV5TcnnLyKGqjmLJpPMxR3pUhzPbvV";

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

test("who names another node to call goes on calling those of the invite", async () => {
  await homes.found("Ada");
  await homes.start("Ada");
  await homes.join("Bo", "Ada");
  const bo = await homes.start("Bo", { peers: [`/ip4/127.0.0.1/tcp/1/p2p/${PEER}`] });
  await until(() => bo.service.member() !== null, "Bo is let in by the invite's address");
});
