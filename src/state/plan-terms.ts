import { present } from "../base/assert.ts";
import type { PlanId } from "../base/id.ts";
import { smallKey } from "./key.ts";
import type { Terms, Tier } from "./plan-records.ts";
import type { State } from "./state.ts";

/** The terms of one version of the plan, known to exist. */
export function termsOfVersion(state: State, plan: PlanId, version: number): Terms {
  return state.terms.must(plan + smallKey(version)).terms;
}

/** The version of the terms that was in force at a moment; before the first one, the first. */
export function versionAt(state: State, plan: PlanId, ms: number): number {
  let version = state.plans.must(plan).version;
  while (version > 0 && state.terms.must(plan + smallKey(version)).fromMs > ms) version--;
  return version;
}

export function tierOf(terms: Terms, tier: number): Tier {
  return present(terms.tiers[tier], "a tier of these terms");
}

/** When the plan opened, which the caller knows it did. */
export function openedMs(state: State, plan: PlanId): number {
  return present(state.plans.must(plan).openedMs, "a plan that has opened");
}

/** The latest version on record, in force or still to come. */
export function lastVersion(state: State, plan: PlanId): number {
  let version = state.plans.must(plan).version;
  while (state.terms.has(plan + smallKey(version + 1))) version++;
  return version;
}

/** The version by which an incident is judged: that in force when its day began, or the first since then that has the tier. */
export function versionOnDay(state: State, plan: PlanId, startOfDayMs: number, tier: number): number {
  let version = versionAt(state, plan, startOfDayMs);
  while (termsOfVersion(state, plan, version).tiers[tier] === undefined) version++;
  return version;
}
