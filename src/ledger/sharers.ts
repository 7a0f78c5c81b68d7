import type { MemberId, PlanId } from "../base/id.ts";
import { type Money, money } from "../money/money.ts";
import { isInRunOff, sharesAll } from "../state/liability.ts";
import type { Enrolment, Terms } from "../state/plan-records.ts";
import { tierOf } from "../state/plan-terms.ts";
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

/** What a member's shares of the plan-year came to in the periods before. */
export type YearSoFar = (member: MemberId) => Money;

/** Protocol §6.4 steps 3 and 4: who shares at a period's end, by member id, and up to how much. */
export function sharersAt(args: {
  readonly state: State;
  readonly plan: PlanId;
  readonly terms: Terms;
  readonly endMs: number;
  readonly height: number;
  readonly yearSoFar: YearSoFar;
}): readonly Sharer[] {
  const { state, plan, terms, endMs, height, yearSoFar } = args;
  const sharers: Sharer[] = [];
  for (const [member, spells] of membersOf(state, plan)) {
    const full = spells.find((spell) => sharesAll(spell, terms, endMs, height));
    const spell = full ?? spells.find((former) => isInRunOff(former, terms, endMs, height));
    if (spell === undefined) continue;
    const { weight } = tierOf(terms, spell.tier);
    const soFar = yearSoFar(member);
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
