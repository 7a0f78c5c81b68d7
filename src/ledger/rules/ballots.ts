import type { ClaimId } from "../../base/id.ts";
import { money } from "../../money/money.ts";
import { schedule } from "../../state/deadlines.ts";
import { wordsOn } from "../../state/member-word.ts";
import { termsOfVersion } from "../../state/plan-terms.ts";
import { ballotOutcome, decidedAid, tallyOf } from "../ballot-outcome.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.3: when its time is up, a ballot is decided, extended once, or a draw; then the notice begins. */
export const ballots: ClockRule = {
  name: "ballots",
  run(state, subject, atMs) {
    const id = subject as ClaimId;
    const ballot = state.ballots.must(id);
    const claim = state.claims.must(id);
    const terms = termsOfVersion(state, claim.plan, claim.version);
    const words = wordsOn(state, id);
    const tally = tallyOf(words);
    const outcome = ballotOutcome({ electors: ballot.electors, tally, terms, isLast: ballot.extended });
    if (outcome === "extend") {
      const closesMs = atMs + terms.voteMs;
      state.ballots.set(id, { ...ballot, tally, closesMs, extended: true });
      schedule(state, closesMs, "ballots", id);
      return;
    }
    state.ballots.set(id, { ...ballot, tally, outcome });
    if (outcome === "draw") {
      state.claims.set(id, { ...claim, status: "draw" });
      return;
    }
    const aid = outcome === "yes" ? decidedAid(words, claim.asked) : money(0);
    state.claims.set(id, { ...claim, aid, status: outcome === "yes" ? "notice-yes" : "notice-no" });
    schedule(state, atMs + terms.noticeMs, "notices", id);
  },
};
