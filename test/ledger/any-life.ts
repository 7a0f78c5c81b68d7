import { present } from "../../src/base/assert.ts";
import type { EventId, HashId, MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import type { Charter } from "../../src/state/records.ts";
import { fc } from "../property.ts";
import { AidCommunity, CHARTER, DAY, type Said, START_MS, TERMS } from "./aid-fixture.ts";

const WHATS = [
  "claim",
  "claim",
  "claim",
  "claim",
  "claim",
  "claim-for",
  "claim-for",
  "word",
  "word",
  "evidence",
  "seen",
  "recuse",
  "appeal",
  "appeal",
  "appeal",
  "withdraw",
  "delegate",
  "leave",
  "stay",
  "enrol",
  "enrol",
  "vouch",
  "pay",
  "pay",
  "pay",
  "pay",
  "receipt",
  "receipt",
  "part",
  "dispute",
  "dispute",
  "adopt",
  "propose",
  "amend",
  "end",
  "expel",
  "charter",
  "resign",
  "stay-on",
  "unfriend",
] as const;

const RARE: ReadonlySet<string> = new Set(["end", "expel", "resign", "charter", "leave", "recuse"]);

/** Somebody does something to one of what there is. */
const act = fc.record({
  who: fc.nat(11),
  what: fc.constantFrom(...WHATS),
  a: fc.nat(11),
  b: fc.nat(400_000),
});

export type LifeAct = { who: number; what: (typeof WHATS)[number]; a: number; b: number };

/** What is said, then how long nothing is sealed; how many of all say the same of all that is open. */
export const lifeSteps = fc.array(
  fc.record({
    ms: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 9 * DAY }) },
      { weight: 2, arbitrary: fc.constantFrom(1, DAY, 7 * DAY, 14 * DAY, 31 * DAY) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 * DAY }) },
    ),
    acts: fc.array(act, { maxLength: 8 }),
    crowd: fc.constantFrom(0, 2, 5, 12, 12),
    choice: fc.constantFrom("yes" as const, "yes" as const, "yes" as const, "no" as const),
  }),
  { minLength: 16, maxLength: 60, size: "max" },
);

export type LifeSteps = typeof lifeSteps extends fc.Arbitrary<infer T> ? T : never;

const MOST = 10 ** 11;

/** Ordinary terms, and those at the edge of what the schema takes. */
export const lifeTerms = fc
  .record({
    weights: fc.array(fc.constantFrom(1, 2, 3, 50, 999, 1_000), { minLength: 2, maxLength: 12 }),
    benefit: fc.constantFrom(1, 90_000, 300_000, MOST),
    perCase: fc.constantFrom(null, null, 1, 77, 40_000, MOST),
    perPeriod: fc.constantFrom(1, 13, 9_000, 20_000, MOST),
    years: fc.constantFrom(1, 2, 10),
    period: fc.constantFrom(
      { kind: "week" } as const,
      { kind: "half-month" } as const,
      { kind: "month" } as const,
      { kind: "interval", everyMs: 5 * DAY + 1 } as const,
    ),
    excess: fc.constantFrom("drop" as const, "defer" as const),
    shortfall: fc.constantFrom("spread" as const, "spread" as const, "haircut" as const),
    waitingShares: fc.boolean(),
    waitingMs: fc.constantFrom(0, 0, 3 * DAY, 40 * DAY),
    runOffMs: fc.constantFrom(0, 25 * DAY, 200 * DAY),
    noticeMs: fc.constantFrom(0, 3 * DAY, 14 * DAY),
    voteMs: fc.constantFrom(1, 4 * DAY),
    quorumPermille: fc.constantFrom(1, 300, 500),
    thresholdPermille: fc.constantFrom(1, 500, 667),
    graceMs: fc.constantFrom(0, 5 * DAY, 20 * DAY),
    lapseMs: fc.constantFrom(0, 5 * DAY, 60 * DAY),
    minMembers: fc.constantFrom(3, 3, 4),
    maxMembers: fc.constantFrom(5, 10_000),
    admission: fc.constantFrom("open" as const, "open" as const, "vouch" as const, "vote" as const),
    vesting: fc.constantFrom(
      [],
      [{ afterMs: 0, permille: 333 }],
      [
        { afterMs: 0, permille: 500 },
        { afterMs: 60 * DAY, permille: 1_000 },
      ],
    ),
    claimWindowMs: fc.constantFrom(1, 180 * DAY, 180 * DAY, 180 * DAY),
    incidentPrecision: fc.constantFrom("day" as const, "day" as const, "month" as const),
  })
  .map(({ weights, benefit, perCase, perPeriod, years, ...rest }): Terms => {
    const tiers = weights.map((weight, index) => {
      return { name: `tier ${index}`, benefit: money(Math.min(MOST, benefit * (1 + (index % 3)))), weight };
    });
    const perYear = money(Math.min(MOST, perPeriod * years));
    const caps = { perCase: perCase === null ? null : money(perCase), perPeriod: money(perPeriod), perYear };
    return { ...TERMS, ...rest, tiers, caps };
  });

