import type { ClaimId } from "../../base/id.ts";
import { money } from "../../money/money.ts";
import { schedule } from "../../state/deadlines.ts";
import { termsOfVersion } from "../../state/plan-terms.ts";
import { decidedAid } from "../ballot-outcome.ts";
import type { Decision } from "./decision.ts";

/** Protocol §6.3: a claim's decision begins its notice; a draw ends it. */
export const decideClaim: Decision = (state, { id, outcome, words, atMs }) => {
  const claim = state.claims.must(id);
  if (outcome === "draw") {
    state.claims.set(id, { ...claim, status: "draw", untilMs: null });
    return;
  }
  const untilMs = atMs + termsOfVersion(state, claim.plan, claim.version).noticeMs;
  const aid = outcome === "yes" ? decidedAid(words, claim.asked) : money(0);
  state.claims.set(id, { ...claim, aid, status: outcome === "yes" ? "notice-yes" : "notice-no", untilMs });
  schedule(state, untilMs, "notices", id satisfies ClaimId);
};
