import type { ClaimId } from "../../base/id.ts";
import { makePayable } from "../make-payable.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.3: after the notice a decision is final, unless it was appealed or the claim withdrawn meanwhile. */
export const notices: ClockRule = {
  name: "notices",
  run(state, subject, atMs) {
    const id = subject as ClaimId;
    const claim = state.claims.must(id);
    if (claim.status === "notice-yes") makePayable(state, id, claim.aid, atMs);
    if (claim.status === "notice-no") state.claims.set(id, { ...claim, status: "refused", untilMs: null });
  },
};
