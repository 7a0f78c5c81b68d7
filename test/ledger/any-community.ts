import fc from "fast-check";
import { present } from "../../src/base/assert.ts";
import { toHex } from "../../src/base/bytes.ts";
import type { Cbor } from "../../src/base/cbor.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { DeviceKey, EventId, HashId, MemberId } from "../../src/base/id.ts";
import { civilFromDay, DAY_MS, dayOf } from "../../src/calendar/calendar.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { appeal } from "../../src/events/kinds/appeal.ts";
import { beacon, commitmentTo } from "../../src/events/kinds/beacon.ts";
import { claim } from "../../src/events/kinds/claim.ts";
import { enrol } from "../../src/events/kinds/enrol.ts";
import { evidence } from "../../src/events/kinds/evidence.ts";
import { fork } from "../../src/events/kinds/fork.ts";
import { join } from "../../src/events/kinds/join.ts";
import { leave } from "../../src/events/kinds/leave.ts";
import { pay } from "../../src/events/kinds/pay.ts";
import { receipt } from "../../src/events/kinds/receipt.ts";
import { recuse } from "../../src/events/kinds/recuse.ts";
import { seen } from "../../src/events/kinds/seen.ts";
import { vote } from "../../src/events/kinds/vote.ts";
import { withdraw } from "../../src/events/kinds/withdraw.ts";
import type { Cut } from "../../src/ledger/cut.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { trieGet } from "../../src/state/trie.ts";
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
  "vote",
  "vote",
  "evidence",
  "seen",
  "recuse",
  "appeal",
  "withdraw",
  "all-yes",
  "all-yes",
  "pay",
  "receipt",
  "leave",
  "stay",
  "witness",
  "beacon",
  "beacon",
  "nonsense",
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
    acts: fc.array(act, { maxLength: 6 }) as fc.Arbitrary<Act[]>,
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

  constructor(terms: Terms, utcOffsetMinutes: number) {
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
      case "nonsense":
        return [world.sayRaw(feed, b % 2 === 0 ? "motion" : "pay", NONSENSE[b % NONSENSE.length] ?? {})];
      default:
        return this.#aid(feed, what, a, b);
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
    return this.#nth([...this.world.ledger.state.plans.entries()], a);
  }

  /** Now and then nobody's. */
  #nth(entries: readonly (readonly [string, unknown])[], index: number): EventId {
    return (entries[index === 5 ? -1 : index % entries.length]?.[0] ?? "00".repeat(32)) as EventId;
  }

  #aid(feed: Feed, what: Act["what"], a: number, b: number): readonly AuthenticEvent[] {
    const { world } = this;
    const { state } = world.ledger;
    const plan = this.#plan(a % 2);
    const ballot = this.#nth(
      [...state.ballots.entries()].filter(([, { outcome }]) => outcome === null),
      a,
    );
    const transfer = this.#nth(
      [...state.transfers.entries()].filter(([, { settledMs }]) => settledMs === null),
      a,
    ) as string as HashId;
    const amount = money(b);
    const today = dayOf(world.nowMs, state.charter.must("00").utcOffsetMinutes);
    const past = this.terms.incidentPrecision === "day" ? b % 4 : civilFromDay(today).day - 1;
    if (what === "claim") return [world.say(feed, claim, { plan, incidentDay: today - past, amount, for: b % 7 === 0 ? this.#someone(b) : null })];
    const mine = this.#nth([...state.claims.entries()], a);
    if (what === "evidence")
      return [world.say(feed, evidence, { claim: mine, commitments: [toHex(sha256(new Uint8Array([b % 3]))) as HashId] })];
    if (what === "seen") return [world.say(feed, seen, { claim: mine, matches: b % 2 === 0 })];
    if (what === "recuse") return [world.say(feed, recuse, { ballot })];
    if (what === "appeal") return [world.say(feed, appeal, { claim: mine })];
    if (what === "withdraw") return [world.say(feed, withdraw, { claim: mine })];
    if (what === "pay") return [world.say(feed, pay, { transfer })];
    if (what === "receipt") return [world.say(feed, receipt, { transfer, amount })];
    if (what === "leave" || what === "stay") return [world.say(feed, leave, { plan, on: what === "leave" })];
    const choice = (["yes", "yes", "no", "abstain"] as const)[b % 4] ?? "yes";
    const word = { ballot, choice, amount: b % 3 === 0 ? money(b % 9 === 0 ? 0 : b) : null };
    if (what === "vote") return [world.say(feed, vote, word)];
    const yes = { ballot, choice: "yes", amount: b % 2 === 0 ? null : money(1 + (b % 90_000)) } as const;
    return this.people.map((person) => world.say(person, vote, yes));
  }

  /** Somebody on the roll, for whom one may or may not speak. */
  #someone(b: number): MemberId {
    return this.#nth([...this.world.ledger.state.members.entries()], b % 4);
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
