import { peerIdFromPrivateKey } from "@libp2p/peer-id";
import { afterEach, describe, expect, it } from "vitest";
import { EXIT, OperatorError } from "../../src/base/operator-error.ts";
import { parsePeerAddress } from "../../src/net/peer-address.ts";
import {
  PENALTY_FORGIVEN_PER_HOUR,
  PENALTY_MAX,
  PENALTY_PEERS_MAX,
  PenaltyBox,
} from "../../src/net/penalty-box.ts";
import { RequestSlots } from "../../src/net/request-slots.ts";
import { newTransportKey, readTransportKey } from "../../src/net/transport-key.ts";
import { connect, startHost, stopAll, until } from "./net-fixture.ts";

afterEach(stopAll);

async function operatorError(start: Promise<unknown>): Promise<OperatorError> {
  const error: unknown = await start.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(OperatorError);
  return error as OperatorError;
}

describe("host", () => {
  it("names the port that is in use", async () => {
    const a = await startHost();
    const port = /tcp\/(\d+)/.exec(a.address)?.[1] ?? "";
    const error = await operatorError(startHost({ listen: [`/ip4/127.0.0.1/tcp/${port}`] }));
    expect([error.code, error.exitCode, error.details]).toEqual(["port-in-use", EXIT.failure, { port }]);
  });

  it("names an address that is none", async () => {
    for (const address of [
      "nonsense",
      "/ip4/127.0.0.1/udp/4001",
      "/ip4/300.0.0.1/tcp/1",
      "/ip4/127.0.0.1/tcp/0/ws",
    ]) {
      const error = await operatorError(startHost({ listen: [address] }));
      expect([error.code, error.exitCode, error.details]).toEqual([
        "address-invalid",
        EXIT.usage,
        { address },
      ]);
    }
    const elsewhere = await operatorError(startHost({ listen: ["/ip4/192.0.2.1/tcp/0"] }));
    expect(elsewhere.code).toBe("address-invalid");
  });

  it("tells its full addresses, or the announced ones", async () => {
    const a = await startHost();
    expect(a.address).toMatch(new RegExp(`^/ip4/127\\.0\\.0\\.1/tcp/[1-9]\\d*/p2p/${a.transport.peerId}$`));
    const b = await startHost({ announce: ["/dns4/example.org/tcp/4001"] });
    expect(b.transport.addresses()).toEqual([`/dns4/example.org/tcp/4001/p2p/${b.transport.peerId}`]);
    await b.transport.stop();
    expect(b.transport.addresses()).toEqual([]);
  });

  it("keeps its peer id with its key", async () => {
    const privateKey = await newTransportKey();
    const a = await startHost({ privateKey });
    expect(a.transport.peerId).toBe(peerIdFromPrivateKey(readTransportKey(privateKey)).toString());
  });

  it("lets sixteen neighbours behind one address in, and gossip with them", async () => {
    const host = await startHost();
    const guests = await Promise.all(Array.from({ length: 16 }, () => startHost()));
    await Promise.all(guests.map((guest) => connect(guest, host)));
    expect(host.transport.peers()).toHaveLength(16);
    const [first, ...others] = guests;
    await until("everybody has heard", async () => {
      await first?.transport.publish("events", Buffer.from(`news at ${performance.now()}`));
      return others.every((guest) => guest.gossip.length > 0);
    });
  });
});

describe("peer addresses", () => {
  it("reads TCP over IP or DNS, with or without a peer, and nothing else", async () => {
    const peer = peerIdFromPrivateKey(readTransportKey(await newTransportKey())).toString();
    expect(parsePeerAddress(`/ip6/::1/tcp/4001/p2p/${peer}`)).toMatchObject({
      transport: "/ip6/::1/tcp/4001",
      peer,
    });
    expect(parsePeerAddress("/dns/example.org/tcp/1")).toMatchObject({ peer: undefined });
    for (const text of ["", "/", "/ip4/1.2.3.4", "/tcp/1", `/ip4/1.2.3.4/tcp/1/p2p/${peer}/p2p-circuit`]) {
      expect(parsePeerAddress(text), text).toBeUndefined();
    }
  });
});

describe("penalty box", () => {
  it("adds up, forgives slowly, keeps out for its time, and stays bounded", () => {
    let now = 0;
    const box = new PenaltyBox(1_000, () => now);
    expect(box.add("a", PENALTY_MAX - 1)).toBe(false);
    now += 3_600_000;
    expect(box.add("a", PENALTY_FORGIVEN_PER_HOUR)).toBe(false);
    expect(box.add("a", 1)).toBe(true);
    box.ban("a");
    now += 999;
    expect(box.isBanned("a")).toBe(true);
    now += 1;
    expect(box.isBanned("a")).toBe(false);
    for (let i = 0; i < PENALTY_PEERS_MAX + 1; i++) box.ban(`peer ${i}`);
    expect([box.isBanned("peer 0"), box.isBanned("peer 1")]).toEqual([false, true]);
  });
});

describe("request slots", () => {
  it("passes a slot on in order, skipping who gave up waiting", async () => {
    const slots = new RequestSlots();
    const patient = new AbortController().signal;
    const [first] = await Promise.all([slots.take("a", patient), slots.take("a", patient)]);
    const impatient = new AbortController();
    const order: string[] = [];
    const given = slots.take("a", impatient.signal).catch(() => order.push("gave up"));
    const next = slots.take("a", patient).then(() => order.push("next"));
    impatient.abort();
    await given;
    first?.();
    await next;
    expect(order).toEqual(["gave up", "next"]);
    await slots.take("b", patient);
  });
});
