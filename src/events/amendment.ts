import type { PlanId } from "../base/id.ts";
import type { Terms } from "../state/plan-records.ts";
import { lastVersion, termsOfVersion } from "../state/plan-terms.ts";
import type { State } from "../state/state.ts";
import { termsFault } from "./terms.ts";

/** Versions of one plan's terms, the first among them; their numbers are part of keys. */
export const VERSIONS_MAX = 200;

/**
 * Why these terms cannot follow a plan's latest version (docs/decisions/031), or null. What claims and places hang on is
 * fixed: the kind of need, the periods, the plan whose tenure counts, and every tier that somebody may be in.
 */
export function amendmentFault(
  state: State,
  plan: PlanId,
  terms: Terms,
): "terms-invalid" | "terms-fixed" | null {
  if (termsFault(terms) !== undefined) return "terms-invalid";
  const last = lastVersion(state, plan);
  const before = termsOfVersion(state, plan, last);
  const isKept =
    terms.category === before.category &&
    terms.creditsWaiting === before.creditsWaiting &&
    isSamePeriod(terms.period, before.period) &&
    terms.tiers.length >= before.tiers.length;
  return isKept && last + 1 < VERSIONS_MAX ? null : "terms-fixed";
}

function isSamePeriod(a: Terms["period"], b: Terms["period"]): boolean {
  if (a.kind !== "interval" || b.kind !== "interval") return a.kind === b.kind;
  return a.everyMs === b.everyMs;
}
