import { RPC } from "@libp2p/gossipsub/message";
import { lpStream } from "@libp2p/utils";
import { afterEach, expect, test } from "vitest";
import { InboundBytes, UNASKED_BYTES_BURST } from "../../src/net/inbound-bytes.ts";
import { STREAMS_PER_CONNECTION_MAX } from "../../src/net/mux-limits.ts";
import { type Ban, PENALTY_MAX } from "../../src/net/penalty-box.ts";
import { REQUEST_PROTOCOLS } from "../../src/net/requests.ts";
import { newTransportKey } from "../../src/net/transport-key.ts";
import { connect, greetFrom, inside, isUp, startHost, startRawNode, stopAll, until } from "./net-fixture.ts";

afterEach(stopAll);

test("who was kept out stays out over a restart, under another transport key too", async () => {
  const bans: (readonly Ban[])[] = [];
  const keptOut = { restored: [], changed: (list: readonly Ban[]) => void bans.push(list) };
  const host = await startHost({ keptOut });
  const bad = await startHost({ device: "bad-device" });
  await connect(bad, host);
  host.transport.penalize(bad.transport.peerId, PENALTY_MAX, "garbage");
  await until("dropped", () => !isUp(host, bad));
  const restored = bans.at(-1) ?? [];
  expect(restored.map(({ name }) => name)).toEqual([bad.transport.peerId, "bad-device"]);
  await host.transport.stop();
  const again = await startHost({ keptOut: { restored, changed: () => undefined } });
  const other = await startHost({ device: "bad-device", wanted: [again.address] });
  const honest = await startHost({ wanted: [again.address] });
  await until("the honest one is in", () => isUp(again, honest));
  await until("the bad one was refused", () => again.logs.some((line) => line.includes("kept out")));
  expect(isUp(again, other)).toBe(false);
});

test("what one device does under several transport keys adds up", async () => {
  const host = await startHost();
  for (let i = 0; i < 2; i++) {
    const bad = await startHost({ device: "bad-device", wanted: [host.address] });
    await until("up", () => isUp(host, bad));
    host.transport.penalize(bad.transport.peerId, PENALTY_MAX * 0.6, "garbage");
    await bad.transport.stop();
    await until("gone", () => !isUp(host, bad));
  }
  const third = await startHost({ device: "bad-device", wanted: [host.address] });
  await until("refused", () => host.logs.some((line) => line.includes("this device is kept out")));
  expect(isUp(host, third)).toBe(false);
});

test("one device takes two places, under however many transport keys", async () => {
  const host = await startHost();
  const keys = await Promise.all(Array.from({ length: 4 }, newTransportKey));
  const many = await Promise.all(
    keys.map((privateKey) => startHost({ device: "greedy", privateKey, wanted: [host.address] })),
  );
  await until("refused", () => host.logs.filter((line) => line.includes("many transport keys")).length >= 2);
  expect(many.filter((one) => isUp(host, one))).toHaveLength(2);
});

test("streams beyond the connection's limit are ended, and cost no more than those within it", async () => {
  const host = await startHost({ times: { serveReadMs: 60_000 } });
  const node = await startRawNode();
  await greetFrom(node, host);
  const connection = node.getConnections()[0];
  const protocol = Object.values(REQUEST_PROTOCOLS)[0] ?? "";
  await Promise.allSettled(
    Array.from({ length: 200 }, () => connection?.newStream(protocol, { maxOutboundStreams: 1_000 })),
  );
  const streams = inside(host)
    .getConnections()
    .flatMap((open) => open.streams);
  expect(streams.filter(({ direction }) => direction === "inbound").length).toBeLessThanOrEqual(
    STREAMS_PER_CONNECTION_MAX,
  );
});

test("gossip that no honest node writes costs points, whatever gossipsub makes of it", async () => {
  const host = await startHost();
  const node = await startRawNode();
  await greetFrom(node, host);
  const connection = node.getConnections()[0];
  const subscriptions = Array.from({ length: 1_000 }, (_, i) => ({ subscribe: true, topic: `${i}` }));
  const stream = await connection?.newStream("/meshsub/1.2.0");
  if (stream === undefined) throw new Error("a stream");
  await lpStream(stream, { maxDataLength: 1_000_000 }).write(RPC.encode({ subscriptions, messages: [] }));
  await until("points", () => host.logs.some((line) => line.includes("too-many-subscriptions")));
});

test("bytes that nobody asked for are held back beyond a burst; a question makes room for its answer", () => {
  let now = 0;
  const inbound = new InboundBytes(() => now);
  const gauge = inbound.open("/ip4/1.2.3.4/tcp/5");
  expect(gauge.brought(UNASKED_BYTES_BURST)).toBe(0);
  expect(gauge.brought(1_000_000)).toBeGreaterThan(0);
  for (let i = 0; i < 4; i++) inbound.asked("/ip4/1.2.3.4/tcp/5/p2p/12D3");
  expect(gauge.holdMs()).toBe(0);
  expect(gauge.brought(1_000_000)).toBeGreaterThan(0);
  now = 60_000;
  expect(gauge.holdMs()).toBe(0);
  gauge.closed();
  expect(inbound.size).toBe(0);
});

test("a connection that brings more than its burst is read later, and all of it arrives", async () => {
  const total = UNASKED_BYTES_BURST + 2 * 1024 * 1024;
  const host = await startHost();
  const node = await startRawNode();
  await greetFrom(node, host);
  let bytes = 0;
  await inside(host).handle("/test/flood/1", (stream) => {
    stream.addEventListener("message", ({ data }) => {
      bytes += data.byteLength;
    });
  });
  const stream = await node.getConnections()[0]?.newStream("/test/flood/1");
  if (stream === undefined) throw new Error("a stream");
  const frames = lpStream(stream);
  for (let sent = 0; sent < total; sent += 65_536) await frames.write(new Uint8Array(65_536));
  await until("all of it", () => bytes >= total);
});

test("peer ids of strangers are forgotten, those of greeted peers are not", async () => {
  const { ForgetPeers } = await import("../../src/net/forget-peers.ts");
  const host = await startHost();
  const greeted = await startRawNode();
  await greetFrom(greeted, host);
  const stranger = await startRawNode();
  const store = inside(host).peerStore;
  const forget = new ForgetPeers(
    inside(host),
    (peer) => peer === greeted.peerId.toString(),
    () => undefined,
    50,
  );
  await stranger.dial(inside(host).getMultiaddrs());
  await until("noted", () => store.has(stranger.peerId));
  await stranger.stop();
  await until("forgotten", async () => !(await store.has(stranger.peerId)));
  await greeted.stop();
  await until("gone", () => inside(host).getConnections().length === 0);
  expect(await store.has(greeted.peerId)).toBe(true);
  forget.stop();
});
