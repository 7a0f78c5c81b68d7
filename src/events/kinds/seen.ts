import { isElector } from "../../state/electors.ts";
import { kind, OK, refuse } from "../kind.ts";
import { bool, id, record } from "../schema.ts";

const seenBody = record({ claim: id(), matches: bool });

/** For the eyes of the others who vote: no rule reads it. */
export const seen = kind({
  name: "seen",
  stratum: "claims",
  about: "says as a reviewer that the evidence is, or is not, what was committed to",
  body: seenBody,
  word: ({ claim, matches }) => ({ on: claim, says: String(matches) }),
  check(state, { member, body, isDisputed }) {
    const claim = state.claims.get(body.claim);
    if (claim === undefined) return refuse("claim-unknown");
    const id = claim.appeal ?? body.claim;
    const ballot = state.ballots.get(id);
    if (ballot === undefined) return refuse("ballot-unknown");
    if (ballot.outcome !== null) return refuse("ballot-closed");
    if (!isElector(state, id, ballot, member)) return refuse("not-an-elector");
    if (state.evidence.entries(body.claim).next().done === true) return refuse("evidence-none");
    return isDisputed ? refuse("devices-differ") : OK;
  },
  apply(state, { id, member, body, height }) {
    state.seen.set(body.claim + member, { event: id, matches: body.matches, height });
  },
});