/** Five to twelve people who live years together, in plans of which the second credits waiting in the first. */
export class Life extends AidCommunity {
  readonly terms: readonly [Terms, Terms];

  constructor(size: number, offset: number, terms: readonly [Terms, Terms]) {
    super(
      Array.from({ length: size }, (_, index) => `person ${index}`),
      { ...CHARTER, utcOffsetMinutes: offset },
    );
    this.isAnchored = true;
    const places = (from: number, count: number, tiers: number) =>
      new Map(this.members.slice(from, from + count).map((member, turn) => [member, turn % tiers]));
    const first = this.openPlan(START_MS, terms[0], places(0, Math.min(5, size), terms[0].tiers.length));
    const second = { ...terms[1], creditsWaiting: first };
    this.openPlan(START_MS + 10, second, places(1, Math.min(4, size - 1), second.tiers.length));
    this.terms = [terms[0], second];
    const friends = this.members.flatMap((member, index): readonly Said[] => {
      const other = this.person(index + 1);
      return [
        { member, kind: "contact", body: { role: "name", other, on: true } },
        { member: other, kind: "contact", body: { role: "accept", other: member, on: true } },
      ];
    });
    this.seal(this.nowMs + 1, ...friends);
  }

  live(steps: LifeSteps): void {
    for (const { ms, acts, crowd, choice } of steps) {
      const said = acts.flatMap((each) => this.#words(each));
      this.seal(this.nowMs + ms, ...this.#crowd(crowd, choice), ...said);
    }
  }

  person(index: number): MemberId {
    return present(this.members[index % this.members.length], "a person");
  }

  #crowd(crowd: number, choice: "yes" | "no"): readonly Said[] {
    const open = [...this.state.ballots.entries()].filter(([, { outcome }]) => outcome === null);
    return open.flatMap(([ballot]) =>
      this.members.slice(0, crowd).map((member, index): Said => {
        const amount = choice === "yes" && index % 2 === 0 ? 1 + (index + 1) * 7_919 : null;
        return { member, kind: "vote", body: { ballot, choice, amount } };
      }),
    );
  }

  #words({ who, what, a, b }: LifeAct): readonly Said[] {
    const member = this.person(who);
    const { state } = this;
    // rarely, for these end what others live on
    if (RARE.has(what) && b % 6 !== 0) return [];
    const plan = nth([...state.plans.entries()], a > 2 ? a % 2 : a) as PlanId;
    const claim = nth([...state.claims.entries()], b);
    const ballots = [...state.ballots.entries()].filter(([, { outcome }]) => outcome === null || b % 9 === 0);
    const ballot = nth(ballots, a);
    const filer = b % 4 === 0 ? member : (state.claims.get(claim as EventId)?.filer ?? member);
    const say = (kind: Said["kind"], body: Said["body"], by = member): readonly Said[] => [
      { member: by, kind, body },
    ];
    switch (what) {
      case "claim":
        return say("claim", { ...this.#asked(plan, b), for: null });
      case "claim-for":
        return say("claim", { ...this.#asked(plan, b), for: this.person(who + this.members.length - 1) });
      case "word":
        return say("vote", { ballot, choice: ["yes", "no", "abstain"][b % 3], amount: null });
      case "evidence":
        return say("evidence", { claim, commitments: [plan as string as HashId] }, filer);
      case "seen":
        return say("seen", { claim, matches: b % 2 === 0 });
      case "recuse":
        return say("recuse", { ballot });
      case "appeal":
        return this.#appeals(member, b);
      case "withdraw":
        return say("withdraw", { claim }, filer);
      case "delegate":
        return say("delegate", { to: b % 5 === 0 ? null : this.person(a) });
      case "leave":
      case "stay":
        return say("leave", { plan, on: what === "leave" });
      case "enrol":
        return say("enrol", { plan, tier: b % 4 });
      case "vouch":
        return [...state.applications.records()].flatMap(({ event }) => say("vouch", { for: event }));
      case "adopt": {
        const body = { plan, tier: b % 2, termsHash: state.plans.get(plan)?.termsHash };
        return say("adopt", body);
      }
      case "propose":
        return state.plans.size > 4 ? [] : say("propose", { terms: this.#proposed(a, b), tier: b % 2 });
      case "resign":
      case "stay-on":
        return say("resign", { on: what === "resign" });
      case "unfriend":
        return say("contact", { role: "name", other: this.person(who + 1), on: b % 3 > 0 });
      case "amend":
      case "end":
      case "expel":
      case "charter":
        return say("motion", { about: this.#about(what, plan, a, b) });
      default:
        return this.#onTransfer(what, member, b);
    }
  }

  /** What is under notice, by whom it takes to be heard again. */
  #appeals(member: MemberId, b: number): readonly Said[] {
    const notices = [...this.state.claims.entries()].filter(([, { status }]) => status.startsWith("notice"));
    return notices.flatMap(([claim, { status, filer }]) => {
      const many = [0, 1, 2].map((turn) => this.person(b + turn));
      const by = status === "notice-no" ? [b % 4 === 0 ? member : filer] : many;
      return by.map((each): Said => ({ member: each, kind: "appeal", body: { claim } }));
    });
  }

  #asked(plan: PlanId, b: number) {
    const { utcOffsetMinutes } = this.state.charter.must("00");
    const day = dayOf(this.nowMs, utcOffsetMinutes) - (b % 11 === 0 ? 40 : b % 4);
    return { plan, incidentDay: day, amount: b % 13 === 0 ? MOST : 1 + (b % (b % 3 === 0 ? 900 : 90_000)) };
  }

  #proposed(a: number, b: number): Terms {
    return { ...this.terms[a % 2 === 0 ? 0 : 1], title: `plan ${b}`, minMembers: 3 };
  }

  #about(what: "amend" | "end" | "expel" | "charter", plan: PlanId, a: number, b: number) {
    const { state } = this;
    if (what === "end") return { kind: what, plan };
    if (what === "expel") return { kind: what, member: this.person(a + b), plan: b % 4 === 0 ? null : plan };
    const charter: Charter = state.charter.must("00");
    if (what === "charter") return { kind: what, charter: { ...charter, rankMs: 1 + (b % 1_000) } };
    const version = [...state.terms.entries(plan)].at(-1)?.[1].terms ?? this.terms[0];
    const more = { name: `more ${b}`, benefit: money(1 + b), weight: 1 + (b % 1_000) };
    const tiers = version.tiers.length < 12 ? [...version.tiers, more] : version.tiers;
    const perPeriod = money(1 + (b % 30_000));
    const caps = { ...version.caps, perPeriod, perYear: money(perPeriod * (1 + (b % 5))) };
    const { runOffMs, graceMs, excess, admission } = this.terms[a % 2 === 0 ? 0 : 1];
    const minMembers = 3 + (b % 3);
    return {
      kind: what,
      plan,
      terms: { ...version, tiers, caps, runOffMs, graceMs, excess, admission, minMembers },
    };
  }

  #onTransfer(what: "pay" | "receipt" | "part" | "dispute", who: MemberId, b: number): readonly Said[] {
    const open = this.transfers().filter(([, row]) => row.settledMs === null && row.voidMs === null);
    const found = open[b % Math.max(1, open.length)];
    if (found === undefined) return [];
    const [transfer, { from, to, amount: whole, received }] = found;
    const by = (mine: MemberId) => (b % 7 === 0 ? who : mine);
    if (what === "pay") return [{ member: by(from), kind: what, body: { transfer } }];
    if (what === "dispute") return [{ member: by(to), kind: what, body: { transfer } }];
    const amount = what === "part" ? 1 + (b % (whole - received)) : whole - received;
    return [{ member: by(to), kind: "receipt", body: { transfer, amount } }];
  }
}

/** Of a table, the record at a place; nobody's where there is none. */
function nth(entries: readonly (readonly [string, unknown])[], index: number): EventId {
  return (entries[index % Math.max(1, entries.length)]?.[0] ?? "00".repeat(32)) as EventId;
}
