import type { MemberId, PlanId } from "../base/id.ts";
import { numberKey, smallKey } from "./key.ts";
import { POSTING_WHATS, type Posting, type PostingWhat } from "./money-records.ts";
import { planPeriodAt } from "./plan-time.ts";
import type { State } from "./state.ts";
import { termsInForce } from "./terms-in-force.ts";

const OF_NOTHING = "0".repeat(64);
const WHAT_KEYS = keysBy((index) => smallKey(index));
const NOTHING_KEYS = keysBy((index) => smallKey(index) + OF_NOTHING);

function keysBy(key: (index: number) => string): Readonly<Record<PostingWhat, string>> {
  const keys = POSTING_WHATS.map((what, index) => [what, key(index)]);
  return Object.fromEntries(keys) as Record<PostingWhat, string>;
}

/** Where a posting stands: by plan, period end, member, what it is for, and the claim or transfer if it is of one. */
export function postingKey(posting: Posting): string {
  return headOf(posting) + tailOf(posting);
}

/** Sets all postings of one plan and period. */
export function setPostings(state: State, postings: readonly Posting[]): void {
  const [first] = postings;
  if (first === undefined) return;
  state.postings.setAll(
    postings.map((posting) => [tailOf(posting), posting]),
    headOf(first),
  );
}

function headOf({ plan, periodEndMs }: Posting): string {
  return plan + numberKey(periodEndMs);
}

function tailOf({ member, what, claim, transfer }: Posting): string {
  const of = claim ?? transfer;
  return member + (of === null ? NOTHING_KEYS[what] : WHAT_KEYS[what] + of);
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

/** The plans of which a period ended after `sinceMs`, up to and with `throughMs`, by id: no other has postings of that time. */
export function* plansWithEnds(state: State, sinceMs: number, throughMs: number): IterableIterator<PlanId> {
  for (const [plan, { openedMs }] of state.plans.entries())
    if (openedMs !== null && lastEndMs(state, plan, throughMs) > sinceMs) yield plan;
}

/** One member's postings of periods that ended after `sinceMs`, up to and with `throughMs`: plan by plan, the latest first. */
export function* postingsOf(
  state: State,
  member: MemberId,
  sinceMs: number,
  throughMs: number,
): IterableIterator<Posting> {
  for (const plan of plansWithEnds(state, sinceMs, throughMs)) {
    for (
      let endMs = lastEndMs(state, plan, throughMs);
      endMs > sinceMs;
      endMs = lastEndMs(state, plan, endMs - 1)
    ) {
      yield* state.postings.records(plan + numberKey(endMs) + member);
    }
  }
}

/** The plan's latest period end up to and with a moment. */
function lastEndMs(state: State, plan: PlanId, ms: number): number {
  return planPeriodAt(state, plan, termsInForce(state, plan), ms).startMs;
}
