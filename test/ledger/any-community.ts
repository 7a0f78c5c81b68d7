import { present } from "../../src/base/assert.ts";
import { toHex } from "../../src/base/bytes.ts";
import type { Cbor } from "../../src/base/cbor.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { DeviceKey, EventId, HashId, MemberId } from "../../src/base/id.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { beacon, commitmentTo } from "../../src/events/kinds/beacon.ts";
import { enrol } from "../../src/events/kinds/enrol.ts";
import { fork } from "../../src/events/kinds/fork.ts";
import { join } from "../../src/events/kinds/join.ts";
import { motion } from "../../src/events/kinds/motion.ts";
import type { Cut } from "../../src/ledger/cut.ts";
import { money } from "../../src/money/money.ts";
import type { MotionAbout } from "../../src/state/claim-records.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import type { Charter } from "../../src/state/records.ts";
import { charterOf, copyState, ONLY } from "../../src/state/state.ts";
import { trieGet } from "../../src/state/trie.ts";
import { fc } from "../property.ts";
import { aidWords, nthOf } from "./any-aid-words.ts";
import { PEOPLE_WHATS, peopleWords } from "./any-people-words.ts";
import { TERMS } from "./samples.ts";
import { Feed, keyOf, Person, World } from "./world.ts";

const WHATS = [
  "join",
  "device",
  "fork",
  "propose",
  "adopt",
  "enrol",
  "claim",
  "claim",
  "claim",
  "vote",
  "vote",
  "evidence",
  "seen",
  "recuse",
  "appeal",
  "withdraw",
  "all-yes",
  "all-yes",
  "all-yes",
  "pay",
  "receipt",
  "dispute",
  "leave",
  "stay",
  "witness",
  "beacon",
  "beacon",
  "motion",
  "motion",
  "nonsense",
  ...PEOPLE_WHATS,
] as const;

/** Somebody does something to the a-th of what there is, in a way that b decides. */
const act = fc.record({
  who: fc.nat(7),
  device: fc.nat(1),
  what: fc.constantFrom(...WHATS),
  a: fc.nat(5),
  b: fc.oneof(fc.nat(90_000), fc.nat(400_000)),
});

export type Act = { who: number; device: number; what: (typeof WHATS)[number]; a: number; b: number };

/** What happens between two seals, how far time moves, and which devices' last event comes too late for it. */
export const lives = fc.array(
  fc.record({
    hours: fc.constantFrom(0, 1, 23, 24, 25, 24 * 7, 24 * 31, 24 * 200),
    acts: fc.array(act, { maxLength: 8 }) as fc.Arbitrary<Act[]>,
    late: fc.nat(15),
    /** everybody says yes to what is open */
    agree: fc.boolean(),
  }),
  { minLength: 4, maxLength: 14 },
);

const PERIODS = [
  { kind: "week" },
  { kind: "half-month" },
  { kind: "month" },
  { kind: "interval", everyMs: 3 * DAY_MS },
] as const;

export const someTerms = fc
  .record({
    excess: fc.constantFrom("drop" as const, "defer" as const),
    perCase: fc.option(fc.integer({ min: 1, max: 60_000 }).map(money), { nil: null }),
    perPeriod: fc.integer({ min: 1, max: 60_000 }),
    years: fc.integer({ min: 1, max: 6 }),
    waitingShares: fc.boolean(),
    waitingMs: fc.constantFrom(0, DAY_MS, 20 * DAY_MS),
    runOffMs: fc.constantFrom(0, 30 * DAY_MS, 90 * DAY_MS),
    noticeMs: fc.constantFrom(0, 2 * DAY_MS),
    voteMs: fc.constantFrom(1, DAY_MS),
    period: fc.constantFrom(...PERIODS),
    incidentPrecision: fc.constantFrom("day" as const, "month" as const),
    admission: fc.constantFrom("open" as const, "open" as const, "vouch" as const, "vote" as const),
  })
  .map(({ perCase, perPeriod, years, ...rest }): Terms => {
    const caps = { perCase, perPeriod: money(perPeriod), perYear: money(perPeriod * years) };
    return { ...TERMS, ...rest, caps };
  });

/** A community that lives by acts, with its members' real keys; seals take what came in time. */
export class AnyCommunity {
  readonly world: World;
  readonly terms: Terms;
  readonly people: Person[];
  readonly spares = new Map<MemberId, Feed>();
  /** of each device, what it has said and no seal took */
  readonly waiting = new Map<DeviceKey, AuthenticEvent[]>();
  #names = 0;

  /** `charter`: from when all this began to live */
  constructor(terms: Terms, utcOffsetMinutes: number, charter: Partial<Charter> = {}) {
    this.world = new World({ utcOffsetMinutes });
    this.world.nowMs = 20_000 * DAY_MS;
    this.terms = terms;
    this.people = [this.world.founder, ...this.world.admit("ann", "ben", "cai")];
    const plan = this.world.proposeOf(this.world.founder, terms, 0);
    this.world.seal([plan]);
    const hash = this.world.ledger.state.plans.must(plan.id).termsHash;
    this.world.seal(
      this.people.slice(1).map((person, tier) => this.world.adoptOf(person, plan.id, tier % 2, hash)),
    );
    const state = copyState(this.world.ledger.state);
    state.charter.set(ONLY, { ...charterOf(state), ...charter });
    this.world.ledger = { ...this.world.ledger, state };
  }

  do(act: Act): void {
    for (const event of this.#wordsFor(act)) {
      const said = this.waiting.get(event.device);
      if (said === undefined) this.waiting.set(event.device, [event]);
      else said.push(event);
    }
  }

