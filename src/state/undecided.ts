import type { ClaimStatus } from "./claim-records.ts";

const UNDECIDED: readonly ClaimStatus[] = ["filed", "drawn", "voting", "notice-yes", "notice-no", "appealed"];

/** Whether a claim is not final yet: somebody decides on it, is to, or may still appeal. */
export function isUndecided(status: ClaimStatus): boolean {
  return UNDECIDED.includes(status);
}

/** Whether something may still come of a claim: it is undecided, or its aid not all divided. */
export function isClaimOpen(status: ClaimStatus): boolean {
  return isUndecided(status) || status === "payable";
}
