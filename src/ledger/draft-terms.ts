import { assert } from "../base/assert.ts";
import { MEMBERS_OF_PLAN_MIN } from "../events/terms.ts";
import { lowerMedian } from "../money/median.ts";
import { type Money, money } from "../money/money.ts";
import type { NeedCategory, Terms } from "../state/plan-records.ts";
import { TEMPLATES } from "./plan-templates.ts";

/** What one person of a group wants. */
export interface DraftWish {
  readonly benefit: Money;
  readonly mostPerYear: Money;
  readonly groupMax: number;
}

/** Terms offered to a group that shares a need, and what they were chosen from. */
export interface DraftTerms {
  readonly terms: Terms;
  /** how many of the group want at most this benefit, and would pay this much a year */
  readonly enoughBenefit: number;
  readonly withinMost: number;
}

/** Twelve periods a year may each cost this part of the year's ceiling. */
const PERIODS_PER_YEAR = 12;

/**
 * A start for talking, from the template for that need: one tier whose benefit is the lower median of those wanted,
 * a yearly ceiling that is the lower median of what they would pay, opening at the group's size.
 */
export function draftTerms(args: {
  readonly title: string;
  readonly tier: string;
  readonly category: NeedCategory;
  readonly size: number;
  readonly wishes: readonly DraftWish[];
  readonly digits: number;
}): DraftTerms {
  const { title, tier, category, size, wishes, digits } = args;
  assert(wishes.length > 0, "somebody who wants it");
  const median = (amounts: readonly Money[]) => lowerMedian(amounts.map((amount) => ({ amount, weight: 1 })));
  const benefit = atLeastOne(median(wishes.map((wish) => wish.benefit)));
  const perYear = atLeastOne(median(wishes.map((wish) => wish.mostPerYear)));
  const minMembers = Math.max(MEMBERS_OF_PLAN_MIN, size);
  const terms: Terms = {
    ...TEMPLATES[category === "other" ? "illness" : category](digits),
    title,
    category,
    tiers: [{ name: tier, benefit, weight: 1 }],
    caps: { perCase: null, perPeriod: money(Math.ceil(perYear / PERIODS_PER_YEAR)), perYear },
    period: { kind: "month" },
    minMembers,
    maxMembers: Math.max(minMembers, ...wishes.map(({ groupMax }) => groupMax)),
  };
  return {
    terms,
    enoughBenefit: wishes.filter((wish) => wish.benefit <= benefit).length,
    withinMost: wishes.filter((wish) => wish.mostPerYear >= perYear).length,
  };
}

/** A term of nothing is none. */
function atLeastOne(amount: Money): Money {
  return money(Math.max(1, amount));
}
