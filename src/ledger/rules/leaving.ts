import type { PlanId } from "../../base/id.ts";
import { enrolmentKey, membersOf } from "../../state/spells.ts";
import type { State } from "../../state/state.ts";

/** Protocol §6.6: at a period's end, after its apportionment, every `leave` asked for in it takes effect. */
export function endLeaving(state: State, plan: PlanId, endMs: number): void {
  for (const [member, [latest]] of membersOf(state, plan)) {
    if (latest === undefined || latest.leftMs !== null) continue;
    if (latest.leavesMs === null || latest.leavesMs > endMs) continue;
    state.enrolments.set(enrolmentKey(plan, member), { ...latest, leftMs: endMs });
    const record = state.plans.must(plan);
    state.plans.set(plan, { ...record, enrolled: record.enrolled - 1 });
  }
}
