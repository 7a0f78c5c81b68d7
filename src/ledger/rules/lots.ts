import type { EventId, MemberId } from "../../base/id.ts";
import type { Lot } from "../../state/claim-records.ts";
import { schedule } from "../../state/deadlines.ts";
import { EVIDENCE_WITHIN_MS } from "../../state/jury-limits.ts";
import { isLotOpen } from "../../state/lot-open.ts";
import { openClaimBallot } from "../../state/open-claim-ballot.ts";
import type { State } from "../../state/state.ts";
import { drawJury } from "../draw-jury.ts";
import type { RuleContext, SealRule } from "./rule.ts";

/** Protocol §6.3: every jury that waits is drawn at the first seal by which enough members have told their secrets. */
export const lots: SealRule = {
  name: "lots",
  run(state, context) {
    for (const [id, lot] of state.lots.entries()) {
      if (!isLotOpen(state, id, lot)) continue;
      const drawn = drawJury(state, id, lot, context.seed);
      if (drawn !== null) seat(state, id, lot, drawn, context);
    }
  },
};

/** The first jury waits for the evidence; an appeal's is asked at once. */
function seat(
  state: State,
  id: EventId,
  lot: Lot,
  drawn: readonly MemberId[],
  { throughMs }: RuleContext,
): void {
  for (const [place, member] of drawn.entries()) {
    const status = place < lot.seats ? "seat" : "reserve";
    state.jurors.set(id + member, { place, status, sinceMs: throughMs });
  }
  const { claim, excluded } = lot;
  if (id !== claim) {
    const question = { claim, excluded, atMs: throughMs };
    openClaimBallot(state, id, question, Math.min(lot.seats, drawn.length));
    return;
  }
  const untilMs = throughMs + EVIDENCE_WITHIN_MS;
  state.claims.set(claim, { ...state.claims.must(claim), status: "drawn", untilMs });
  schedule(state, untilMs, "evidence-due", claim);
}
