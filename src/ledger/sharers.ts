import type { MemberId, PlanId } from "../base/id.ts";
import { type Money, money } from "../money/money.ts";
import { isInRunOff, sharesAll } from "../state/liability.ts";
import { tierOf } from "../state/plan-terms.ts";
import { planYearAt } from "../state/plan-time.ts";
import { postingsBetween } from "../state/postings-between.ts";
import type { Enrolment, Terms } from "../state/records.ts";
import { membersOf } from "../state/spells.ts";
import type { State } from "../state/state.ts";

/** One who takes part in an apportionment, before it is known how much. */
export interface Sharer {
  readonly member: MemberId;
  readonly spell: Enrolment;
  readonly weight: number;
  /** null, or when they left: they share only claims that were under way by then */
  readonly leftMs: number | null;
  /** already apportioned to them in this plan-year, in earlier periods */
  readonly yearSoFar: Money;
  /** the most that this period may cost them */
  readonly ceiling: Money;
}

/** Protocol §6.4 steps 3 and 4: who shares at a period's end, by member id, and up to how much. */
export function sharersAt(
  state: State,
  plan: PlanId,
  terms: Terms,
  endMs: number,
  height: number,
): readonly Sharer[] {
  const yearSoFar = apportionedInYear(state, plan, endMs);
  const sharers: Sharer[] = [];
  for (const [member, spells] of membersOf(state, plan)) {
    const full = spells.find((spell) => sharesAll(spell, terms, endMs, height));
    const spell = full ?? spells.find((former) => isInRunOff(former, terms, endMs, height));
    if (spell === undefined) continue;
    const { weight } = tierOf(terms, spell.tier);
    const soFar = money(yearSoFar.get(member) ?? 0);
    sharers.push({
      member,
      spell,
      weight,
      leftMs: full === undefined ? spell.leftMs : null,
      yearSoFar: soFar,
      ceiling: ceilingOf(terms, weight, soFar),
    });
  }
  return sharers;
}

/** max(0, min(perPeriod × weight, perYear × weight − apportioned in this plan-year)); limits keep both exact. */
export function ceilingOf({ caps }: Pick<Terms, "caps">, weight: number, yearSoFar: Money): Money {
  return money(Math.max(0, Math.min(caps.perPeriod * weight, caps.perYear * weight - yearSoFar)));
}

/** Shares of the plan-year that holds the period's last moment, from periods that ended before. */
function apportionedInYear(state: State, plan: PlanId, endMs: number): ReadonlyMap<MemberId, number> {
  const sums = new Map<MemberId, number>();
  const year = planYearAt(state, plan, endMs - 1);
  for (const { member, claim, amount } of postingsBetween(state, [plan], year.startMs + 1, endMs - 1)) {
    if (claim === null) sums.set(member, (sums.get(member) ?? 0) - amount);
  }
  return sums;
}
