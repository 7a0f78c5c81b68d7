import type { PlanId } from "../../base/id.ts";
import { termsHash } from "../../events/terms.ts";
import { noteSize } from "../../state/count-places.ts";
import { schedule } from "../../state/deadlines.ts";
import { smallKey } from "../../state/key.ts";
import { planPeriodAt } from "../../state/plan-time.ts";
import type { State } from "../../state/state.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.2: versions whose time has come are in force; a plan that closes keeps the one it closed with. */
export const amend: ClockRule = {
  name: "amend",
  run(state, subject, atMs) {
    const plan = subject as PlanId;
    const record = state.plans.must(plan);
    const version = record.status === "open" ? versionDue(state, plan, record.version, atMs) : record.version;
    if (version === record.version) return;
    const { terms } = state.terms.must(plan + smallKey(version));
    state.plans.set(plan, { ...record, version, termsHash: termsHash(terms) });
    noteSize(state, plan, atMs);
    // what waited for ceilings may be paid by the new ones
    schedule(state, planPeriodAt(state, plan, terms, atMs).endMs, "apportion", plan);
  },
};

function versionDue(state: State, plan: PlanId, from: number, atMs: number): number {
  const next = state.terms.get(plan + smallKey(from + 1));
  return next === undefined || next.fromMs > atMs ? from : versionDue(state, plan, from + 1, atMs);
}
