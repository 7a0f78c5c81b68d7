import type { ClaimId } from "../base/id.ts";
import { DAY_MS } from "../calendar/calendar.ts";
import { termsOfVersion } from "./plan-terms.ts";
import type { State } from "./state.ts";

/** How long a claim's documents are kept once it is decided. */
export const DOCUMENTS_KEPT_MS = 14 * DAY_MS;

/** When a claim's documents are deleted by everybody; null: it is not over. Withdrawn, it needs them no more: at once. */
export function documentsEndMs(state: State, id: ClaimId): number | null {
  const overMs = decidedMs(state, id);
  if (overMs === null) return null;
  return state.claims.must(id).status === "withdrawn" ? overMs : overMs + DOCUMENTS_KEPT_MS;
}

function decidedMs(state: State, id: ClaimId): number | null {
  const { status, plan, version, filedMs, payableMs, appeal } = state.claims.must(id);
  switch (status) {
    case "payable":
    case "apportioned":
      return payableMs ?? filedMs;
    case "withdrawn":
      return filedMs;
    case "draw":
      return state.ballots.get(id)?.closesMs ?? filedMs;
    case "refused": {
      const again = appeal === null ? undefined : state.ballots.get(appeal);
      if (again !== undefined) return again.closesMs;
      const { noticeMs } = termsOfVersion(state, plan, version);
      return (state.ballots.get(id)?.closesMs ?? filedMs) + noticeMs;
    }
    case "filed":
    case "drawn":
    case "voting":
    case "notice-yes":
    case "notice-no":
    case "appealed":
      return null;
  }
}
