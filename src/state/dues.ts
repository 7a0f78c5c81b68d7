import type { MemberId, PlanId } from "../base/id.ts";
import { type Money, money } from "../money/money.ts";
import { numberKey } from "./key.ts";
import { planYearAt } from "./plan-time.ts";
import type { State } from "./state.ts";

/** What a member's shares came to in the plan-year that holds the last moment of the period with this end. */
export function sharedInYear(state: State, plan: PlanId, endMs: number, member: MemberId): Money {
  return state.dues.get(dueKey(state, plan, endMs, member))?.shared ?? money(0);
}

/** Adds a share to it; the amount is positive. */
export function addShare(state: State, plan: PlanId, endMs: number, member: MemberId, share: Money): void {
  const key = dueKey(state, plan, endMs, member);
  const before = state.dues.get(key)?.shared ?? 0;
  state.dues.set(key, { shared: money(before + share) });
}

function dueKey(state: State, plan: PlanId, endMs: number, member: MemberId): string {
  return plan + numberKey(planYearAt(state, plan, endMs - 1).startMs) + member;
}
