import type { PlanId } from "../../base/id.ts";
import { closePlan } from "../../state/close-plan.ts";
import { dwindlesMs } from "../../state/count-places.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.6: a plan that has had fewer than its least members for two whole periods closes. */
export const dwindle: ClockRule = {
  name: "dwindle",
  run(state, subject, atMs) {
    const plan = subject as PlanId;
    const { status, underMs } = state.plans.must(plan);
    // meanwhile it may have had enough, and too few again
    if (status !== "open" || underMs === null || dwindlesMs(state, plan, underMs) !== atMs) return;
    closePlan(state, plan, atMs, null);
  },
};
