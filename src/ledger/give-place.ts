import { takePlace } from "../events/take-place.ts";
import { applicationKey, refuseApplication, type WaitingApplication } from "../state/applications.ts";
import { isOnRoll } from "../state/on-roll.ts";
import { openPlan } from "../state/open-plan.ts";
import type { State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";

/** Whether the place asked for can be taken now: the plan is open and has room, and its applicant stays in the community. */
export function hasPlace(state: State, { plan, member, tier }: WaitingApplication): boolean {
  const open = openPlan(state, plan);
  if (!open.ok || !isOnRoll(state, member) || state.members.must(member).leaving !== null) return false;
  const { maxMembers, tiers } = termsInForce(state, plan);
  return open.value.enrolled < maxMembers && tiers[tier] !== undefined;
}

/** The applicant is in the plan from here on, by their own `enrol`; where that cannot be, it comes to nothing. */
export function givePlace(
  state: State,
  application: WaitingApplication,
  at: { readonly atMs: number; readonly height: number },
): void {
  const { plan, member, event: id, tier } = application;
  if (!hasPlace(state, application)) {
    refuseApplication(state, application);
    return;
  }
  state.applications.delete(applicationKey(plan, member));
  takePlace(state, { id, member, ...at }, { plan, tier });
}
