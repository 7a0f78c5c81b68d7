import type { EventId, PlanId } from "../base/id.ts";
import { schedule } from "./deadlines.ts";
import { enrolmentKey, membersOf } from "./spells.ts";
import type { State } from "./state.ts";
import { termsInForce } from "./terms-in-force.ts";

/**
 * Protocol §6.6: an open plan closes at a moment, by a motion or (null) for want of members. Its roll is frozen: who
 * has asked to leave stays, for cover ends with that day for everybody. It ends once its older claims are settled.
 */
export function closePlan(state: State, plan: PlanId, atMs: number, by: EventId | null): void {
  for (const [member, [latest]] of membersOf(state, plan)) {
    if (latest === undefined || latest.leftMs !== null) continue;
    if (latest.leavesMs === null || latest.leavesMs <= atMs) continue;
    state.enrolments.set(enrolmentKey(plan, member), { ...latest, leavesMs: null, ending: null });
  }
  const record = state.plans.must(plan);
  state.plans.set(plan, { ...record, status: "closing", underMs: null, closedMs: atMs, closedBy: by });
  schedule(state, atMs + termsInForce(state, plan).runOffMs, "plan-ends", plan);
}
