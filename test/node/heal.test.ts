import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { toHex } from "../../src/base/bytes.ts";
import type { CommunityId, EventId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { witness } from "../../src/events/kinds/witness.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import { storePath } from "../../src/node/home-file.ts";
import type { NodeParts } from "../../src/node/node-parts.ts";
import type { NodeService } from "../../src/node/node-service.ts";
import { decodeResponse } from "../../src/peer/sync-responses.ts";
import { type Prng, prng } from "../../src/sim/prng.ts";
import type { EventStore } from "../../src/store/event-store.ts";
import { openLevelStore } from "../../src/store/level-store.ts";
import { SOUND } from "../store/conformance.ts";
import { flip, liesIn, liesServed, SpoilingDisk, some, type Truth } from "./heal-damage.ts";
import { Homes, until } from "./homes.ts";

const SEED = Number(process.env["HUZHU_SEED"] ?? 1);
const FLIPS_PER_ROUND = 60;
const OPEN_EVENTS = 40;

let homes = new Homes();
let watching = new AbortController();
afterEach(async () => {
  watching.abort();
  watching = new AbortController();
  await homes.close();
  homes = new Homes();
});

/** Bo's store, as the node uses it. */
let store: EventStore;
const KEEPING_STORE: NodeParts = {
  wrapStore: (opened) => {
    store = opened;
    return opened;
  },
};

/** Answers that Ada got which are no true event. */
const lies: string[] = [];
let truth: Truth = new Map();
const WATCHING: NodeParts = {
  wrapTransport: (transport) => ({
    peerId: transport.peerId,
    start: () => transport.start(),
    stop: () => transport.stop(),
    addresses: () => transport.addresses(),
    peers: () => transport.peers(),
    publish: (topic, message) => transport.publish(topic, message),
    keepConnected: (multiaddrs) => transport.keepConnected(multiaddrs),
    keepOnly: (mayStay) => transport.keepOnly(mayStay),
    useNetworkKeys: (networkKeys) => transport.useNetworkKeys(networkKeys),
    penalize: (peer, points, why) => {
      lies.push(why);
      transport.penalize(peer, points, why);
    },
    async request(peer, frame, signal, protocol) {
      const answer = await transport.request(peer, frame, signal, protocol);
      if (protocol === "member") return answer;
      const decoded = decodeResponse(answer);
      if (decoded !== undefined) lies.push(...liesIn([decoded], truth));
      return answer;
    },
  }),
};

/** So long that offers to witness alone are not sealed while the test runs: they stay open. */
const CHARTER = { seatExpiryMs: 7 * 86_400_000 };

async function say(name: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const said = await homes.node(name).service.author("witness", witness.body.write({ on: i % 2 === 0 }));
    expect(said.ok).toBe(true);
  }
}

async function seal(): Promise<void> {
  const height = homes.node("Ada").service.books()?.height ?? 0;
  const terms = { ...seriousIllness(2), title: `Plan ${height}` };
  const said = await homes.node("Ada").service.author("propose", propose.body.write({ terms, tier: null }));
  expect(said.ok).toBe(true);
  await until(() => (homes.node("Ada").service.books()?.height ?? 0) > height, "a seal");
}

const isEqual = () => {
  const [ada, bo] = ["Ada", "Bo"].map((name) => homes.node(name).service.books());
  return ada != null && bo != null && ada.root === bo.root && ada.open.length === bo.open.length;
};

/** Two nodes, some heights, and events of both beyond them. */
async function village(parts: NodeParts = {}): Promise<void> {
  await homes.found("Ada", CHARTER);
  await homes.start("Ada", {}, WATCHING);
  await homes.join("Bo", "Ada");
  await homes.start("Bo", {}, { ...KEEPING_STORE, ...parts });
  await until(() => homes.node("Bo").service.member() !== null, "Bo on the roll");
  for (let height = 0; height < 4; height++) {
    await say("Ada", 15);
    await say("Bo", 15);
    await until(isEqual, "what both said, at both");
    await seal();
  }
  await say("Ada", OPEN_EVENTS / 2);
  await say("Bo", OPEN_EVENTS / 2);
  await until(isEqual, "equal books");
  lies.length = 0;
  truth = await held("Ada");
}

async function held(name: string): Promise<Truth> {
  const events = new Map<EventId, AuthenticEvent>();
  for await (const event of homes.node(name).service.events()) events.set(event.id, event);
  return events;
}

interface Round {
  readonly events: readonly EventId[];
  readonly heights: readonly number[];
}

/** Sealed and open events in every round; then also what everything else stands on. */
function roundsOf(chance: Prng, community: CommunityId, open: readonly EventId[], height: number): Round[] {
  const all = [...truth.keys()].filter((id) => id !== community);
  const heights = Array.from({ length: height }, (_, i) => i + 1);
  const mixed = () => [...some(chance, open, 15), ...some(chance, all, FLIPS_PER_ROUND)];
  return [
    { events: [...new Set(mixed())], heights: [] },
    { events: [community, ...new Set(mixed())], heights: [] },
    { events: [...new Set(mixed())], heights: some(chance, heights, 2) },
    { events: [community, ...open], heights },
  ];
}

