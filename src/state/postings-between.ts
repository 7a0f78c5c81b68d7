import type { PlanId } from "../base/id.ts";
import { numberKey, smallKey } from "./key.ts";
import { POSTING_WHATS, type Posting } from "./money-records.ts";
import { rangePrefixes } from "./number-range.ts";
import type { State } from "./state.ts";

const OF_NOTHING = "0".repeat(64);

/** Where a posting stands: by plan, period end, member, what it is for, and the claim or transfer if it is of one. */
export function postingKey(
  posting: Pick<Posting, "plan" | "periodEndMs" | "member" | "what" | "claim" | "transfer">,
): string {
  const { plan, periodEndMs, member, what, claim, transfer } = posting;
  const of = claim ?? transfer ?? OF_NOTHING;
  return plan + numberKey(periodEndMs) + member + smallKey(POSTING_WHATS.indexOf(what)) + of;
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
