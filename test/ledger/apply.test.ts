import { expect, test } from "vitest";
import type { Cbor } from "../../src/base/cbor.ts";
import type { EventId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { fork } from "../../src/events/kinds/fork.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import type { Applied } from "../../src/ledger/cut.ts";
import { provisional } from "../../src/ledger/provisional.ts";
import { nextSeed } from "../../src/ledger/seed.ts";
import { digestHeads, digestState } from "../../src/state/digest.ts";
import { numberKey } from "../../src/state/key.ts";
import { communityOf } from "../../src/state/state.ts";
import { trieGet } from "../../src/state/trie.ts";
import { fc } from "../property.ts";
import { Feed, keyOf, Person, sealIdAt, World } from "./world.ts";

interface Scene {
  readonly world: World;
  readonly plan: EventId;
  readonly feeds: readonly Feed[];
}

/** Four members, one of them with two devices, and a proposed plan. */
function scene(): Scene {
  const world = new World();
  const people = world.admit("a", "b", "c");
  const spare = new Feed(keyOf("spare"));
  const proposal = world.proposeOf(world.founder);
  world.seal([world.deviceOf(world.founder, spare), proposal]);
  return { world, plan: proposal.id, feeds: [world.founder.feed, spare, ...people.map(({ feed }) => feed)] };
}

const WORDS = [
  "on",
  "off",
  "adopt 0",
  "adopt 1",
  "adopt 9",
  "propose",
  "enrol",
  "junk",
  "bad",
  "old anchor",
] as const;
type Word = (typeof WORDS)[number];

function write({ world, plan }: Scene, feed: Feed, word: Word): AuthenticEvent {
  switch (word) {
    case "on":
    case "off":
      return world.witnessOf(feed, word === "on");
    case "adopt 0":
    case "adopt 1":
    case "adopt 9":
      return world.adoptOf(feed, plan, Number(word.slice(-1)));
    case "propose":
      return world.sayRaw(feed, "propose", {});
    case "enrol":
      return world.sayRaw(feed, "enrol", { plan: new Uint8Array(32), tier: 0 } as Cbor);
    case "junk":
      return world.sayRaw(feed, "no-such-kind", {});
    case "bad":
      return world.sayRaw(feed, "witness", { on: 1 });
    case "old anchor":
      return feed.write("witness", { on: false }, world);
  }
}

const script = fc.array(fc.record({ who: fc.nat(4), word: fc.constantFrom(...WORDS) }), { maxLength: 14 });

function events(
  at: Scene,
  lines: readonly { readonly who: number; readonly word: Word }[],
): AuthenticEvent[] {
  return lines.map(({ who, word }) => write(at, at.feeds[who] as Feed, word));
}

function digests({ ledger }: Applied): readonly string[] {
  return [digestState(ledger.state), digestHeads(ledger.heads)];
}

test("any order and any repetition of a cut's events gives the same ledger and the same outcomes", () => {
  fc.assert(
    fc.property(script, fc.infiniteStream(fc.nat()), (lines, chance) => {
      const at = scene();
      const said = events(at, lines);
      const cut = at.world.cut(said);
      const once = applyCut(at.world.ledger, cut);
      const dice = () => chance.next().value as number;
      const mixed = [...said, ...said.filter(() => dice() % 3 === 0)]
        .map((event) => ({ event, key: dice() }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ event }) => event);
      const again = applyCut(at.world.ledger, { ...cut, events: mixed });
      expect(digests(again)).toEqual(digests(once));
      expect(again.outcomes).toEqual(once.outcomes);
      expect(once.outcomes).toHaveLength(said.length);
    }),
    { numRuns: 60 },
  );
});

