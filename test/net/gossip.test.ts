import { type GossipSub, gossipsub, StrictNoSign } from "@libp2p/gossipsub";
import { multiaddr } from "@multiformats/multiaddr";
import { afterEach, describe, expect, it } from "vitest";
import { GOSSIP_BYTES_MAX } from "../../src/net/gossip.ts";
import {
  ask,
  connect,
  heard,
  inside,
  isUp,
  publishUntilHeard,
  publishUntilTaken,
  startHost,
  startRawNode,
  stopAll,
  type TestHost,
  until,
} from "./net-fixture.ts";

afterEach(stopAll);

const FAST_WATCH = { watchdogEveryMs: 200, watchdogGraceMs: 1_500 };

function gossipStreams(host: TestHost): { status: string; direction: string; abort(error: Error): void }[] {
  return inside(host)
    .getConnections()
    .flatMap((connection) => connection.streams)
    .filter((stream) => stream.protocol.startsWith("/meshsub/") && stream.status === "open");
}

function scoreOf(host: TestHost, other: TestHost): number {
  const pubsub = inside(host).services["pubsub"] as GossipSub & { getScore(peer: string): number };
  return pubsub.getScore(other.transport.peerId);
}

describe("gossip", () => {
  it("is delivered across three nodes in a line, on both topics, once", async () => {
    const [a, b, c] = [await startHost(), await startHost(), await startHost()];
    await connect(b, a, c);
    const texts = [await publishUntilHeard(a, c, "events"), await publishUntilHeard(a, c, "seal")];
    expect(isUp(a, c)).toBe(false);
    expect(new Set(c.gossip.map(({ from }) => from))).toEqual(new Set([b.transport.peerId]));
    expect(new Set(c.gossip.map(({ topic, text }) => text.startsWith(topic)))).toEqual(new Set([true]));
    for (const text of texts) expect([heard(a, text), heard(b, text), heard(c, text)]).toEqual([0, 1, 1]);
  });

  it("row 6: publish with no peers is 0 and no exception; the same bytes are delivered later", async () => {
    const [a, b] = [await startHost(), await startHost()];
    expect(await a.transport.publish("events", Buffer.from("early"))).toBe(0);
    expect(await a.transport.publish("events", Buffer.from("early"))).toBe(0);
    await connect(a, b);
    await publishUntilTaken(a, "events", "early");
    await until("heard", () => heard(b, "early") === 1);
    expect(await a.transport.publish("events", Buffer.from("early"))).toBe(0);
  });

  it("row 6: with gossip off, requests alone work, and the watchdog of a gossiping peer lets it be", async () => {
    const a = await startHost({ gossip: false });
    const b = await startHost({ times: { watchdogEveryMs: 50, watchdogGraceMs: 100 } });
    await connect(a, b);
    expect(await a.transport.publish("events", Buffer.from("nobody"))).toBe(0);
    for (let i = 0; i < 5; i++) {
      const opened = performance.now();
      await until("several looks", () => performance.now() - opened > 100);
      expect(Buffer.from(await ask(a, b, `pull ${i}`)).toString()).toBe(`re: pull ${i}`);
    }
    expect(b.down).toEqual([]);
    expect(b.gossip).toEqual([]);
  });

  it("does not forward what a node ignores or rejects; a reject lowers any score, an ignore does not", async () => {
    const a = await startHost();
    const b = await startHost({
      onGossip: (text) => (text.startsWith("bad") ? "reject" : text.startsWith("odd") ? "ignore" : "accept"),
    });
    const c = await startHost();
    await connect(b, a, c);
    await publishUntilHeard(a, c, "events");
    await publishUntilTaken(a, "events", "odd 1");
    await until("judged", () => heard(b, "odd 1") === 1);
    expect(scoreOf(b, a)).toBeGreaterThanOrEqual(0);
    // Long enough in the mesh that gossipsub's own parameters would forgive everything.
    const meshed = performance.now();
    await until("some time in the mesh", () => performance.now() - meshed > 1_500);
    await publishUntilTaken(a, "events", "bad 1");
    await until("punished", () => scoreOf(b, a) < 0);
    await publishUntilHeard(a, c, "seal");
    expect(heard(c, "odd 1") + heard(c, "bad 1")).toBe(0);
  });

  it("takes a throwing handler as ignore and says so, without the message", async () => {
    const a = await startHost();
    const b = await startHost({
      onGossip: () => {
        throw new Error("bug");
      },
    });
    await connect(a, b);
    await publishUntilTaken(a, "events", "private words");
    await until("told", () => b.logs.some((line) => line.startsWith("error a handler threw")));
    expect(scoreOf(b, a)).toBeGreaterThanOrEqual(0);
    expect([...a.logs, ...b.logs].filter((line) => line.includes("private words"))).toEqual([]);
  });

  it("asserts the size of its own messages", async () => {
    const a = await startHost();
    const tooLarge = new Uint8Array(GOSSIP_BYTES_MAX.events + 1);
    await expect(a.transport.publish("events", tooLarge)).rejects.toThrow("GOSSIP_BYTES_MAX");
  });

  it("a peer that has not said hello gets no gossip and is not heard", async () => {
    const a = await startHost({ times: { helloMs: 60_000 } });
    const b = await startHost();
    await connect(b, a);
    const topics = (inside(a).services["pubsub"] as GossipSub).getTopics();
    const mute = await startRawNode(undefined, {
      pubsub: gossipsub({ globalSignaturePolicy: StrictNoSign, allowPublishToZeroTopicPeers: true }),
    });
    const pubsub = mute.services["pubsub"] as GossipSub;
    const got: string[] = [];
    pubsub.addEventListener("message", ({ detail }) => got.push(Buffer.from(detail.data).toString()));
    for (const topic of topics) pubsub.subscribe(topic);
    await mute.dial(multiaddr(a.address));
    const meshed = performance.now();
    await until("time to form a mesh", () => performance.now() - meshed > 1_500);
    await pubsub.publish(topics[0] ?? "", Buffer.from("from nobody"));
    await publishUntilHeard(a, b, "events");
    await publishUntilHeard(b, a, "seal");
    expect([got, heard(a, "from nobody"), pubsub.getSubscribers(topics[0] ?? "")]).toEqual([[], 0, []]);
    expect(a.transport.peers().map(({ peer }) => peer)).toEqual([b.transport.peerId]);
  });
});

describe("watchdog", () => {
  for (const direction of ["outbound", "inbound"]) {
    it(`row 5: a reset gossip stream is healed by the watchdog (${direction})`, async () => {
      const [a, b] = [await startHost({ times: FAST_WATCH }), await startHost({ times: FAST_WATCH })];
      await connect(a, b);
      await publishUntilTaken(a, "events", "before");
      await until("heard", () => heard(b, "before") === 1);
      for (const stream of gossipStreams(b)) {
        if (stream.direction === direction) stream.abort(new Error("reset by the test"));
      }
      await until("disconnected", () => b.down.length > 0);
      await until("connected again", () => isUp(a, b) && isUp(b, a));
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        await publishUntilTaken(from, "events", `after, from ${from.transport.peerId}`);
        await until("heard again", () => heard(to, `after, from ${from.transport.peerId}`) === 1);
      }
    });
  }
});
