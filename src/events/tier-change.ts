import type { MemberId } from "../base/id.ts";
import { openPlan } from "../state/open-plan.ts";
import { currentSpell, enrolmentKey } from "../state/spells.ts";
import type { State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { changeTier } from "../state/tier-on.ts";
import { type Check, OK, refuse } from "./kind.ts";
import type { Place } from "./take-place.ts";

/** Tiers that one spell can have had before: each stays on record for the shares and claims of its time. */
export const FORMER_TIERS_MAX = 50;

/** Whether who signs for this place is in the plan, so that it can only mean another tier. */
export function isInPlan(state: State, member: MemberId, { plan }: Place): boolean {
  return currentSpell(state, plan, member) !== undefined;
}

/** Whether a member of the plan may go over to that tier now. */
export function checkTierChange(state: State, member: MemberId, place: Place, atMs: number): Check {
  const { plan, tier } = place;
  const open = openPlan(state, plan);
  if (!open.ok) return refuse(open.error);
  const { tier: before, sinceMs, formerTiers, leavesMs } = state.enrolments.must(enrolmentKey(plan, member));
  if (leavesMs !== null) return refuse("leaving-already");
  // one a seal: which of two comes last is a matter of lots
  const takenMs = formerTiers.at(-1)?.untilMs ?? sinceMs;
  if (tier === before || takenMs === atMs) return refuse("enrolled-already");
  if (termsInForce(state, plan).tiers[tier] === undefined) return refuse("tier-unknown");
  return formerTiers.length < FORMER_TIERS_MAX ? OK : refuse("tier-changes-too-many");
}

/** docs/decisions/033: less counts at once, more once it has been waited for. */
export function takeTier(state: State, member: MemberId, { plan, tier }: Place, atMs: number): void {
  const key = enrolmentKey(plan, member);
  const spell = state.enrolments.must(key);
  state.enrolments.set(key, changeTier(spell, termsInForce(state, plan), tier, atMs));
}
