import type { EventId } from "../base/id.ts";
import type { Lot } from "./claim-records.ts";
import { schedule } from "./deadlines.ts";
import { countElectors } from "./electors.ts";
import { DRAW_WITHIN_MS } from "./jury-limits.ts";
import { type ClaimQuestion, openClaimBallot } from "./open-claim-ballot.ts";
import { termsOfVersion } from "./plan-terms.ts";
import type { State } from "./state.ts";

/**
 * Has a claim on record, or its appeal, decided: by all electors at once, or, where they are more than the plan's terms let
 * hear it, by a jury that is yet to be drawn (docs/protocol.md, juries).
 */
export function putToVote(
  state: State,
  id: EventId,
  question: ClaimQuestion,
  jury: Pick<Lot, "seats" | "reserves" | "ordinal" | "filedHeight">,
): void {
  const { claim, excluded, atMs } = question;
  const record = state.claims.must(claim);
  const { plan, version, filedHeight: openedHeight } = record;
  const electors = countElectors(state, { plan, openedHeight, excluded });
  if (electors <= termsOfVersion(state, plan, version).jury) {
    openClaimBallot(state, id, question, null);
    return;
  }
  const untilMs = atMs + DRAW_WITHIN_MS;
  state.lots.set(id, { claim, filedMs: atMs, excluded, ...jury });
  state.claims.set(claim, { ...record, status: id === claim ? "filed" : "appealed", untilMs });
  schedule(state, untilMs, "undrawn", id);
}
