import { randomBytes } from "node:crypto";
import { type Socket, connect as tcpConnect } from "node:net";
import { multiaddr } from "@multiformats/multiaddr";
import { afterEach, describe, expect, it } from "vitest";
import { NONCE_BYTES } from "../../src/net/connection-protector.ts";
import { NetworkKeys } from "../../src/net/network-keys.ts";
import { ask, connect, inside, isUp, startHost, stopAll, type TestHost, until } from "./net-fixture.ts";

afterEach(stopAll);

const [OLD, NEW, OTHER] = [1, 2, 3].map((fill) => new Uint8Array(32).fill(fill)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

async function answers(from: TestHost, to: TestHost): Promise<string> {
  return Buffer.from(await ask(from, to, "well")).toString();
}

describe("network keys", () => {
  it("whoever calls with an older key that is held is answered", async () => {
    const listener = await startHost({ networkKeys: [NEW, OLD] });
    const sleeper = await startHost({ networkKeys: [OLD] });
    await connect(sleeper, listener);
    expect(await answers(sleeper, listener)).toBe("re: well");
  });

  it("who knows an older key alone is called with it, after the newest in vain", async () => {
    const sleeper = await startHost({ networkKeys: [OLD] });
    const caller = await startHost({ networkKeys: [NEW, OTHER, OLD] });
    await connect(caller, sleeper);
    expect(await answers(caller, sleeper)).toBe("re: well");
    expect(await answers(sleeper, caller)).toBe("re: well");
  });

  it("a new key takes effect without a restart, for calls either way, and a dropped one is known no more", async () => {
    const [one, two] = [await startHost({ networkKeys: [OLD] }), await startHost({ networkKeys: [OLD] })];
    await connect(one, two);
    for (const host of [one, two]) host.transport.useNetworkKeys([NEW]);
    // what is open stays open
    expect(await answers(one, two)).toBe("re: well");
    for (const connection of inside(one).getConnections()) connection.abort(new Error("cut"));
    await until("both sides up again", () => isUp(one, two) && isUp(two, one));
    const sleeper = await startHost({ networkKeys: [OLD] });
    for (const host of [one, two]) {
      const signal = AbortSignal.timeout(20_000);
      await expect(inside(sleeper).dial(multiaddr(host.address), { signal })).rejects.toThrow();
    }
    expect(sleeper.up).toEqual([]);
  });

  it("whoever calls with a key that is not held gets 24 bytes and is hung up on, before the time for it is over", async () => {
    const host = await startHost({ networkKeys: [NEW, OLD], times: { upgradeMs: 3_600_000 } });
    const port = Number(multiaddr(host.address).getComponents()[1]?.value);
    const got: Buffer[] = [];
    const socket: Socket = tcpConnect(port, "127.0.0.1");
    socket.on("data", (data: Buffer) => got.push(data));
    // being reset is what a stranger is for
    socket.on("error", () => socket.destroy());
    const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
    socket.write(randomBytes(NONCE_BYTES + 20));
    await closed;
    expect(Buffer.concat(got).length).toBe(NONCE_BYTES);
  });

  it("calls nobody again with another key where nobody heard the first", async () => {
    const keys = new NetworkKeys([NEW, OLD]);
    const tried: Uint8Array[] = [];
    const dial = (isThere: boolean) => async () => {
      if (isThere) tried.push(keys.forCall("peer"));
      throw new Error(`call ${tried.length}`);
    };
    await expect(keys.call("peer", dial(false))).rejects.toThrow("call 0");
    await expect(keys.call("peer", dial(true))).rejects.toThrow("call 2");
    expect(tried).toEqual([NEW, OLD]);
    expect(keys.forCall("peer")).toEqual(NEW);
  });
});
