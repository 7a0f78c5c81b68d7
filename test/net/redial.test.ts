import { afterEach, describe, expect, it } from "vitest";
import { connect, inside, isUp, startHost, stopAll, until } from "./net-fixture.ts";

afterEach(stopAll);

/** libp2p itself gives up after so many tries. */
const LIBP2P_TRIES = 5;

function listenOf(address: string): string {
  return address.slice(0, address.indexOf("/p2p/"));
}

describe("redial loop", () => {
  it("row 9: comes back after the other side restarts on the same port, later than libp2p's own tries", async () => {
    const [a, b] = [await startHost(), await startHost()];
    await connect(a, b);
    await b.transport.stop();
    await until("down", () => a.down.length === 1);
    const tries = (): number => a.logs.filter((line) => line.includes("a peer was not reached")).length;
    await until("more tries than libp2p's", () => tries() > LIBP2P_TRIES + 1);
    const again = await startHost({ privateKey: b.privateKey, listen: [listenOf(b.address)] });
    await until("up again", () => isUp(a, again) && isUp(again, a));
    expect(a.up).toHaveLength(2);
  });

  it("row 9: comes back after a drop of the connection alone", async () => {
    const [a, b] = [await startHost(), await startHost()];
    await connect(a, b);
    for (const connection of inside(b).getConnections()) connection.abort(new Error("dropped by the test"));
    await until("down, then up", () => a.down.length === 1 && a.up.length === 2 && isUp(b, a));
  });

  it("row 9: an address outlives the peer store", async () => {
    const [a, b] = [await startHost(), await startHost()];
    await connect(a, b);
    await inside(a).peerStore.delete(inside(b).peerId);
    for (const connection of inside(a).getConnections()) connection.abort(new Error("dropped by the test"));
    await until("up again", () => a.up.length === 2);
  });

  it("tries the addresses of one peer in turn", async () => {
    const [a, b, gone] = [await startHost(), await startHost(), await startHost()];
    await gone.transport.stop();
    const dead = `${listenOf(gone.address)}/p2p/${b.transport.peerId}`;
    a.transport.keepConnected([dead, b.address]);
    await until("up", () => isUp(a, b));
  });

  it("drops itself and nonsense from the list, and what is no longer wanted", async () => {
    const [a, b] = [await startHost(), await startHost()];
    const oldSelf = `${listenOf(a.address)}/p2p/${b.transport.peerId}`;
    a.transport.keepConnected([a.address, oldSelf, "/ip4/127.0.0.1/tcp/1", "nonsense", "/dns4/x/udp/1"]);
    expect(a.logs.filter((line) => line.includes("cannot be dialed"))).toHaveLength(3);
    a.transport.keepConnected([b.address]);
    await until("up", () => isUp(a, b));
    expect(a.logs.filter((line) => line.includes("was not reached"))).toEqual([]);
    a.transport.keepConnected([]);
    for (const connection of inside(a).getConnections()) connection.abort(new Error("dropped by the test"));
    await until("down", () => a.down.length === 1);
    expect(a.up).toHaveLength(1);
  });

  it("takes a list given before the start", async () => {
    const b = await startHost();
    const a = await startHost({ wanted: [b.address] });
    await until("up", () => isUp(a, b));
  });
});
