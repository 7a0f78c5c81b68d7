import type { PlanId } from "../base/id.ts";
import { smallKey } from "./key.ts";
import type { Terms } from "./plan-records.ts";
import type { State } from "./state.ts";

/** The plan's terms now; the plan is known to exist. */
export function termsInForce(state: State, plan: PlanId): Terms {
  return state.terms.must(plan + smallKey(state.plans.must(plan).version)).terms;
}
