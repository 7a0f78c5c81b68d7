import type { MemberId, PlanId } from "../base/id.ts";
import { type Money, money } from "../money/money.ts";
import { liabilityAt } from "../state/liability.ts";
import type { Enrolment, Terms } from "../state/plan-records.ts";
import { termsOfVersion, versionAt } from "../state/plan-terms.ts";
import { membersOf } from "../state/spells.ts";
import type { State } from "../state/state.ts";
import { weightSince } from "../state/tier-on.ts";

/** One who takes part in an apportionment, before it is known how much. */
export interface Sharer {
  readonly member: MemberId;
  readonly spell: Enrolment;
  readonly weight: number;
  /** null, or when they left: they share only what was under way by then */
  readonly leftMs: number | null;
  /** already apportioned to them in this plan-year, in earlier periods */
  readonly yearSoFar: Money;
  /** the most that this period may cost them */
  readonly ceiling: Money;
}

/** What a member's shares of the plan-year came to in the periods before. */
export type YearSoFar = (member: MemberId) => Money;

/**
 * Protocol §6.4 steps 3 and 4: who shares at a period's end, by member id, and up to how much. One weight per member:
 * the highest since the oldest of what is divided (`fromMs`) was under way, so that nobody steps down from an open claim.
 * Weights and ceilings are those of the terms; of who has left, those of the terms that they had.
 */
export function sharersAt(args: {
  readonly state: State;
  readonly plan: PlanId;
  readonly terms: Terms;
  readonly fromMs: number;
  readonly endMs: number;
  readonly yearSoFar: YearSoFar;
}): readonly Sharer[] {
  const { state, plan, terms, fromMs, endMs, yearSoFar } = args;
  const { closedMs } = state.plans.must(plan);
  const termsWhenLeft = (leftMs: number) => termsOfVersion(state, plan, versionAt(state, plan, leftMs - 1));
  const run = { terms, endMs, closedMs, termsWhenLeft };
  const sharers: Sharer[] = [];
  for (const [member, spells] of membersOf(state, plan)) {
    const liable = liabilityAt(spells, run);
    if (liable === undefined) continue;
    const { spell, leftMs } = liable;
    const own = leftMs === null ? terms : termsWhenLeft(leftMs);
    const weight = weightSince(spell, own, fromMs, endMs);
    const soFar = yearSoFar(member);
    const ceiling = ceilingOf(own, weight, soFar);
    sharers.push({ member, spell, weight, leftMs, yearSoFar: soFar, ceiling });
  }
  return sharers;
}

/** max(0, min(perPeriod × weight, perYear × weight − apportioned in this plan-year)); limits keep both exact. */
export function ceilingOf({ caps }: Pick<Terms, "caps">, weight: number, yearSoFar: Money): Money {
  return money(Math.max(0, Math.min(caps.perPeriod * weight, caps.perYear * weight - yearSoFar)));
}
