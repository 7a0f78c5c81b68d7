import type { ClaimId } from "../../base/id.ts";
import { schedule } from "../../state/deadlines.ts";
import { planPeriodAt } from "../../state/plan-time.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.3: after the notice a decision is final; aid becomes payable at the end of the period of that moment. */
export const notices: ClockRule = {
  name: "notices",
  run(state, subject, atMs) {
    const id = subject as ClaimId;
    const claim = state.claims.must(id);
    if (claim.status === "notice-no") {
      state.claims.set(id, { ...claim, status: "refused" });
      return;
    }
    if (claim.status !== "notice-yes") return;
    state.claims.set(id, { ...claim, status: "payable", payableMs: atMs });
    state.payables.set(claim.plan + id, { payableMs: atMs });
    const { endMs } = planPeriodAt(state, claim.plan, termsInForce(state, claim.plan), atMs);
    schedule(state, endMs, "apportion", claim.plan);
  },
};
