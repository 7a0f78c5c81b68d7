import { present } from "../base/assert.ts";
import type { ClaimId, MemberId, PlanId } from "../base/id.ts";
import { compareNumber } from "../base/order.ts";
import { divideDown } from "../money/divide.ts";
import { largestRemainder } from "../money/largest-remainder.ts";
import { type Money, money, moneyFromBigint } from "../money/money.ts";
import type { Posting } from "../state/money-records.ts";
import type { Terms } from "../state/plan-records.ts";
import { termsOfVersion, tierOf, versionAt } from "../state/plan-terms.ts";
import { spellsOf } from "../state/spells.ts";
import type { State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { tierAt } from "./tier-at.ts";

/** One period that divided something. Amounts in minor units. */
export interface PastPeriod {
  readonly startMs: number;
  readonly endMs: number;
  /** who shared it */
  readonly members: number;
  readonly weights: number;
  readonly claims: number;
  readonly aid: Money;
  /** paid to those who did not get what a lapsed payment owed them */
  readonly madeGood: Money;
  /** all shares ÷ all weights, rounded down */
  readonly perWeight: Money;
}

/** Who carried whom: what a tier's members paid in and received in aid so far, and what aid they would have received by weight alone. */
export interface TierCarried {
  readonly name: string;
  readonly paidIn: Money;
  readonly received: Money;
  readonly expected: Money;
}

export interface Past {
  readonly periods: readonly PastPeriod[];
  readonly tiers: readonly TierCarried[];
}

/** A plan's periods so far, in time order, and its tiers. Sums over tiers are those over periods, to the last unit. */
export function pastOf(state: State, plan: PlanId): Past {
  const byEnd = new Map<number, Posting[]>();
  for (const [, posting] of state.postings.entries(plan)) {
    const postings = byEnd.get(posting.periodEndMs);
    if (postings === undefined) byEnd.set(posting.periodEndMs, [posting]);
    else postings.push(posting);
  }
  const runs = [...byEnd]
    .sort(([a], [b]) => compareNumber(a, b))
    .map(([, postings]) => runOf(state, plan, postings));
  const { tiers } = termsInForce(state, plan);
  return {
    periods: runs.map(({ period }) => period),
    tiers: tiers.map(({ name }, tier) => {
      const sum = (what: (run: Run) => readonly number[]) =>
        money(runs.reduce((total, run) => total + (what(run)[tier] ?? 0), 0));
      return {
        name,
        paidIn: sum(({ paidIn }) => paidIn),
        received: sum(({ received }) => received),
        expected: sum(({ expected }) => expected),
      };
    }),
  };
}

/** One period's division, by tier. */
interface Run {
  readonly period: PastPeriod;
  readonly paidIn: readonly number[];
  readonly received: readonly number[];
  readonly expected: readonly number[];
}

function runOf(state: State, plan: PlanId, postings: readonly Posting[]): Run {
  const { periodStartMs: startMs, periodEndMs: endMs } = present(postings[0], "postings of a period");
  const terms = termsOfVersion(state, plan, versionAt(state, plan, startMs));
  const zeros = () => terms.tiers.map(() => 0);
  const [paidIn, received, weights] = [zeros(), zeros(), zeros()];
  let [members, shares, aid, madeGood] = [0, 0, 0, 0];
  const claims = new Set<ClaimId>();
  const add = (sums: number[], tier: number, amount: number) => {
    sums[tier] = (sums[tier] ?? 0) + amount;
  };
  for (const { member, what, claim, amount } of postings) {
    const tier = claim === null ? tierThen(state, plan, member, endMs) : state.claims.must(claim).tier;
    if (amount < 0) add(paidIn, tier, 0 - amount);
    if (what === "shortfall") madeGood += amount;
    if (claim !== null) {
      claims.add(claim);
      aid += amount;
      add(received, tier, amount);
    }
    if (what === "share") {
      members++;
      shares -= amount;
      add(weights, tier, tierOf(terms, tier).weight);
    }
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return {
    period: {
      ...{ startMs, endMs, members, weights: sum, claims: claims.size },
      aid: money(aid),
      madeGood: money(madeGood),
      perWeight: sum === 0 ? money(0) : moneyFromBigint(divideDown(BigInt(shares), BigInt(sum))),
    },
    ...{ paidIn, received },
    expected: expectedOf(aid, sum === 0 ? paidIn : weights, terms),
  };
}

/** What each tier would have received, had aid gone by weight. */
function expectedOf(aid: number, weights: readonly number[], terms: Terms): readonly number[] {
  if (aid === 0) return terms.tiers.map(() => 0);
  return largestRemainder(BigInt(aid), weights.map(BigInt)).map(Number);
}

/** The tier in which somebody shared, or (of whoever was in no such spell) their last one. */
function tierThen(state: State, plan: PlanId, member: MemberId, endMs: number): number {
  const spells = spellsOf(state, plan, member);
  const spell = spells.find(({ sinceMs }) => sinceMs < endMs) ?? spells[0];
  return spell === undefined ? 0 : tierAt(spell, endMs);
}
