import { randomBytes } from "node:crypto";
import { type AddressInfo, createServer, type Socket, connect as tcpConnect } from "node:net";
import type { Stream } from "@libp2p/interface";
import { lpStream } from "@libp2p/utils";
import { multiaddr } from "@multiformats/multiaddr";
import { afterEach, describe, expect, it } from "vitest";
import { NONCE_BYTES, networkKeyProtector } from "../../src/net/connection-protector.ts";
import {
  ask,
  connect,
  inside,
  startHost,
  startRawNode,
  stopAll,
  type TestHost,
  until,
} from "./net-fixture.ts";

afterEach(stopAll);

interface Stranger {
  readonly socket: Socket;
  readonly got: Buffer[];
  closed: boolean;
}

function portOf(host: TestHost): number {
  return Number(multiaddr(host.address).getComponents()[1]?.value);
}

function stranger(host: TestHost, send: Uint8Array): Stranger {
  const self: Stranger = { socket: tcpConnect(portOf(host), "127.0.0.1"), got: [], closed: false };
  self.socket.on("data", (data: Buffer) => self.got.push(data));
  // Being reset is what a stranger is for.
  self.socket.on("error", () => self.socket.destroy());
  self.socket.on("close", () => {
    self.closed = true;
  });
  if (send.length > 0) self.socket.write(send);
  return self;
}

function bytesGot({ got }: Stranger): number {
  return Buffer.concat(got).length;
}

describe("connection protector", () => {
  it("row 3: a stranger without the key gets nothing but 24 bytes and a closed connection", async () => {
    const host = await startHost({ times: { upgradeMs: 300 } });
    const silent = stranger(host, new Uint8Array(0));
    const half = stranger(host, randomBytes(NONCE_BYTES));
    const noisy = stranger(host, randomBytes(NONCE_BYTES + 2_000));
    const reflecting = stranger(host, new Uint8Array(0));
    reflecting.socket.on("data", (data) => reflecting.socket.write(data));
    const all = [silent, half, noisy, reflecting];
    await until("all closed", () => all.every(({ closed }) => closed));
    for (const one of all) expect(bytesGot(one)).toBeLessThanOrEqual(NONCE_BYTES);
    expect(bytesGot(silent)).toBe(NONCE_BYTES);
    expect(host.up).toEqual([]);
  });

  it("row 3: a recorded connection cannot be played again", async () => {
    const host = await startHost({ times: { upgradeMs: 300 } });
    const recorded: Buffer[] = [];
    const tap = createServer((incoming) => {
      const outgoing = tcpConnect(portOf(host), "127.0.0.1");
      incoming.on("data", (data: Buffer) => {
        recorded.push(data);
        outgoing.write(data);
      });
      outgoing.on("data", (data) => incoming.write(data));
      for (const socket of [incoming, outgoing]) {
        socket.on("error", () => socket.destroy());
        socket.on("close", () => {
          incoming.destroy();
          outgoing.destroy();
        });
      }
    });
    await new Promise<void>((resolve) => tap.listen(0, "127.0.0.1", resolve));
    const member = await startHost();
    const { port } = tap.address() as AddressInfo;
    member.transport.keepConnected([`/ip4/127.0.0.1/tcp/${port}/p2p/${host.transport.peerId}`]);
    await until("greeted", () => host.up.length === 1);
    await member.transport.stop();
    tap.close();
    const replay = stranger(host, Buffer.concat(recorded));
    await until("closed", () => replay.closed);
    expect(bytesGot(replay)).toBeLessThanOrEqual(NONCE_BYTES);
  });

  it("row 3: another network key is refused, on both sides", async () => {
    const host = await startHost({ times: { upgradeMs: 500 } });
    const other = await startRawNode(networkKeyProtector(randomBytes(32), 500));
    await expect(
      other.dial(multiaddr(host.address), { signal: AbortSignal.timeout(1_000) }),
    ).rejects.toThrow();
    await expect(
      inside(host).dial(other.getMultiaddrs(), { signal: AbortSignal.timeout(1_000) }),
    ).rejects.toThrow();
    expect(inside(host).getConnections()).toEqual([]);
  });

  it("row 3: hundreds of strangers with 24 bytes each neither crash it nor stay", async () => {
    const host = await startHost({ times: { upgradeMs: 300 } });
    const before = process.memoryUsage().arrayBuffers;
    for (let round = 0; round < 8; round++) {
      const all = Array.from({ length: 50 }, () => stranger(host, randomBytes(NONCE_BYTES)));
      await until("all closed", () => all.every(({ closed }) => closed));
    }
    expect(inside(host).getConnections()).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
    // Beyond 50 a second from one address more are refused for a moment: the loop comes again.
    const member = await startHost();
    await connect(member, host);
    expect(Buffer.from(await ask(member, host, "still there")).toString()).toBe("re: still there");
  });

  it("row 3: one send of 2 MB, and of 10 MB, passes whole", async () => {
    const [from, to] = [await startRawNode(), await startRawNode()];
    const got = Promise.withResolvers<Uint8Array[]>();
    await to.handle("/test/bulk", async (stream) => {
      const frames = lpStream(stream, { maxBufferSize: 32 * 1024 * 1024 });
      const signal = AbortSignal.timeout(15_000);
      got.resolve([(await frames.read({ signal })).slice(), (await frames.read({ signal })).slice()]);
      await stream.close();
    });
    const sent = [randomBytes(2 * 1024 * 1024), randomBytes(10 * 1024 * 1024)];
    const stream = await from.dialProtocol(to.getMultiaddrs(), "/test/bulk");
    const frames = lpStream(stream);
    for (const bytes of sent) await frames.write(bytes, { signal: AbortSignal.timeout(15_000) });
    await stream.close();
    const received = await got.promise;
    expect(received.map((bytes, i) => Buffer.compare(bytes, sent[i] ?? new Uint8Array()))).toEqual([0, 0]);
  });

  it("row 3: goes on after the socket was full: twenty-four streams of 1 MB at once", async () => {
    const [from, to] = [await startRawNode(), await startRawNode()];
    const [streams, bytes] = [24, randomBytes(1024 * 1024)];
    let whole = 0;
    const limits = { maxInboundStreams: streams, maxOutboundStreams: streams };
    await to.handle(
      "/test/bulk",
      async (stream) => {
        const got = await lpStream(stream).read({ signal: AbortSignal.timeout(15_000) });
        if (Buffer.compare(got.subarray(), bytes) === 0) whole++;
      },
      limits,
    );
    const connection = await from.dial(to.getMultiaddrs());
    const opened: Stream[] = [];
    while (opened.length < streams) opened.push(await connection.newStream("/test/bulk", limits));
    const signal = AbortSignal.timeout(15_000);
    await Promise.all(opened.map((stream) => lpStream(stream).write(bytes, { signal })));
    await until("all whole", () => whole === streams);
  });
});
