import type { ClaimId } from "../../base/id.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.3: nothing was put before the jury that was drawn, so the claim counts as withdrawn. */
export const evidenceDue: ClockRule = {
  name: "evidence-due",
  run(state, subject) {
    const id = subject as ClaimId;
    const claim = state.claims.must(id);
    if (claim.status !== "drawn") return;
    state.lots.delete(id);
    state.claims.set(id, { ...claim, status: "withdrawn", untilMs: null });
  },
};
