import { afterEach, describe, expect, it } from "vitest";
import { RELAY_LIMITS, type RelayLimits } from "../../src/net/relay-limits.ts";
import { newTransportKey } from "../../src/net/transport-key.ts";
import {
  ask,
  heard,
  inside,
  isUp,
  publishUntilHeard,
  startHost,
  stopAll,
  type TestHost,
  type TestHostSetup,
  until,
} from "./net-fixture.ts";

afterEach(stopAll);

const LISTEN = "/ip4/127.0.0.1/tcp/0";
/** Everything soon, nothing judged by how long it takes. */
const TIMES = {
  relayEveryMs: 50,
  relayRetryMs: 20,
  directStartMs: 50,
  directMaxMs: 100,
  directGraceMs: 300,
};

async function startRelay(limits: Partial<RelayLimits> = {}, setup: TestHostSetup = {}): Promise<TestHost> {
  return await startHost({ relay: { ...RELAY_LIMITS, ...limits }, ...setup });
}

/** Nobody can call it: it listens nowhere. */
async function startHidden(setup: TestHostSetup = {}): Promise<TestHost> {
  return await startHost({ listen: [], ...setup, times: { ...TIMES, ...setup.times } });
}

const relayedOf = (host: TestHost): readonly string[] =>
  host.transport.addresses().filter((address) => address.includes("/p2p-circuit/"));

const isRelayed = (host: TestHost, other: TestHost): boolean =>
  host.transport.reach?.().relayed.includes(other.transport.peerId) === true;

/** Both hidden, both at the relay, and connected through it. */
async function startThree(limits: Partial<RelayLimits> = {}, setup: TestHostSetup = {}) {
  const relay = await startRelay(limits);
  const [a, b] = [
    await startHidden({ wanted: [relay.address], ...setup }),
    await startHidden({ wanted: [relay.address], ...setup }),
  ];
  await until("a place for a", () => relayedOf(a).length > 0);
  b.transport.keepConnected([relay.address, ...relayedOf(a)]);
  await until("a and b greeted", () => isUp(a, b) && isUp(b, a));
  return { relay, a, b };
}

describe("relay", () => {
  it("two that nobody can call meet through a third, ask each other, and gossip where it is not in between", async () => {
    const { relay, a, b } = await startThree();
    expect([isRelayed(a, b), isRelayed(b, a), isRelayed(a, relay)]).toEqual([true, true, false]);
    expect(relay.transport.reach?.()).toMatchObject({ placesHeld: 0, relayed: [] });
    expect(relay.transport.reach?.().placesGiven).toBeGreaterThan(0);
    expect(a.transport.reach?.()).toMatchObject({ placesHeld: 1, relaysMet: 1, seeksPlace: true });
    expect(Buffer.from(await ask(b, a, "hello")).toString()).toBe("re: hello");
    expect(relay.requests).toEqual([]);
    expect(heard(b, await publishUntilHeard(a, b, "events"))).toBe(1);
  });

  it("who has become unreachable is met again when the relay comes back", async () => {
    const { relay, a, b } = await startThree();
    await relay.transport.stop();
    await until("the place is gone", () => a.transport.reach?.().placesHeld === 0);
    await until("nobody there", () => !isUp(a, b) && !isUp(b, a));
    expect(relayedOf(a)).toHaveLength(1);
    const listen = [relay.address.slice(0, relay.address.indexOf("/p2p/"))];
    await startRelay({}, { privateKey: relay.privateKey, listen });
    await until("a place again", () => a.transport.reach?.().placesHeld === 1);
    await until("greeted again", () => isUp(a, b) && isUp(b, a));
  });

  it("when what passes reaches its limit the connection ends, and a new one goes on", async () => {
    const onRequest = async () => new Uint8Array(100_000);
    const { a, b } = await startThree({ relayedBytesMax: 300_000 }, { onRequest });
    let bytes = 0;
    await until("a megabyte through connections of 300 kB", async () => {
      bytes += (await ask(b, a, "more").catch(() => new Uint8Array(0))).length;
      return bytes >= 1_000_000;
    });
    expect(b.up.filter(({ peer }) => peer === a.transport.peerId).length).toBeGreaterThan(2);
  });

  it("when its time is over too", async () => {
    const { a, b } = await startThree({ relayedMsMax: 500 });
    const times = (): number => b.up.filter(({ peer }) => peer === a.transport.peerId).length;
    await until("connected three times", () => times() >= 3);
  });
});

