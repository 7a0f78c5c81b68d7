import type { ClaimId, EventId, HashId, MemberId, PlanId } from "../base/id.ts";
import type { Money } from "../money/money.ts";

/** Keyed by plan, plan-year's start and member: their shares of periods that end in that year, in all. */
export interface Due {
  readonly shared: Money;
}

/** What a posting is for; its place in this list is part of its key. */
export const POSTING_WHATS = ["share", "arrears", "aid", "shortfall"] as const;

export type PostingWhat = (typeof POSTING_WHATS)[number];

/** Keyed by plan, period end, member, what, and claim or transfer. Positive: is owed; negative: owes. A period's sum is zero. */
export interface Posting {
  readonly plan: PlanId;
  readonly periodStartMs: number;
  readonly periodEndMs: number;
  readonly member: MemberId;
  readonly what: PostingWhat;
  /** the claim paid, or null */
  readonly claim: ClaimId | null;
  /** the transfer made good, or null */
  readonly transfer: HashId | null;
  readonly amount: Money;
  readonly height: number;
}

/** Keyed by plan and member: dues of theirs that were never paid, not yet called again. */
export interface Arrears {
  readonly amount: Money;
}

/** Keyed by plan and transfer: what somebody did not get of it, to be shared by the plan. */
export interface Shortfall {
  /** who did not get it; perhaps no member of this plan, where several were netted together */
  readonly member: MemberId;
  readonly amount: Money;
  /** when the transfer became void */
  readonly sinceMs: number;
  /** posted to the creditor so far */
  readonly apportioned: Money;
  /** end of the period after which nothing of it is owed any more, or null */
  readonly apportionedMs: number | null;
}

/** Keyed by transfer id. Sides and amount are fixed once made. */
export interface Transfer {
  readonly from: MemberId;
  readonly to: MemberId;
  readonly amount: Money;
  /** late after this moment; it moves on by as long as the clocks stood still */
  readonly dueMs: number;
  /** void after this moment, and cover lapses; moves on likewise */
  readonly lapsesMs: number;
  readonly height: number;
  /** the `pay` event in force, or null */
  readonly paidBy: EventId | null;
  readonly paidMs: number | null;
  /** since when the clocks stand still: the sealed time before that `pay` */
  readonly stoppedMs: number | null;
  /** by when the payee's silence confirms it; null until the payee has turned up since */
  readonly silenceMs: number | null;
  /** the `dispute` under way, or null */
  readonly disputedBy: EventId | null;
  readonly received: Money;
  readonly settledMs: number | null;
  /** when its open rest lapsed */
  readonly voidMs: number | null;
}

/** Keyed by payee and transfer: paid, and neither confirmed nor disputed. */
export interface Unconfirmed {
  readonly paidHeight: number;
}