  #wordsFor({ who, device, what, a, b }: Act): readonly AuthenticEvent[] {
    const person = present(this.people[who % this.people.length], "a person");
    const feed = device === 0 ? person.feed : (this.spares.get(person.id) ?? person.feed);
    const { world } = this;
    switch (what) {
      case "join":
        return this.#join(person, b);
      case "device":
        return this.#addDevice(person);
      case "fork":
        return this.#fork(person, present(this.people[a % this.people.length], "a person"), b);
      case "propose":
        return [
          world.proposeOf(
            person,
            b % 5 === 0 ? { minMembers: 101 } : { ...this.terms, minMembers: 3 },
            b % 3 === 0 ? null : b % 3,
          ),
        ];
      case "adopt": {
        const hash = world.ledger.state.plans.get(this.#plan(a))?.termsHash;
        return [world.adoptOf(feed, this.#plan(a), b % 3, hash)];
      }
      case "enrol":
        return [world.say(feed, enrol, { plan: this.#plan(a), tier: b % 3 })];
      case "witness":
        return [world.witnessOf(feed, b % 2 === 0)];
      case "beacon": {
        const [told, next] = [a, b].map((index) => toHex(sha256(new Uint8Array([index % 3]))) as HashId);
        const commit = commitmentTo(person.id, next as HashId);
        return [world.say(feed, beacon, { reveal: a === 5 ? null : (told as HashId), commit })];
      }
      case "motion":
        return [world.say(feed, motion, { about: this.#about(a, b) })];
      case "nonsense":
        return [world.sayRaw(feed, b % 2 === 0 ? "motion" : "pay", NONSENSE[b % NONSENSE.length] ?? {})];
      case "vouch":
      case "object":
      case "uninvite":
      case "contact":
      case "delegate":
      case "resign":
      case "stay-on":
      case "revoke":
        return peopleWords(world, this.people, { person, feed }, { what, a, b });
      default:
        return aidWords(this, feed, { what, plan: this.#plan(a % 2), a, b });
    }
  }

  /** What came in time; of the devices that `late` says, all but the last. */
  nextCut(hours: number, late: number): Cut {
    const events: AuthenticEvent[] = [];
    let turn = 0;
    for (const said of this.waiting.values()) {
      const isLate = said.length > 1 && ((late >> (turn++ % 4)) & 1) === 1;
      events.push(...(isLate ? said.slice(0, -1) : said));
    }
    const throughMs = this.world.nowMs + 1 + hours * 3_600_000;
    return this.world.cut(events, { throughMs });
  }

  /** What the seals of the past took has been said, and waits no more. */
  sealed(): void {
    for (const [device, said] of this.waiting) {
      const seq = trieGet(this.world.ledger.heads, device)?.seq ?? -1;
      this.waiting.set(
        device,
        said.filter((event) => event.seq > seq),
      );
    }
  }

  #plan(a: number): EventId {
    return nthOf([...this.world.ledger.state.plans.entries()], a);
  }

  /** Anything but rules that no software knows. */
  #about(a: number, b: number): MotionAbout {
    const plan = this.#plan(a % 3);
    const member = present(this.people[b % this.people.length], "a person").id;
    const benefit = money(1 + (b % 90_000));
    const tiers = [...this.terms.tiers, { name: `t${b}`, benefit, weight: 1 + (b % 5) }];
    const charter = this.world.ledger.state.charter.must("00");
    switch (b % 7) {
      case 0:
        return { kind: "end", plan };
      case 1:
        return { kind: "expel", member, plan: a % 2 === 0 ? plan : null };
      case 2:
        return {
          kind: "charter",
          charter: { ...charter, rankMs: 1 + (b % 1_000), digits: a === 4 ? 0 : charter.digits },
        };
      case 3:
        return { kind: "amend", plan, terms: { ...this.terms, minMembers: 3 + (b % 3), noticeMs: b } };
      default:
        return { kind: "amend", plan, terms: { ...this.terms, tiers, noticeMs: b % 2 === 0 ? 0 : b } };
    }
  }

  #join(inviter: Person, b: number): readonly AuthenticEvent[] {
    if (this.people.length >= 8) return [];
    const person = new Person(`joiner ${this.#names++}`);
    const body = this.world.joinBody(person, inviter, b % 4 === 0 ? keyOf("one invite for many") : undefined);
    const invite = b % 5 === 0 ? { ...body.invite, expiresMs: 0 } : body.invite;
    const event = this.world.sayRaw(person, "join", joinWire({ ...body, invite }));
    person.id = event.id;
    this.people.push(person);
    return [event];
  }

  #addDevice(person: Person): readonly AuthenticEvent[] {
    const feed = new Feed(keyOf(`spare ${this.#names++}`));
    if (!this.world.ledger.state.members.has(person.id)) return [];
    this.spares.set(person.id, feed);
    return [this.world.deviceOf(person, feed)];
  }

  /** Signs two events for one place; one or both are held by somebody, and perhaps somebody shows it. */
  #fork(by: Person, liar: Person, b: number): readonly AuthenticEvent[] {
    if (b % 4 !== 0) return [];
    const at = { community: this.world.community, anchor: this.world.lastSeal };
    const one = liar.feed.peek("witness", { on: true }, at);
    const other = liar.feed.write("witness", { on: false }, at);
    const branch = ({ payload, signature }: AuthenticEvent) => ({ payload, signature });
    const held = b % 8 === 0 ? [other, one] : [other];
    if (b % 3 === 0) return held;
    return [...held, this.world.say(by, fork, { first: branch(one), second: branch(other) })];
  }
}

function joinWire(body: ReturnType<World["joinBody"]>): Cbor {
  return join.body.write(body);
}

const NONSENSE: readonly Cbor[] = [
  {},
  { transfer: 1 },
  { transfer: new Uint8Array(31) },
  { transfer: new Uint8Array(32), more: null },
  { transfer: null },
];
