import type { ClaimId, MemberId, PlanId } from "../base/id.ts";
import { numberKey } from "./key.ts";
import { rangePrefixes } from "./number-range.ts";
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
  const prefixes = rangePrefixes(firstEndMs, lastEndMs);
  for (const plan of plans) {
    for (const prefix of prefixes) {
      for (const [, posting] of state.postings.entries(plan + prefix)) yield posting;
    }
  }
}