test("refused events leave the state's digest alone, and move their feeds' heads", () => {
  const refused = fc.array(fc.record({ who: fc.nat(4), word: fc.constantFrom("junk", "bad", "adopt 9") }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(script, refused, (lines, more) => {
      const at = scene();
      const said = events(at, lines);
      const without = applyCut(at.world.ledger, at.world.cut(said));
      const bad = events(at, more);
      const { ledger, outcomes } = applyCut(at.world.ledger, at.world.cut([...said, ...bad]));
      expect(digestState(ledger.state)).toBe(digestState(without.ledger.state));
      for (const { id, device } of bad) {
        expect(outcomes.find((outcome) => outcome.id === id)?.code).not.toBeNull();
        const last = bad.findLast((event) => event.device === device);
        expect(trieGet(ledger.heads, device)?.id).toBe(last?.id);
      }
    }),
    { numRuns: 60 },
  );
});

test("neither a cut nor a provisional view touches the ledger it starts from", () => {
  fc.assert(
    fc.property(script, (lines) => {
      const at = scene();
      const { ledger } = at.world;
      const before = [digestState(ledger.state), digestHeads(ledger.heads), communityOf(ledger.state)];
      const tries = Object.values(ledger.state).map((table) => (table as { trie: unknown }).trie);
      const said = events(at, lines);
      applyCut(ledger, at.world.cut(said));
      provisional(ledger, { lastSeal: at.world.lastSeal, nowMs: 5, events: said });
      expect([digestState(ledger.state), digestHeads(ledger.heads), communityOf(ledger.state)]).toEqual(
        before,
      );
      expect(Object.values(ledger.state).map((table) => (table as { trie: unknown }).trie)).toEqual(tries);
    }),
    { numRuns: 30 },
  );
});

test("the provisional view is the next seal by nobody, never earlier than the last", () => {
  const { world, feeds } = scene();
  const said = [world.witnessOf(feeds[1] as Feed)];
  const { ledger } = provisional(world.ledger, { lastSeal: world.lastSeal, nowMs: 3, events: said });
  expect(communityOf(ledger.state)).toMatchObject({ height: world.height + 1, throughMs: world.nowMs + 1 });
  const later = provisional(world.ledger, { lastSeal: world.lastSeal, nowMs: 9e12, events: said });
  expect(communityOf(later.ledger.state).throughMs).toBe(9e12);
  expect(later.outcomes).toEqual([{ id: said[0]?.id, code: null }]);
});

test("of what is held, a gap, a fork and what is sealed already are left to wait", () => {
  const { world } = scene();
  const { feed } = world.founder;
  const sealed = world.witnessOf(feed);
  world.seal([sealed]);
  const held = [0, 1, 2].map(() => world.witnessOf(feed));
  const [first, , third] = held as [AuthenticEvent, AuthenticEvent, AuthenticEvent];
  const taken = (events: readonly AuthenticEvent[]) =>
    applyCut(world.ledger, world.cut(events)).outcomes.map(({ id }) => id);
  expect(taken([third, first, sealed, world.foundEvent])).toEqual([first.id]);
  const branch = [feed.peek("x", {}, world), feed.peek("y", {}, world)];
  expect(taken([...branch, ...held])).toEqual(held.map(({ id }) => id));
});

test("of a device not on the roll only the first event is taken; what follows waits, and is judged once it is", () => {
  const world = new World();
  const person = new Person("a");
  const joining = world.joinOf(person);
  const witness = world.witnessOf(person);
  world.seal([witness, joining]);
  expect(world.codes.get(joining.id)).toBeNull();
  expect(world.codes.has(witness.id)).toBe(false);
  expect(world.seal([witness])).toBeNull();
  expect(world.ledger.state.members.must(person.id)).toMatchObject({
    invitedBy: world.founder.id,
    sinceHeight: 1,
  });
});

test("a first event that is refused ends its feed", () => {
  const world = new World();
  const person = new Person("a");
  const joining = world.sayRaw(person, "join", {});
  expect(world.seal([joining])).toBe("body-invalid");
  expect(trieGet(world.ledger.heads, person.feed.device)).toMatchObject({ seq: 0, ended: true });
  expect(world.seal([world.joinOf(person)])).toBe("device-unknown");
  expect(trieGet(world.ledger.heads, person.feed.device)?.seq).toBe(0);
});

test("authority is the sealed state's before the cut: what a device says beside its own fork still counts", () => {
  const world = new World();
  const [a] = world.admit("a") as [Person];
  const { feed } = world.founder;
  const branch = ["x", "y"].map((kind) => feed.peek(kind, {}, world)) as [AuthenticEvent, AuthenticEvent];
  const [first, second] = branch.map(({ payload, signature }) => ({ payload, signature })) as [
    Pick<AuthenticEvent, "payload" | "signature">,
    Pick<AuthenticEvent, "payload" | "signature">,
  ];
  const last = world.witnessOf(feed, false);
  world.seal([world.say(a, fork, { first, second }), last]);
  expect(world.codes.get(last.id)).toBeNull();
  expect(trieGet(world.ledger.heads, feed.device)).toMatchObject({ id: last.id, ended: true });
  expect(world.seal([world.witnessOf(feed)])).toBe("device-frozen");
});

test("each seal is recorded by the next, and can be an anchor from then on", () => {
  const world = new World();
  world.seal([], { throughMs: 2_000_000 });
  expect(world.ledger.state.seals.size).toBe(0);
  expect(world.seal([world.witnessOf(world.founder)])).toBeNull();
  const { state, heads } = world.ledger;
  expect(state.seals.must(numberKey(1))).toEqual({ id: sealIdAt(1), throughMs: 2_000_000 });
  expect(trieGet(heads, world.founder.feed.device)?.anchorHeight).toBe(1);
});

test("an anchor may not go back within one cut either, whatever the kinds' order", () => {
  const world = new World();
  world.seal();
  world.seal();
  const { feed } = world.founder;
  const later = feed.write("witness", { on: true }, { community: world.community, anchor: sealIdAt(2) });
  // `propose` comes before `witness` in a cut, but after it in the feed
  const earlier = feed.write("propose", {}, { community: world.community, anchor: sealIdAt(1) });
  world.seal([later, earlier]);
  expect([world.codes.get(later.id), world.codes.get(earlier.id)]).toEqual([null, "anchor-backwards"]);
});

test("a deadline's benefit of the doubt: an event is judged as of the seal before, and recorded at its own", () => {
  const world = new World();
  const person = new Person("a");
  const joining = world.joinOf(person);
  const { expiresMs } = world.joinBody(new Person("b")).invite;
  expect(world.seal([joining], { throughMs: expiresMs + 1 })).toBeNull();
  expect(world.ledger.state.members.must(person.id).sinceMs).toBe(expiresMs + 1);
});

test("a cut out of order is a bug, not a refusal", () => {
  const world = new World();
  world.seal();
  const { ledger } = world;
  expect(() => applyCut(ledger, world.cut([], { height: 3 }))).toThrow("next height");
  expect(() => applyCut(ledger, world.cut([], { throughMs: world.nowMs }))).toThrow("time moves on");
  expect(() => applyCut(ledger, world.cut([], { prevSeal: null }))).toThrow("a seal before");
});

test("the seed moves on with every height, and by member whatever the order of reveals", () => {
  const world = new World();
  const { seed, id } = communityOf(world.ledger.state);
  expect(seed).toBe(nextSeed(id as unknown as typeof seed, []));
  expect(nextSeed(seed, [])).not.toBe(seed);
  const reveals = [id, seed].map((each) => ({ member: each as EventId, secret: seed }));
  expect(nextSeed(seed, reveals.toReversed())).toBe(nextSeed(seed, reveals));
});
