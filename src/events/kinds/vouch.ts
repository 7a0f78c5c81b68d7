import type { EventId, MemberId } from "../../base/id.ts";
import { waitingApplication } from "../../state/applications.ts";
import { vouchersOf } from "../../state/joining.ts";
import { currentSpell } from "../../state/spells.ts";
import type { State } from "../../state/state.ts";
import { type Check, kind, OK, refuse } from "../kind.ts";
import { id, record } from "../schema.ts";

const vouchBody = record({
  /** the `join` of somebody who waits, or the `enrol` that asks for a place in a plan */
  for: id(),
});

/** Protocol §6.1, §6.2: a member's word for somebody who waits. It stays said. */
export const vouch = kind({
  name: "vouch",
  stratum: "membership",
  about: "vouches for a newcomer, or for somebody who asks for a place in a plan",
  body: vouchBody,
  check(state, { member, body }) {
    if (state.vouches.has(body.for + member)) return refuse("vouched-already");
    const joiner = state.joiners.get(body.for);
    if (joiner === undefined) return checkPlaceVouch(state, member, body.for);
    if (joiner.status !== "waiting") return refuse("nobody-waiting");
    return vouchersOf(state, body.for, joiner).includes(member) ? refuse("vouched-already") : OK;
  },
  apply(state, { id, member, body, height }) {
    state.vouches.set(body.for + member, { event: id, height });
  },
});

/** Only the plan's members vouch for a place in it: those who were in it before this cut. */
function checkPlaceVouch(state: State, member: MemberId, event: EventId): Check {
  const waiting = waitingApplication(state, event);
  // where the members vote, their votes decide
  if (waiting === undefined || state.ballots.has(event)) return refuse("nobody-waiting");
  // places are taken after this kind's turn in a cut, so none of this cut counts
  return currentSpell(state, waiting.plan, member) === undefined ? refuse("not-enrolled") : OK;
}
