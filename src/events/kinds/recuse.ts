import type { EventId, MemberId } from "../../base/id.ts";
import { isElector, mayBeAsked } from "../../state/electors.ts";
import { passSeat } from "../../state/pass-seat.ts";
import type { State } from "../../state/state.ts";
import { type Check, kind, OK, refuse } from "../kind.ts";
import { id, record } from "../schema.ts";

const recuseBody = record({ ballot: id() });

/** For good: whoever steps back has no word on this ballot any more, whatever they said before. */
export const recuse = kind({
  name: "recuse",
  stratum: "claims",
  about: "steps back from a ballot, or from the jury that is drawn for it",
  body: recuseBody,
  check(state, { member, body }) {
    const ballot = state.ballots.get(body.ballot);
    if (ballot === undefined) return checkLot(state, body.ballot, member);
    if (ballot.outcome !== null) return refuse("ballot-closed");
    const isReserve = ballot.byJury && state.jurors.get(body.ballot + member)?.status === "reserve";
    return isReserve || isElector(state, body.ballot, ballot, member) ? OK : refuse("not-an-elector");
  },
  apply(state, { member, body, atMs }) {
    const { ballot: id } = body;
    const ballot = state.ballots.get(id);
    if (state.jurors.has(id + member)) passSeat(state, id, member, "recused", atMs);
    if (ballot === undefined) {
      const lot = state.lots.must(id);
      state.lots.set(id, { ...lot, excluded: [...lot.excluded, member] });
      return;
    }
    // who steps back from a motion makes it no easier: some need a part of all electors
    const isCounted = ballot.byJury || ballot.about === "motion";
    const electors = isCounted ? ballot.electors : ballot.electors - 1;
    state.ballots.set(id, { ...ballot, electors, excluded: [...ballot.excluded, member] });
  },
});

/** Before the ballot opens anyone may step back who could be drawn, or was. */
function checkLot(state: State, id: EventId, member: MemberId): Check {
  const lot = state.lots.get(id);
  if (lot === undefined) return refuse("ballot-unknown");
  const { plan, status, filedHeight: openedHeight } = state.claims.must(lot.claim);
  if (status === "withdrawn") return refuse("ballot-closed");
  const { excluded } = lot;
  return mayBeAsked(state, { plan, openedHeight, excluded }, member) ? OK : refuse("not-an-elector");
}
