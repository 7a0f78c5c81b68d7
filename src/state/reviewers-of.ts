import type { ClaimId, MemberId } from "../base/id.ts";
import { electorsOf } from "./electors.ts";
import { jurorsOf } from "./jurors-of.ts";
import type { State } from "./state.ts";
import { isUndecided } from "./undecided.ts";

/**
 * Whom a claim's documents are for: who is asked about it now, or was last, and is on the roll still. The jury's seats
 * from its draw on; where no jury is asked, every elector. Nobody while a jury is yet to be drawn.
 */
export function reviewersOf(state: State, id: ClaimId): readonly MemberId[] {
  const asked = state.claims.must(id).appeal ?? id;
  const ballot = state.ballots.get(asked);
  const all =
    ballot !== undefined && !ballot.byJury
      ? electorsOf(state, ballot)
      : jurorsOf(state, asked).flatMap(([member, { status }]) => (status === "seat" ? [member] : []));
  return all.filter((member) => state.members.must(member).leftMs === null);
}

/** Whether they are still to say something about it: its documents are handed out. */
export function isReviewed(state: State, id: ClaimId): boolean {
  const { status, appeal } = state.claims.must(id);
  const outcome = state.ballots.get(appeal ?? id)?.outcome ?? null;
  return isUndecided(status) && outcome === null;
}
