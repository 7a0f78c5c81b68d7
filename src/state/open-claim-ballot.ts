import type { ClaimId, EventId, MemberId } from "../base/id.ts";
import { schedule } from "./deadlines.ts";
import { SEAT_SILENT_MS } from "./jury-limits.ts";
import { openBallot } from "./open-ballot.ts";
import { termsOfVersion } from "./plan-terms.ts";
import type { State } from "./state.ts";

/** Whose word on a claim is asked. */
export interface ClaimQuestion {
  readonly claim: ClaimId;
  readonly excluded: readonly MemberId[];
  readonly atMs: number;
}

/**
 * Opens the ballot on a claim, or (under another id) on its appeal: of all electors, or of a jury with so many seats. Both
 * times the electors are those of the seal before the claim, so that nobody enrols to have a word on it.
 */
export function openClaimBallot(
  state: State,
  id: EventId,
  { claim, excluded, atMs }: ClaimQuestion,
  seats: number | null,
): void {
  const record = state.claims.must(claim);
  const { plan, version, filedHeight: openedHeight } = record;
  const isAppeal = id !== claim;
  const closesMs = atMs + termsOfVersion(state, plan, version).voteMs;
  openBallot(state, id, {
    about: isAppeal ? "appeal" : "claim",
    subject: claim,
    plan,
    version,
    opensMs: atMs,
    openedHeight,
    closesMs,
    excluded,
    seats,
  });
  state.lots.delete(id);
  state.claims.set(claim, { ...record, status: isAppeal ? "appealed" : "voting", untilMs: closesMs });
  if (seats !== null) schedule(state, atMs + SEAT_SILENT_MS, "silent-seats", id);
}
