import { isElector } from "../../state/electors.ts";
import { voteKey } from "../../state/member-word.ts";
import { kind, OK, refuse } from "../kind.ts";
import { amount, choice, id, nullable, record } from "../schema.ts";

const voteBody = record({
  ballot: id(),
  choice: choice(["yes", "no", "abstain"]),
  amount: nullable(amount()),
});

/** Protocol §6.3. Until the ballot closes a member may vote again; the latest word counts (`member-word.ts`). */
export const vote = kind({
  name: "vote",
  stratum: "ballots",
  about: "answers a ballot with yes, no or abstain; a yes may name the amount thought right",
  body: voteBody,
  check(state, { member, body }) {
    const ballot = state.ballots.get(body.ballot);
    if (ballot === undefined) return refuse("ballot-unknown");
    if (ballot.outcome !== null) return refuse("ballot-closed");
    if (!isElector(state, body.ballot, ballot, member)) return refuse("not-an-elector");
    if (body.amount !== null && body.choice !== "yes") return refuse("amount-without-yes");
    if (body.amount === 0) return refuse("amount-zero");
    return OK;
  },
  apply(state, { id, member, device, body, height }) {
    const { choice, amount } = body;
    state.votes.set(voteKey(body.ballot, member, device), { event: id, choice, amount, height });
  },
});
