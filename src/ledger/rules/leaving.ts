import type { PlanId } from "../../base/id.ts";
import { countPlaces } from "../../state/count-places.ts";
import { enrolmentKey, membersOf } from "../../state/spells.ts";
import type { State } from "../../state/state.ts";

/** Protocol §6.6: at a period's end, after its apportionment, whoever is to leave by then has left; a roll that is frozen stays. */
export function endLeaving(state: State, plan: PlanId, endMs: number): void {
  const lastMs = Math.min(endMs, state.plans.must(plan).closedMs ?? endMs);
  if (!isAsked(state, plan)) return;
  for (const [member, [latest]] of membersOf(state, plan)) {
    if (latest === undefined || latest.leftMs !== null) continue;
    if (latest.leavesMs === null || latest.leavesMs > lastMs) continue;
    state.enrolments.set(enrolmentKey(plan, member), { ...latest, leftMs: endMs });
    countPlaces(state, plan, -1, endMs);
  }
}

/** Mostly nobody has asked to leave. */
function isAsked(state: State, plan: PlanId): boolean {
  for (const { leavesMs, leftMs } of state.enrolments.records(plan))
    if (leavesMs !== null && leftMs === null) return true;
  return false;
}
