import { readdirSync, readFileSync } from "node:fs";
import { lpStream } from "@libp2p/utils";
import { multiaddr } from "@multiformats/multiaddr";
import { afterEach, describe, expect, it } from "vitest";
import { HELLO_PROTOCOL } from "../../src/net/greeter.ts";
import { INBOUND_STREAMS_MAX, REQUEST_PROTOCOLS } from "../../src/net/requests.ts";
import { FRAME_BYTES_MAX, TransportError } from "../../src/net/transport.ts";
import {
  answerAs,
  ask,
  connect,
  greetFrom,
  inside,
  startHost,
  startRawNode,
  stopAll,
  syncStreams,
  type TestHost,
  until,
} from "./net-fixture.ts";

afterEach(stopAll);

async function fault(answer: Promise<unknown>): Promise<string> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TransportError);
  return (error as TransportError).fault;
}

/** A host connected to a raw node that serves the sync protocol as told. */
async function hostAgainst(
  serve: (
    frames: ReturnType<typeof lpStream>,
    stream: { abort(e: Error): void; close(): Promise<void> },
  ) => void,
  times = {},
): Promise<{ host: TestHost; peer: string }> {
  const node = await startRawNode();
  const address = await answerAs(node, REQUEST_PROTOCOLS.sync, (stream) => serve(lpStream(stream), stream));
  const host = await startHost({ times });
  host.transport.keepConnected([address]);
  await until("greeted", () => host.up.length === 1);
  return { host, peer: node.peerId.toString() };
}

function request(host: TestHost, peer: string, timeoutMs = 10_000): Promise<Uint8Array> {
  return host.transport.request(peer, Buffer.from("page 1"), AbortSignal.timeout(timeoutMs));
}

