import type { Libp2p } from "@libp2p/interface";
import { byteStream } from "@libp2p/utils";
import { multiaddr } from "@multiformats/multiaddr";
import { afterEach, describe, expect, it } from "vitest";
import { present } from "../../src/base/assert.ts";
import { HELLO_PROTOCOL } from "../../src/net/greeter.ts";
import type { NetMeter } from "../../src/net/net-meter.ts";
import { NO_METER } from "../../src/net/net-meter.ts";
import {
  answerAs,
  connect,
  greetFrom,
  inside,
  isUp,
  publishUntilTaken,
  startHost,
  startRawNode,
  stopAll,
  until,
} from "./net-fixture.ts";

afterEach(stopAll);

const IDENTIFY = "/ipfs/id/1.0.0";

/** What fits a ping. */
const SOMETHING = Uint8Array.of(32, ...new Uint8Array(32));

/** How many bytes a stranger hears on a stream of that protocol, having said that itself; at least `enough`, or all. */
async function heardOn(
  stranger: Libp2p,
  address: string,
  protocol: string,
  said: Uint8Array | null = SOMETHING,
  enough = 1,
): Promise<number> {
  const connection = await stranger.dial(multiaddr(address));
  const stream = await connection.newStream(protocol);
  const bytes = byteStream(stream);
  const signal = AbortSignal.timeout(20_000);
  let count = 0;
  try {
    if (said !== null) await bytes.write(said, { signal });
    while (count < enough) {
      const part = await bytes.read({ signal });
      if (part === null) return count;
      count += part.byteLength;
    }
    return count;
  } catch (error) {
    signal.throwIfAborted();
    expect(error).toBeInstanceOf(Error);
    return count;
  }
}

describe("behind the hello", () => {
  it("with the network key, but without a hello, no protocol says anything, and the connection is closed", async () => {
    const host = await startHost({ times: { helloMs: 1_500 } });
    const member = await startHost();
    await connect(member, host);
    await publishUntilTaken(member, "events", "for members");
    const protocols = inside(host).getProtocols();
    for (const part of ["/ipfs/id/", "/ipfs/ping/", "/meshsub/", "/huzhu/sync/", "/huzhu/member/"])
      expect(protocols.some((protocol) => protocol.startsWith(part))).toBe(true);
    const behind = protocols.filter((protocol) => protocol !== HELLO_PROTOCOL);
    const strangers = await Promise.all(behind.map(() => startRawNode()));
    const heard = await Promise.all(
      strangers.map((stranger, i) =>
        heardOn(stranger, host.address, present(behind[i], "one protocol for each")),
      ),
    );
    expect(Object.fromEntries(behind.map((protocol, i) => [protocol, heard[i]]))).toEqual(
      Object.fromEntries(behind.map((protocol) => [protocol, 0])),
    );
    await until("the strangers are gone", () => inside(host).getConnections().length === 1);
    expect(host.requests).toEqual([]);
    expect(host.gossip.map(({ from }) => from)).not.toContain(strangers[0]?.peerId.toString());
  });

  it("with it, all are served on the same connection", async () => {
    const host = await startHost();
    const guest = await startRawNode();
    await greetFrom(guest, host);
    // who is asked who it is reads nothing: what were said would reset the stream, and with it perhaps the answer
    expect(await heardOn(guest, host.address, IDENTIFY, null, 33)).toBeGreaterThan(32);
    expect(await heardOn(guest, host.address, "/ipfs/ping/1.0.0", SOMETHING, 32)).toBeGreaterThanOrEqual(32);
  });

  it("who they are is asked of those who were greeted, on both sides, and of no stranger", async () => {
    const introduced: string[] = [];
    const meter: NetMeter = { ...NO_METER, identified: (peer) => void introduced.push(peer) };
    const host = await startHost({ meter, times: { helloMs: 500 } });
    const calling = await startRawNode();
    const opened: string[] = [];
    const called = await startRawNode();
    await called.unhandle(IDENTIFY);
    await called.handle(IDENTIFY, (stream) => {
      opened.push(stream.protocol);
      stream.abort(new Error("not told"));
    });
    const connection = await calling.dial(multiaddr(host.address));
    host.transport.keepConnected([present(called.getMultiaddrs()[0], "a raw node listens").toString()]);
    await until(
      "both were tried",
      () => host.logs.filter((line) => line.includes("hello closed")).length > 1,
    );
    await until("the stranger is gone", () => connection.status !== "open");
    const [one, two] = [await startHost({ meter }), await startHost({ meter })];
    await connect(one, two);
    await until("both introduced", () => introduced.length === 2);
    expect(new Set(introduced)).toEqual(new Set([one, two].map(({ transport }) => transport.peerId)));
    expect(opened).toEqual([]);
  });

  it("a peer that may not stay is disconnected, the others are not", async () => {
    const host = await startHost();
    const [stays, goes] = [await startHost(), await startHost()];
    await connect(stays, host);
    await connect(goes, host);
    goes.transport.keepConnected([]);
    host.transport.keepOnly(({ peer }) => peer !== goes.transport.peerId);
    await until("one is gone", () => !isUp(host, goes) && !isUp(goes, host));
    expect(isUp(host, stays)).toBe(true);
    expect(host.down).toEqual([goes.transport.peerId]);
  });

  it("a peer that is called, and answers no hello, learns of no other protocol", async () => {
    const host = await startHost({ times: { helloMs: 1_000 } });
    const called = await startRawNode();
    const seen: string[] = [];
    const address = await answerAs(called, "/test/none", () => undefined);
    await called.unhandle(HELLO_PROTOCOL);
    await called.handle(HELLO_PROTOCOL, (stream) => void seen.push(stream.protocol));
    for (const protocol of called.getProtocols()) {
      if (protocol === HELLO_PROTOCOL) continue;
      await called.unhandle(protocol);
      await called.handle(protocol, (stream) => void seen.push(stream.protocol));
    }
    host.transport.keepConnected([address]);
    await until("called twice", () => seen.length > 1);
    expect(new Set(seen)).toEqual(new Set([HELLO_PROTOCOL]));
  });
});
