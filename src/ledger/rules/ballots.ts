import type { ClaimId, EventId } from "../../base/id.ts";
import type { Ballot } from "../../state/claim-records.ts";
import { countedWords, tallyOf } from "../../state/counted-words.ts";
import { schedule } from "../../state/deadlines.ts";
import { countElectors } from "../../state/electors.ts";
import { termsOfVersion } from "../../state/plan-terms.ts";
import type { State } from "../../state/state.ts";
import { ballotOutcome } from "../ballot-outcome.ts";
import { ballotRule } from "../ballot-rule.ts";
import { decisions } from "../decisions/decisions.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.3: when its time is up, a ballot is extended once or decided. */
export const ballots: ClockRule = {
  name: "ballots",
  run(state, subject, atMs) {
    const id = subject as EventId;
    const ballot = state.ballots.must(id);
    // what it was about may have been withdrawn meanwhile
    if (ballot.outcome !== null) return;
    const words = countedWords(state, id, ballot);
    const tally = tallyOf(words);
    const rule = ballotRule(state, ballot);
    const outcome = ballotOutcome({ electors: ballot.electors, tally, rule, isLast: ballot.extended });
    if (outcome === "extend") {
      extend(state, id, { ...ballot, tally }, atMs);
      return;
    }
    state.ballots.set(id, { ...ballot, tally, outcome });
    decisions[ballot.about](state, { id, ballot, outcome, words, atMs });
  },
};

/** Once more as long, and now all are asked. */
function extend(state: State, id: EventId, ballot: Ballot, atMs: number): void {
  const { plan, version, byJury } = ballot;
  if (plan === null) return;
  const closesMs = atMs + termsOfVersion(state, plan, version).voteMs;
  const electors = byJury ? countElectors(state, ballot) : ballot.electors;
  state.ballots.set(id, { ...ballot, closesMs, electors, byJury: false, extended: true });
  schedule(state, closesMs, "ballots", id);
  if (ballot.about !== "claim") return;
  const claim = ballot.subject as ClaimId;
  state.claims.set(claim, { ...state.claims.must(claim), untilMs: closesMs });
}