describe("requests", () => {
  it("answers both ways, the largest frames included, many at once", async () => {
    const a = await startHost({ onRequest: async () => new Uint8Array(FRAME_BYTES_MAX).fill(7) });
    const b = await startHost();
    await connect(a, b);
    expect(Buffer.from(await ask(a, b, "hello")).toString()).toBe("re: hello");
    expect((await ask(b, a, new Uint8Array(FRAME_BYTES_MAX))).length).toBe(FRAME_BYTES_MAX);
    expect((await ask(b, a, new Uint8Array(0))).length).toBe(FRAME_BYTES_MAX);
    const many = await Promise.all(Array.from({ length: 50 }, (_, i) => ask(a, b, `n${i}`)));
    expect(many.map((answer) => Buffer.from(answer).toString())).toEqual(
      Array.from({ length: 50 }, (_, i) => `re: n${i}`),
    );
  });

  it("keeps two in flight to one peer, never more", async () => {
    let now = 0;
    let most = 0;
    const b = await startHost({
      onRequest: async (_, frame) => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now--;
        return frame;
      },
    });
    const a = await startHost();
    await connect(a, b);
    await Promise.all(Array.from({ length: 10 }, () => ask(a, b, "x")));
    expect(most).toBe(2);
  });

  it("row 7: a big response to a slow reader stays bounded, and the reader is dropped", async () => {
    const host = await startHost({
      onRequest: async () => new Uint8Array(FRAME_BYTES_MAX),
      times: { serveWriteMs: 300 },
    });
    const node = await startRawNode();
    await greetFrom(node, host);
    const streams = await Promise.all(
      Array.from({ length: INBOUND_STREAMS_MAX }, () =>
        node.dialProtocol(multiaddr(host.address), REQUEST_PROTOCOLS.sync),
      ),
    );
    for (const stream of streams) {
      stream.pause();
      await lpStream(stream).write(Buffer.from("a page, please"));
    }
    await until("all asked", () => host.requests.length === INBOUND_STREAMS_MAX);
    const served = (): typeof streams =>
      inside(host)
        .getConnections(node.peerId)
        .flatMap((connection) => connection.streams)
        .filter((stream) => stream.protocol === REQUEST_PROTOCOLS.sync);
    for (const stream of served()) expect(stream.writeBufferLength).toBeLessThanOrEqual(FRAME_BYTES_MAX + 16);
    await until("streams gone", () => served().length === 0);
  });

  it("gotchas 1 and 2: nothing here waits with onDrain or reads with for await, which give no backpressure", () => {
    const folder = new URL("../../src/net/", import.meta.url);
    const files = readdirSync(folder).map((name) => ({
      name,
      text: readFileSync(new URL(name, folder), "utf8"),
    }));
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter(({ text }) => /\.onDrain\(|for await/.test(text)).map(({ name }) => name)).toEqual(
      [],
    );
  });

  it("row 8 and gotcha 3: a truncated response is an error, not a clean end", async () => {
    const { host, peer } = await hostAgainst(async (frames, stream) => {
      await frames.read();
      const half = frames.unwrap() as unknown as { send(data: Uint8Array): void };
      half.send(Uint8Array.from([100, 1, 2, 3]));
      await stream.close();
    });
    expect(await fault(request(host, peer))).toBe("reset");
  });

  it("gotcha 3: a connection that closes during the response is an error", async () => {
    const node = await startRawNode();
    const address = await answerAs(node, REQUEST_PROTOCOLS.sync, async (stream) => {
      const frames = lpStream(stream);
      await frames.read();
      await Promise.all(node.getConnections().map((connection) => connection.close()));
    });
    const host = await startHost();
    host.transport.keepConnected([address]);
    await until("greeted", () => host.up.length === 1);
    expect(["reset", "not-connected"]).toContain(await fault(request(host, node.peerId.toString())));
  });

  it("gotcha 4: a response whose end arrives with its last bytes is whole", async () => {
    const page = new Uint8Array(FRAME_BYTES_MAX).fill(3);
    const { host, peer } = await hostAgainst(async (frames, stream) => {
      await frames.read();
      void frames.write(page);
      await stream.close();
    });
    for (let i = 0; i < 20; i++) expect(await request(host, peer)).toEqual(page);
  });

  it("gotcha 5: a silent server times out by the caller's signal and by our own limit", async () => {
    const { host, peer } = await hostAgainst(() => undefined, { requestMs: 400 });
    expect(await fault(request(host, peer, 50))).toBe("timed-out");
    expect(await fault(request(host, peer, 60_000))).toBe("timed-out");
    const inFlight = [request(host, peer, 60_000), request(host, peer, 60_000), request(host, peer, 30)];
    expect(await Promise.all(inFlight.map(fault))).toEqual(["timed-out", "timed-out", "timed-out"]);
    expect(syncStreams(host)).toBe(0);
  });

  it("gotcha 5 and 8: a client that opens a stream and stays silent is closed", async () => {
    const host = await startHost({ times: { serveReadMs: 100 } });
    const node = await startRawNode();
    await greetFrom(node, host);
    const stream = await node.dialProtocol(multiaddr(host.address), REQUEST_PROTOCOLS.sync);
    await until("reset", () => stream.status === "reset");
    expect(host.requests).toEqual([]);
  });

  it("gotcha 6: a flood of requests does not starve timers", async () => {
    const a = await startHost();
    const b = await startHost();
    await connect(a, b);
    let fired = false;
    setTimeout(() => {
      fired = true;
    }, 0);
    let rounds = 0;
    for (; !fired && rounds < 200; rounds++) await ask(a, b, "again");
    expect(fired).toBe(true);
    expect(rounds).toBeLessThan(200);
  });

  it("gotcha 7: bytes that come before they are read are kept, too many reset the stream", async () => {
    let proceed = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      proceed = resolve;
    });
    const host = await startHost({
      onRequest: async (_, frame) => {
        await held;
        return frame;
      },
    });
    const node = await startRawNode();
    await greetFrom(node, host);
    const greedy = await node.dialProtocol(multiaddr(host.address), REQUEST_PROTOCOLS.sync);
    await lpStream(greedy).write(Buffer.from("one"));
    await until("asked", () => host.requests.length === 1);
    for (let sent = 0; sent < 8 && greedy.status === "open"; sent++) {
      greedy.send(new Uint8Array(128 * 1024));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until("reset", () => greedy.status === "reset");
    proceed();
  });

  it("gotcha 8: streams do not pile up, whoever forgets to finish them", async () => {
    const a = await startHost();
    const b = await startHost();
    await connect(a, b);
    for (let i = 0; i < 20; i++) await ask(a, b, "x");
    const node = await startRawNode();
    await greetFrom(node, b);
    const unfinished = await node.dialProtocol(multiaddr(b.address), REQUEST_PROTOCOLS.sync);
    await lpStream(unfinished).write(Buffer.from("never closed"));
    await until("none left", () => b.requests.length === 21 && syncStreams(a) + syncStreams(b) === 0);
  });

  it("gotcha 9: a stream over maxInboundStreams is an error, not a hang", async () => {
    const host = await startHost({ onRequest: () => new Promise(() => undefined) });
    const node = await startRawNode();
    await greetFrom(node, host);
    const statuses = await Promise.all(
      Array.from({ length: INBOUND_STREAMS_MAX + 2 }, async () => {
        const stream = await node.dialProtocol(multiaddr(host.address), REQUEST_PROTOCOLS.sync);
        const frames = lpStream(stream);
        try {
          await frames.write(Buffer.from("x"));
          await frames.read({ signal: AbortSignal.timeout(1_000) });
        } catch {
          return stream.status;
        }
        return "answered";
      }),
    );
    expect(statuses.filter((status) => status === "reset")).toHaveLength(2);
    expect(host.requests).toHaveLength(INBOUND_STREAMS_MAX);
  });

  it("gotcha 9: our own request into a full peer fails as a reset", async () => {
    const { host, peer } = await hostAgainst((_, stream) => stream.abort(new Error("too many")));
    expect(await fault(request(host, peer))).toBe("reset");
  });

  it("gotcha 10: every protocol of ours may run on limited connections, on both sides", async () => {
    const host = await startHost();
    const node = inside(host) as unknown as {
      components: { registrar: { getHandler(p: string): { options: { runOnLimitedConnection?: boolean } } } };
    };
    const { registrar } = node.components;
    for (const protocol of [HELLO_PROTOCOL, REQUEST_PROTOCOLS.sync, "/meshsub/1.2.0"]) {
      expect(registrar.getHandler(protocol).options.runOnLimitedConnection, protocol).toBe(true);
    }
  });

  it("refuses oversize frames of others and asserts its own", async () => {
    const { host, peer } = await hostAgainst(async (frames) => {
      await frames.read();
      await frames.write(new Uint8Array(FRAME_BYTES_MAX + 1));
    });
    expect(await fault(request(host, peer))).toBe("too-large");
    await expect(
      host.transport.request(peer, new Uint8Array(FRAME_BYTES_MAX + 1), AbortSignal.timeout(1_000)),
    ).rejects.toThrow("a request fits into one frame");
    const node = await startRawNode();
    await greetFrom(node, host);
    const stream = await node.dialProtocol(multiaddr(host.address), REQUEST_PROTOCOLS.sync);
    stream.send(Uint8Array.from([0xff, 0xff, 0xff, 0x7f]));
    await until("refused", () => stream.status === "reset");
    expect(host.requests).toEqual([]);
  });

  it("maps a throwing handler to a reset, an unknown peer to not-connected", async () => {
    const a = await startHost();
    const b = await startHost({ onRequest: () => Promise.reject(new Error("bug")) });
    await connect(a, b);
    expect(await fault(ask(a, b, "x"))).toBe("reset");
    const c = await startHost();
    expect(await fault(ask(a, c, "x"))).toBe("not-connected");
  });

  it("refuses requests before the hello", async () => {
    const host = await startHost();
    const node = await startRawNode();
    const stream = await node.dialProtocol(multiaddr(host.address), REQUEST_PROTOCOLS.sync);
    const frames = lpStream(stream);
    await frames.write(Buffer.from("give me everything")).catch(() => undefined);
    await expect(frames.read({ signal: AbortSignal.timeout(5_000) })).rejects.toThrow();
    expect(stream.status).toBe("reset");
    expect(host.requests).toEqual([]);
  });
});
