import type { MemberId, PlanId } from "../base/id.ts";
import { type Money, money, sumMoney } from "../money/money.ts";
import { permilleOf } from "../money/permille.ts";
import type { Claim } from "./claim-records.ts";
import { claimsOf } from "./claims-of.ts";
import type { Enrolment, Terms } from "./plan-records.ts";
import { tierOf } from "./plan-terms.ts";
import { incidentSpan, localDay, planYearAt } from "./plan-time.ts";
import type { State } from "./state.ts";
import { tierOnDay } from "./tier-on.ts";

/** What a claim for an incident may ask at most, and how that comes about. Every amount ≥ 0. */
export interface Entitlement {
  readonly benefit: Money;
  readonly vestedPermille: number;
  /** benefit × vested, rounded down */
  readonly vested: Money;
  /** granted to the member, or still asked, for incidents of the same plan-year */
  readonly taken: Money;
  readonly rest: Money;
}

/** Protocol §6.3: all aid to one member in a plan-year ≤ tier × vesting, both as on the incident day. */
export function entitlementOn(args: {
  readonly state: State;
  readonly plan: PlanId;
  readonly member: MemberId;
  readonly terms: Terms;
  readonly spell: Enrolment;
  readonly incidentDay: number;
}): Entitlement {
  const { state, plan, member, terms, spell, incidentDay } = args;
  const { benefit } = tierOf(terms, tierOnDay(state, spell, incidentDay));
  const vestedPermille = vestedOn(state, terms, spell, incidentDay);
  const vested = permilleOf(benefit, vestedPermille);
  const yearOf = (day: number) => planYearAt(state, plan, incidentSpan(state, terms, day).startMs).startMs;
  const year = yearOf(incidentDay);
  const taken = sumMoney(
    [...claimsOf(state, plan, member)]
      .filter(([, claim]) => yearOf(claim.incidentDay) === year)
      .map(([, claim]) => takenBy(claim)),
  );
  return { benefit, vestedPermille, vested, taken, rest: money(Math.max(0, vested - taken)) };
}

/** The last step of the vesting that the spell had reached by that day; whole days, as for cover. */
function vestedOn(state: State, terms: Terms, spell: Enrolment, incidentDay: number): number {
  if (terms.vesting.length === 0) return 1000;
  const reached = terms.vesting.findLast(
    ({ afterMs }) => incidentDay >= localDay(state, spell.tenureMs + afterMs),
  );
  return reached?.permille ?? 0;
}

function takenBy(claim: Claim): Money {
  switch (claim.status) {
    case "filed":
    case "drawn":
    case "voting":
    case "notice-no":
    case "appealed":
      return claim.asked;
    case "notice-yes":
    case "payable":
    case "apportioned":
      return claim.aid;
    case "refused":
    case "draw":
    case "withdrawn":
      return money(0);
  }
}
