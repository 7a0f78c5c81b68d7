import { present } from "../../src/base/assert.ts";
import type { MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { fc } from "../property.ts";
import { AidCommunity, DAY, type Said, START_MS, TERMS } from "./aid-fixture.ts";

/** How often a property of whole years is tried. */
export const YEARS_TRIED = process.env["HUZHU_LONG"] === "1" ? 3_000 : 150;

const WHATS = [
  "claim",
  "claim",
  "all-yes",
  "all-yes",
  "yes",
  "no",
  "leave",
  "stay",
  "enrol",
  "enrol",
  "pay",
  "pay",
  "receipt",
  "receipt",
  "part",
  "dispute",
  "doubt",
  "trust",
] as const;

/** What members might do on some day; what makes no sense is refused, and does no harm. */
const act = fc.record({
  who: fc.nat(6),
  what: fc.constantFrom(...WHATS),
  plan: fc.nat(1),
  amount: fc.integer({ min: 1, max: 300_000 }),
});

export type Act = { who: number; what: (typeof WHATS)[number]; plan: number; amount: number };

export type Days = readonly { days: number; acts: readonly Act[] }[];

export const year: fc.Arbitrary<Days> = fc.array(
  fc.record({ days: fc.integer({ min: 1, max: 12 }), acts: fc.array(act, { maxLength: 6 }) }),
  { minLength: 10, maxLength: 40 },
);

export const someTerms = fc
  .record({
    excess: fc.constantFrom("drop" as const, "defer" as const),
    shortfall: fc.constantFrom("spread" as const, "spread" as const, "haircut" as const),
    perCase: fc.option(fc.integer({ min: 1, max: 30_000 }).map(money), { nil: null }),
    perPeriod: fc.integer({ min: 1, max: 60_000 }),
    years: fc.constantFrom(2, 5, 1_000),
    waitingShares: fc.boolean(),
    waitingMs: fc.integer({ min: 0, max: 20 * DAY }),
    runOffMs: fc.integer({ min: 0, max: 60 * DAY }),
    graceMs: fc.integer({ min: 0, max: 20 * DAY }),
    lapseMs: fc.integer({ min: 0, max: 20 * DAY }),
    period: fc.constantFrom("week" as const, "half-month" as const, "month" as const),
  })
  .map(({ perCase, perPeriod, years, period, ...rest }): Terms => {
    const caps = { perCase, perPeriod: money(perPeriod), perYear: money(perPeriod * years) };
    return { ...TERMS, ...rest, caps, period: { kind: period } };
  });

const NAMES = ["a", "b", "c", "d", "e", "f", "g"];

/** Two plans of mostly the same people, who live their days; everybody knows of every seal. */
export class Year extends AidCommunity {
  readonly plans: readonly [PlanId, PlanId];

  constructor(terms: readonly [Terms, Terms], days: Days, names: readonly string[] = NAMES) {
    super(names);
    this.isAnchored = true;
    const opened = terms.map((each, index) => {
      const places = this.members.slice(index, index + 5).map((member, turn) => [member, turn % 2] as const);
      return this.openPlan(START_MS + index * 10, each, new Map(places));
    });
    this.plans = opened as unknown as readonly [PlanId, PlanId];
    this.live(days);
  }

  live(days: Days): void {
    for (const { days: passed, acts } of days) {
      const said = acts.flatMap((each) => this.#words(each));
      this.seal(this.nowMs + passed * DAY, ...said);
    }
  }

  #words(each: Act): readonly Said[] {
    if (each.what !== "all-yes") return [this.#word(each)];
    return this.members.map((_, who) => this.#word({ ...each, who, what: "yes" }));
  }

  #word({ who, what, plan: which, amount }: Act): Said {
    const member = present(this.members[who], "a member");
    const plan = this.plans[which] as PlanId;
    switch (what) {
      case "claim": {
        const incidentDay = dayOf(this.nowMs, 480) - (amount % 3);
        return { member, kind: "claim", body: { plan, incidentDay, amount, for: null } };
      }
      case "yes":
      case "no":
      case "trust":
      case "doubt":
        return this.#vote(member, what, amount);
      case "enrol":
        return { member, kind: "enrol", body: { plan, tier: amount % 2 } };
      case "leave":
      case "stay":
        return { member, kind: "leave", body: { plan, on: what === "leave" } };
      default:
        return this.#onTransfer(member, what, amount);
    }
  }

  /** On the latest open claim, or on the latest open dispute. */
  #vote(member: MemberId, what: "yes" | "no" | "trust" | "doubt", amount: number): Said {
    const about = what === "yes" || what === "no" ? "claim" : "dispute";
    const open = [...this.state.ballots.entries()].filter(([, row]) => row.about === about);
    const ballot = open.findLast(([, { outcome }]) => outcome === null)?.[0] ?? this.plans[0];
    const choice = what === "yes" || what === "trust" ? "yes" : "no";
    const thought = what === "yes" && amount % 2 === 1 ? amount : null;
    return { member, kind: "vote", body: { ballot, choice, amount: thought } };
  }

  /** By whoever it is up to, on one of those that are open. */
  #onTransfer(who: MemberId, what: "pay" | "receipt" | "part" | "dispute" | "all-yes", amount: number): Said {
    const open = this.transfers().filter(([, row]) => row.settledMs === null && row.voidMs === null);
    const found = open[amount % Math.max(1, open.length)];
    if (found === undefined) return { member: who, kind: "pay", body: { transfer: this.plans[0] } };
    const [transfer, { from, to, amount: whole, received }] = found;
    if (what === "pay") return { member: from, kind: what, body: { transfer } };
    if (what === "dispute") return { member: to, kind: what, body: { transfer } };
    const rest = whole - received;
    const body = { transfer, amount: what === "part" ? 1 + (amount % rest) : rest };
    return { member: to, kind: "receipt", body };
  }
}
