import type { ClaimId } from "../../base/id.ts";
import { money } from "../../money/money.ts";
import { decidedAid } from "../ballot-outcome.ts";
import { makePayable } from "../make-payable.ts";
import type { Decision } from "./decision.ts";

/** Protocol §6.3: an appeal's decision is final at once; where it comes to none, the first one stands. */
export const decideAppeal: Decision = (state, { ballot, outcome, words, atMs }) => {
  const id = ballot.subject as ClaimId;
  const claim = state.claims.must(id);
  const final = outcome === "draw" ? state.ballots.must(id).outcome : outcome;
  if (final !== "yes") {
    state.claims.set(id, { ...claim, aid: money(0), status: "refused", untilMs: null });
    return;
  }
  makePayable(state, id, outcome === "yes" ? decidedAid(words, claim.asked) : claim.aid, atMs);
};
