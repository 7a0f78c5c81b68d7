import type { MemberId, PlanId } from "../base/id.ts";
import { type Money, money } from "../money/money.ts";
import { numberKey } from "./key.ts";
import { planYearAt } from "./plan-time.ts";
import type { State } from "./state.ts";

/** What members' shares came to in the plan-year that holds the last moment of the period with this end. */
export function sharedInYear(state: State, plan: PlanId, endMs: number): (member: MemberId) => Money {
  const year = yearKey(state, plan, endMs);
  return (member) => state.dues.get(year + member)?.shared ?? money(0);
}

/** Adds the period's shares to it; each member once, amounts positive. */
export function addShares(
  state: State,
  plan: PlanId,
  endMs: number,
  shares: readonly { readonly member: MemberId; readonly share: Money }[],
): void {
  const year = yearKey(state, plan, endMs);
  const before = sharedInYear(state, plan, endMs);
  state.dues.setAll(
    shares.map(({ member, share }) => [member, { shared: money(before(member) + share) }]),
    year,
  );
}

function yearKey(state: State, plan: PlanId, endMs: number): string {
  return plan + numberKey(planYearAt(state, plan, endMs - 1).startMs);
}
