import type { ClaimId } from "../../base/id.ts";
import { money } from "../../money/money.ts";
import type { Claim } from "../../state/claim-records.ts";
import { countedWords, tallyOf } from "../../state/counted-words.ts";
import { isSecretTold } from "../../state/secrets-told.ts";
import { isSideOf } from "../../state/side-of.ts";
import type { State } from "../../state/state.ts";
import { isUndecided } from "../../state/undecided.ts";
import { kind, OK, refuse } from "../kind.ts";
import { id, record } from "../schema.ts";

const withdrawBody = record({ claim: id() });

/** Protocol §6.3. Nothing is paid any more, and no ballot on it decides; what was voted stays on record. */
export const withdraw = kind({
  name: "withdraw",
  stratum: "exits",
  about: "withdraws a claim that is not final",
  body: withdrawBody,
  check(state, { member, body }) {
    const claim = state.claims.get(body.claim);
    if (claim === undefined) return refuse("claim-unknown");
    if (!isSideOf(claim, member)) return refuse("not-the-claimant");
    return isUndecided(claim.status) ? OK : refuse("claim-decided");
  },
  apply(state, { body }) {
    const claim = state.claims.must(body.claim);
    closeQuestion(state, body.claim, claim);
    state.claims.set(body.claim, { ...claim, status: "withdrawn", untilMs: null, aid: money(0) });
  },
});

/** Its open ballot is void. A lot towards which nobody has told a secret leaves no trace: nobody could know what it would bring. */
function closeQuestion(state: State, id: ClaimId, { appeal }: Claim): void {
  const asked = appeal ?? id;
  const lot = state.lots.get(asked);
  if (lot !== undefined && !isSecretTold(state, lot)) state.lots.delete(asked);
  const ballot = state.ballots.get(asked);
  if (ballot === undefined || ballot.outcome !== null) return;
  const tally = tallyOf(countedWords(state, asked, ballot));
  state.ballots.set(asked, { ...ballot, outcome: "void", tally });
}
