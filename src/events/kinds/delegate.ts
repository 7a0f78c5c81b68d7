import { isOnRoll } from "../../state/on-roll.ts";
import { kind, OK, refuse } from "../kind.ts";
import { id, nullable, record } from "../schema.ts";

const delegateBody = record({ to: nullable(id()) });

/** Protocol §6.3: where the member says nothing on a full ballot, another's vote counts for them. */
export const delegate = kind({
  name: "delegate",
  stratum: "cover",
  about: "says whose vote counts where the member does not vote, or takes that back",
  body: delegateBody,
  word: ({ to }) => ({ on: "", says: to ?? "" }),
  check(state, { member, body, isDisputed }) {
    const { to } = body;
    if (to === member) return refuse("delegate-oneself");
    if (to !== null && !isOnRoll(state, to)) return refuse("member-unknown");
    if (isDisputed) return refuse("devices-differ");
    const before = state.delegations.get(member)?.to ?? null;
    if (before === to) return refuse(to === null ? "delegation-none" : "delegated-already");
    return OK;
  },
  apply(state, { id, member, body, height }) {
    if (body.to === null) state.delegations.delete(member);
    else state.delegations.set(member, { to: body.to, event: id, height });
  },
});