describe("who gets what at a relay", () => {
  it("who is no member has no place, and is connected to nobody; who becomes one has both", async () => {
    let isMember = false;
    const strangers = new Set<string>();
    const relay = await startRelay({}, { isMember: ({ peer }) => isMember || !strangers.has(peer) });
    const a = await startHidden({ wanted: [relay.address] });
    await until("a place for a member", () => relayedOf(a).length > 0);
    const transportKey = await newTransportKey();
    const b = await startHidden({ privateKey: transportKey });
    strangers.add(b.transport.peerId);
    b.transport.keepConnected([relay.address, ...relayedOf(a)]);
    await until("asked, and refused", () => b.logs.some((line) => line.includes("a relay gave no place")));
    await until("called in vain", () => b.logs.some((line) => line.includes("was not reached")));
    expect([isUp(b, relay), isUp(b, a), relayedOf(b)]).toEqual([true, false, []]);
    expect(relay.transport.reach?.().placesGiven).toBe(1);
    isMember = true;
    await until("a place, and the other", () => relayedOf(b).length > 0 && isUp(b, a));
  });

  it("no more places than it has", async () => {
    const relay = await startRelay({ reservationsMax: 1 });
    const hosts = [
      await startHidden({ wanted: [relay.address] }),
      await startHidden({ wanted: [relay.address] }),
    ];
    const held = (): number => hosts.filter((host) => relayedOf(host).length > 0).length;
    await until("one has it, the other was refused", () => {
      const isRefused = hosts.some((host) =>
        host.logs.some((line) => line.includes("a relay gave no place")),
      );
      return held() === 1 && isRefused;
    });
    expect(relay.transport.reach?.().placesGiven).toBe(1);
  });

  it("who relays, or wants no place, takes none", async () => {
    const relay = await startRelay();
    const other = await startRelay({}, { wanted: [relay.address], times: TIMES });
    const silent = await startHidden({ wanted: [relay.address], seeksPlace: false });
    await until("both know that it relays", () =>
      [other, silent].every((host) => host.transport.reach?.().relaysMet === 1),
    );
    const third = await startHidden({ wanted: [relay.address] });
    await until("a third has a place", () => relayedOf(third).length > 0);
    expect([relayedOf(other), relayedOf(silent)]).toEqual([[], []]);
  });
});

describe("from a relay to a direct connection", () => {
  it("where the other can be called it is, and the relayed connection is closed; gossip and questions go on", async () => {
    const relay = await startRelay();
    const a = await startHidden({ listen: [LISTEN], wanted: [relay.address] });
    const b = await startHidden({ wanted: [relay.address] });
    await until("a place for a", () => relayedOf(a).length > 0);
    const [own = ""] = a.transport.addresses();
    const wrong = own.replace(/tcp\/\d+/, "tcp/1");
    b.transport.keepConnected([wrong, ...relayedOf(a)]);
    await until("through the relay", () => isRelayed(b, a) && isRelayed(a, b));
    b.transport.keepConnected([own, ...relayedOf(a)]);
    const between = () => inside(b).getConnections(inside(a).peerId);
    await until("direct alone", () => between().length === 1 && between().every(({ direct }) => direct));
    await until("both know", () => !isRelayed(a, b) && !isRelayed(b, a));
    expect(a.down).not.toContain(b.transport.peerId);
    expect(Buffer.from(await ask(b, a, "hello")).toString()).toBe("re: hello");
    expect(heard(b, await publishUntilHeard(a, b, "events"))).toBe(1);
  });
});
