import type { ClaimId, MemberId, PlanId } from "../base/id.ts";
import { numberKey } from "./key.ts";
import type { Posting } from "./records.ts";
import type { State } from "./state.ts";

const NO_CLAIM = "0".repeat(64);

export function postingKey(plan: PlanId, endMs: number, member: MemberId, claim: ClaimId | null): string {
  return plan + numberKey(endMs) + member + (claim ?? NO_CLAIM);
}

/** Postings of periods that end from `firstEndMs` to `lastEndMs`, both included: plan by plan, in key order. */
export function* postingsBetween(
  state: State,
  plans: Iterable<PlanId>,
  firstEndMs: number,
  lastEndMs: number,
): IterableIterator<Posting> {
  const [first, last] = [numberKey(firstEndMs), numberKey(lastEndMs)];
  for (const plan of plans)
    for (const [, posting] of state.postings.entriesBetween(plan + first, plan + last)) yield posting;
}