/** Bo's closed store tells of each flip by itself. */
async function expectDetected({ events, heights }: Round): Promise<void> {
  const closed = await openLevelStore(storePath(await homes.folder("Bo")));
  for (const found of await closed.events(events)) expect(found).toEqual({ ok: false, error: "damaged" });
  for (const height of heights) expect(await closed.seal(height)).toEqual({ ok: false, error: "damaged" });
  await closed.close();
}

async function expectNoLies(): Promise<void> {
  const { service } = homes.node("Bo");
  expect(await liesServed(store, service.community, truth)).toEqual([]);
  for (const [id, { wire }] of truth) {
    const event = await service.event(id);
    if (event !== undefined) expect(toHex(event.wire)).toBe(toHex(wire));
  }
}

async function expectHealed(): Promise<void> {
  await until(isEqual, "equal books");
  await until(async () => (await store.check()).events.length === 0, "every event mended");
  await until(async () => (await store.check()).seals.length === 0, "every seal mended");
  expect(await store.check()).toEqual(SOUND);
  for (const [id, { wire }] of truth)
    expect(toHex(present(await homes.node("Bo").service.event(id), "an event that is healed").wire)).toBe(
      toHex(wire),
    );
  expect(homes.root("Bo")).toBe(homes.root("Ada"));
}

const addressesOf = (name: string) => homes.node(name).service.network().addresses;

test(`every flipped byte is detected, never given out, and healed from a peer (seed ${SEED})`, async () => {
  const chance = prng(SEED);
  await village();
  const books = present(homes.node("Bo").service.books(), "books");
  const { community } = homes.node("Bo").service;
  const open = books.open.map(({ id }) => id);
  expect(open.length).toBeGreaterThanOrEqual(OPEN_EVENTS);
  let flips = 0;
  for (const round of roundsOf(chance, community, open, books.height)) {
    await homes.stop("Bo");
    await flip(storePath(await homes.folder("Bo")), chance, round.events, round.heights);
    await expectDetected(round);
    await homes.start("Bo", { peers: addressesOf("Ada") }, KEEPING_STORE);
    await expectNoLies();
    await expectHealed();
    flips += round.events.length;
  }
  expect(flips).toBeGreaterThanOrEqual(200);
  expect(lies).toEqual([]);
  await say("Bo", 1);
  await until(isEqual, "what Bo says after all this, at Ada");
});

test("alone with damage a node says so, runs on, and gives nothing damaged out", async () => {
  const chance = prng(SEED + 1);
  await village();
  await homes.stop("Ada");
  await homes.stop("Bo");
  const events = some(chance, [...truth.keys()], 30);
  await flip(storePath(await homes.folder("Bo")), chance, events, [2]);
  const bo = await homes.start("Bo", { peers: [] }, KEEPING_STORE);
  const lost = () =>
    bo.service.network().alarms.flatMap((alarm) => (alarm.code === "piece-lost" ? alarm.name : []));
  await until(() => events.every((id) => lost().includes(id)), "an alarm for each");
  await expectNoLies();
  for (const id of events) expect(await bo.service.event(id)).toBeUndefined();
  expect((await store.check()).events.map(({ id }) => id)).toEqual([...events].sort());
  await homes.start("Ada", { peers: addressesOf("Bo") }, WATCHING);
  await expectHealed();
  expect(lies).toEqual([]);
});

/** Names of pieces that the node says it has lost. */
function watchLosses(service: NodeService): ReadonlySet<string> {
  const names = new Set<string>();
  const watch = async (): Promise<void> => {
    for (const alarm of service.network().alarms) if (alarm.code === "piece-lost") names.add(alarm.name);
    await service.changed(watching.signal);
    if (!watching.signal.aborted) await watch();
  };
  void watch();
  return names;
}

test("damage that a newcomer's questions bring to light is told, mended, and never reaches the newcomer", async () => {
  const chance = prng(SEED + 2);
  const disk = new SpoilingDisk(chance);
  await village({ wrapMedium: disk.wrap });
  const bo = homes.node("Bo").service;
  const open = new Set(bo.books()?.open.map(({ id }) => id));
  const sealed = [...truth.keys()].filter((id) => !open.has(id));
  const events = [bo.community, ...some(chance, sealed.slice(1), 20)];
  // only the first height: what comes after it the newcomer may have from somebody else, and nobody would ask Bo
  disk.spoil(events, [1]);
  const told = watchLosses(bo);
  for (const id of events) expect(await bo.event(id)).toBeUndefined();
  expect(events.every((id) => told.has(id))).toBe(true);
  await homes.join("Cy", "Bo");
  await homes.start("Cy", { peers: addressesOf("Bo") }, WATCHING);
  await until(() => homes.node("Cy").service.member() !== null, "Cy on the roll");
  await until(() => new Set(["Ada", "Bo", "Cy"].map((name) => homes.root(name))).size === 1, "one root");
  await expectHealed();
  expect(told.has("1")).toBe(true);
  await until(() => bo.network().alarms.length === 0, "no alarm about what is mended");
  expect(lies).toEqual([]);
});
