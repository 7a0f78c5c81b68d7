import type { PlanId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Plan } from "./plan-records.ts";
import type { State } from "./state.ts";

/** The plan, if it is open to new enrolments and claims. */
export function openPlan(
  state: State,
  id: PlanId,
): Result<Plan, "plan-unknown" | "plan-not-open" | "plan-ended"> {
  const plan = state.plans.get(id);
  if (plan === undefined) return fail("plan-unknown");
  switch (plan.status) {
    case "proposed":
      return fail("plan-not-open");
    case "closing":
    case "ended":
      return fail("plan-ended");
    case "open":
      return ok(plan);
  }
}
