import { lpStream } from "@libp2p/utils";
import { multiaddr } from "@multiformats/multiaddr";
import { afterEach, describe, expect, it } from "vitest";
import { HELLO_BYTES_MAX, HELLO_PROTOCOL } from "../../src/net/greeter.ts";
import { PENALTY_MAX } from "../../src/net/penalty-box.ts";
import { HELLO_BYTES_MAX as READ_BYTES_MAX } from "../../src/peer/hello.ts";
import {
  ask,
  connect,
  greetFrom,
  helloOf,
  inside,
  isUp,
  startHost,
  startRawNode,
  stopAll,
  until,
} from "./net-fixture.ts";

afterEach(stopAll);

describe("hello", () => {
  it("brings both sides up with the device that each proved", async () => {
    const [a, b] = [await startHost({ device: "aa" }), await startHost({ device: "bb" })];
    await connect(a, b);
    expect(a.up).toEqual([{ peer: b.transport.peerId, device: "bb", member: true }]);
    expect(b.up).toEqual([{ peer: a.transport.peerId, device: "aa", member: true }]);
    expect(a.transport.peers()).toEqual(a.up);
    await a.transport.stop();
    await until("down", () => b.down.length === 1);
    expect(b.down).toEqual([a.transport.peerId]);
    expect(b.transport.peers()).toEqual([]);
  });

  for (const refuser of ["dialer", "listener"]) {
    it(`refused by the ${refuser}: closed, and neither side is up`, async () => {
      let refused = 0;
      const refuse = {
        checkHello: () => {
          refused++;
          return undefined;
        },
      };
      const a = await startHost(refuser === "dialer" ? refuse : {});
      const b = await startHost(refuser === "listener" ? refuse : {});
      a.transport.keepConnected([b.address]);
      await until("refused twice", () => refused >= 2);
      await a.transport.stop();
      await until("closed", () => inside(b).getConnections().length === 0);
      expect([...a.up, ...b.up, ...b.down]).toEqual([]);
    });
  }

  it("a hello made for another peer is refused", async () => {
    const host = await startHost();
    const node = await startRawNode();
    const connection = await node.dial(multiaddr(host.address));
    const frames = lpStream(await connection.newStream(HELLO_PROTOCOL));
    await frames.write(helloOf("raw", node.peerId.toString(), "another peer"));
    await until("closed", () => connection.status !== "open");
    expect(host.up).toEqual([]);
  });

  it("may be as large as its decoder reads, and no larger", () => {
    expect(HELLO_BYTES_MAX).toBe(READ_BYTES_MAX);
  });

  it("an oversize hello is refused", async () => {
    const host = await startHost();
    const node = await startRawNode();
    const connection = await node.dial(multiaddr(host.address));
    const stream = await connection.newStream(HELLO_PROTOCOL);
    stream.send(Uint8Array.from([0x81, 0x80, (HELLO_BYTES_MAX >> 14) + 0]));
    await until("closed", () => connection.status !== "open");
  });

  it("a connection that never says hello, or stops in the middle of one, is closed", async () => {
    const host = await startHost({ times: { helloMs: 300 } });
    const [silent, halting] = [await startRawNode(), await startRawNode()];
    const quiet = await silent.dial(multiaddr(host.address));
    const begun = await halting.dial(multiaddr(host.address));
    const frames = lpStream(await begun.newStream(HELLO_PROTOCOL));
    await frames.write(helloOf("raw", halting.peerId.toString(), host.transport.peerId));
    await until("both closed", () => quiet.status !== "open" && begun.status !== "open");
    expect(host.up).toEqual([]);
  });

  it("simultaneous dials and duplicate connections: up once, down with the last one", async () => {
    const [a, b] = [await startHost(), await startHost()];
    a.transport.keepConnected([b.address]);
    b.transport.keepConnected([a.address]);
    await until("both up", () => isUp(a, b) && isUp(b, a));
    const extra = await inside(a).dial(multiaddr(b.address), { force: true } as object);
    await until(
      "all greeted",
      async () => (await ask(a, b, "x")).length > 0 && (await ask(b, a, "x")).length > 0,
    );
    b.transport.keepConnected([]);
    a.transport.keepConnected([]);
    await extra.close();
    await ask(a, b, "y").catch(() => undefined);
    const left = inside(a).getConnections();
    expect(a.down).toHaveLength(left.length === 0 ? 1 : 0);
    await Promise.all(left.map((connection) => connection.close()));
    await until("down on both sides", () => a.down.length === 1 && b.down.length === 1);
    expect([a.up.length, b.up.length]).toEqual([1, 1]);
  });

  it("more peers than allowed are refused", async () => {
    const host = await startHost({ maxPeers: 2 });
    const guests = await Promise.all([startHost(), startHost(), startHost()]);
    const [first, second, third] = guests;
    for (const guest of [first, second]) if (guest !== undefined) await connect(guest, host);
    third?.transport.keepConnected([host.address]);
    await until("refused", () => third?.logs.some((line) => line.includes("without a hello")) === true);
    expect(host.transport.peers()).toHaveLength(2);
    await first?.transport.stop();
    await until("the third is let in", () => third !== undefined && isUp(host, third));
    expect(host.transport.peers()).toHaveLength(2);
  });
});

describe("penalties", () => {
  it("a penalised peer is dropped and kept out, under another transport key too", async () => {
    const [a, bad] = [await startHost(), await startHost({ device: "bad" })];
    await connect(bad, a);
    a.transport.penalize(bad.transport.peerId, PENALTY_MAX - 1, "half bad");
    expect(isUp(a, bad)).toBe(true);
    a.transport.penalize(bad.transport.peerId, 2, "bad");
    await until("dropped on both sides", () => a.down.length === 1 && bad.down.length === 1);
    const failures = bad.logs.length;
    await until("it tried again", () => bad.logs.length > failures + 3);
    expect(a.up).toHaveLength(1);
    const disguised = await startRawNode();
    await expect(greetFrom(disguised, a, "bad")).rejects.toThrow();
    expect(a.up).toHaveLength(1);
    await expect(ask(a, bad, "x")).rejects.toThrow();
  });

  it("keeps a peer out by its transport key as well, before anything is said", async () => {
    let devices = 0;
    const a = await startHost();
    const bad = await startHost({
      makeHello: (local, remote) => helloOf(`device-${devices++}`, local, remote),
    });
    await connect(bad, a);
    a.transport.penalize(bad.transport.peerId, PENALTY_MAX, "bad");
    await until("dropped on both sides", () => a.down.length === 1 && bad.down.length === 1);
    const failures = bad.logs.length;
    await until("it tried again", () => bad.logs.length > failures + 3);
    expect([a.up.length, devices]).toEqual([1, 1]);
  });

  it("ends after its time", async () => {
    const a = await startHost({ times: { penaltyMs: 300 } });
    const bad = await startHost();
    await connect(bad, a);
    a.transport.penalize(bad.transport.peerId, PENALTY_MAX, "bad");
    await until("dropped", () => a.down.length === 1);
    await until("back", () => isUp(a, bad));
  });
});
