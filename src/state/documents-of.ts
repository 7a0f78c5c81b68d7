import type { ClaimId, HashId } from "../base/id.ts";
import { compareNumber } from "../base/order.ts";
import type { State } from "./state.ts";

/** Of one claim; what is committed to beyond them does not travel. */
export const DOCUMENTS_OF_CLAIM_MAX = 16;

/** The commitments of the documents that were put before a claim's reviewers, each once, the earliest seal first. */
export function documentsOf(state: State, id: ClaimId): readonly HashId[] {
  const put = [...state.evidence.entries(id)]
    .map(([, evidence]) => evidence)
    .sort((a, b) => compareNumber(a.height, b.height));
  const all = new Set(put.flatMap(({ commitments }) => commitments));
  return [...all].slice(0, DOCUMENTS_OF_CLAIM_MAX);
}
