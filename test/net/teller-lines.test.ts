import { multiaddr } from "@multiformats/multiaddr";
import { afterEach, expect, test } from "vitest";
import { PENALTY_MAX } from "../../src/net/penalty-box.ts";
import {
  ask,
  connect,
  heard,
  inside,
  isUp,
  publishUntilHeard,
  readHello,
  startHost,
  stopAll,
  type TestHost,
  until,
} from "./net-fixture.ts";

afterEach(stopAll);

/** A host that takes these devices as tellers, as long as they are named. */
async function listener(tellers: readonly string[]): Promise<TestHost> {
  return await startHost({
    device: "listener",
    checkHello: (local, remote, hello) => {
      const greeted = readHello(local, remote, hello);
      return greeted && tellers.includes(greeted.device)
        ? { ...greeted, member: false, isTeller: true }
        : greeted;
    },
  });
}

const telling = (host: TestHost) => host.up.filter(({ isTeller }) => isTeller).length;

for (const caller of ["the teller", "the listener"])
  test(`a teller answers, and is answered, told and counted nowhere: ${caller} calls`, async () => {
    const [host, teller, member] = [
      await listener(["teller"]),
      await startHost({ device: "teller" }),
      await startHost(),
    ];
    await connect(member, host);
    if (caller === "the teller") teller.transport.keepConnected([host.address]);
    else host.transport.keepConnected([teller.address]);
    await until("it may be asked", () => telling(host) > 0 && isUp(teller, host));
    expect(Buffer.from(await ask(host, teller, "x")).toString()).toBe("re: x");
    expect(host.transport.peers().map(({ peer }) => peer)).toEqual([member.transport.peerId]);
    await expect(ask(teller, host, "y")).rejects.toThrow();
    const bytes = Buffer.from("z");
    const { peerId } = host.transport;
    const question = teller.transport.request(peerId, bytes, AbortSignal.timeout(20_000), "member");
    await expect(question).rejects.toThrow();
    expect(host.requests).toEqual([]);
    // both have been connected for as long when the member hears something
    const text = await publishUntilHeard(host, member, "events");
    expect(heard(teller, text)).toBe(0);
    expect(await teller.transport.publish("events", Buffer.from("mine"))).toBe(0);
    expect(host.gossip).toEqual([]);
  });

test("a teller that is known now goes first, and comes as a peer", async () => {
  const names = ["teller"];
  const host = await listener(names);
  const teller = await startHost({ device: "teller" });
  teller.transport.keepConnected([host.address]);
  await until("it tells", () => telling(host) === 1);
  host.transport.keepOnly(({ isTeller = false }) => isTeller);
  expect(host.down).toEqual([]);
  names.length = 0;
  host.transport.keepOnly(({ isTeller = false }) => !isTeller);
  expect(host.down).toEqual([teller.transport.peerId]);
  await until("a peer", () => isUp(host, teller) && isUp(teller, host));
  expect(host.up.map(({ isTeller }) => isTeller)).toEqual([true, undefined]);
  expect(host.down).toHaveLength(1);
});

test("where a peer comes while it still tells on another connection, that one ends, and the peer stays up", async () => {
  const names = ["teller"];
  const host = await listener(names);
  const teller = await startHost({ device: "teller" });
  await inside(teller).dial(multiaddr(host.address));
  await until("it tells", () => telling(host) === 1);
  names.length = 0;
  await inside(teller).dial(multiaddr(host.address), { force: true } as object);
  await until("a peer", () => isUp(host, teller));
  expect(host.down).toEqual([teller.transport.peerId]);
  await until("one connection is left", () => inside(host).getConnections().length === 1);
  expect(host.down).toHaveLength(1);
  expect(Buffer.from(await ask(teller, host, "x")).toString()).toBe("re: x");
});

test("a teller that is charged anything goes at once, and its device pays under every transport key", async () => {
  const host = await listener(["teller", "raw"]);
  const teller = await startHost({ device: "teller" });
  teller.transport.keepConnected([host.address]);
  await until("it tells", () => telling(host) === 1);
  host.transport.penalize(teller.transport.peerId, 1, "a lie");
  expect(host.down).toEqual([teller.transport.peerId]);
  await until("it tells again", () => telling(host) === 2);
  host.transport.penalize(teller.transport.peerId, PENALTY_MAX, "lies");
  await teller.transport.stop();
  const other = await startHost({ device: "teller" });
  other.transport.keepConnected([host.address]);
  const isRefused = () => host.logs.some((line) => line.includes('kept out"') && line.includes("hello"));
  await until("refused", isRefused);
  expect(telling(host)).toBe(2);
});
