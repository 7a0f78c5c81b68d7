import type {
  ClaimId,
  CommunityId,
  DeviceKey,
  EventId,
  HashId,
  MemberId,
  PlanId,
  PublicKey,
  SealId,
} from "../base/id.ts";
import type { PeriodSpec } from "../calendar/period.ts";
import type { Money } from "../money/money.ts";
import type { ClockRuleName } from "./clock-rules.ts";

/**
 * What the ledger remembers. Records are plain, canonical-CBOR-encodable and replaced, never mutated;
 * null stands for "not yet". Times are integer milliseconds of sealed time; `…Ms` moments or durations.
 */

/** The community's rules, fixed at founding. */
export interface Charter {
  readonly title: string;
  /** ISO 4217 */
  readonly currency: string;
  /** digits of its minor unit */
  readonly digits: number;
  readonly utcOffsetMinutes: number;
  readonly vouches: number;
  readonly objections: number;
  readonly objectionMs: number;
  readonly sealEveryMs: number;
  readonly rankMs: number;
  readonly roundMs: number;
  readonly seatAfterMs: number;
  readonly seatExpiryMs: number;
  readonly recoveryMs: number;
}

/** The single record of table `community`. */
export interface Community {
  readonly id: CommunityId;
  /** which rules give events their meaning */
  readonly rules: number;
  readonly epoch: number;
  /** seals applied so far; the found event alone is height 0 */
  readonly height: number;
  /** sealed time; 0 before the first seal */
  readonly throughMs: number;
  readonly seed: HashId;
}

/** Keyed by height, from 1; the seal that is being made, and so the last one in sealed state, is not in it yet. */
export interface SealRecord {
  readonly id: SealId;
  readonly throughMs: number;
}

export interface Member {
  readonly root: PublicKey;
  readonly sinceMs: number;
  readonly sinceHeight: number;
  /** null for the founder */
  readonly invitedBy: MemberId | null;
}

export interface Device {
  readonly member: MemberId;
  /** X25519 public key, hexadecimal */
  readonly boxKey: string;
  readonly sinceMs: number;
  readonly sinceHeight: number;
  readonly status: "live" | "frozen" | "revoked";
  /** the event that froze or revoked it, and when */
  readonly stoppedBy: EventId | null;
  readonly stoppedMs: number | null;
}

/** Keyed by the invite's public key: an invite is used once. */
export interface UsedInvite {
  readonly member: MemberId;
  readonly inviter: MemberId;
}

/** Keyed by member: the latest `witness`, and when they last turned up. */
export interface Witness {
  readonly device: DeviceKey;
  readonly on: boolean;
  /** sealed time of the latest `witness on`, or report used in a seal */
  readonly seenMs: number;
  /** the seal of the latest word */
  readonly height: number;
  /** no seat before this moment (after a fork) */
  readonly barredUntilMs: number;
}

/** Keyed by index in the order of member id: the seats of the next height. */
export interface Seat {
  readonly member: MemberId;
  readonly device: DeviceKey;
}

export type NeedCategory = "illness" | "accident" | "sick-pay" | "funeral" | "loss" | "other";

export interface Tier {
  readonly name: string;
  readonly benefit: Money;
  readonly weight: number;
}

export interface Terms {
  readonly title: string;
  readonly category: NeedCategory;
  readonly tiers: readonly Tier[];
  readonly waitingMs: number;
  /** a plan whose tenure counts as waiting served */
  readonly creditsWaiting: PlanId | null;
  /** share of the benefit by tenure, ascending; before the first: nothing; empty: all at once */
  readonly vesting: readonly { readonly afterMs: number; readonly permille: number }[];
  readonly period: PeriodSpec;
  readonly noticeMs: number;
  readonly voteMs: number;
  /** above how many electors a jury is drawn */
  readonly jury: number;
  readonly quorumPermille: number;
  readonly thresholdPermille: number;
  /** per unit of weight */
  readonly caps: { readonly perCase: Money | null; readonly perPeriod: Money; readonly perYear: Money };
  readonly claimWindowMs: number;
  readonly graceMs: number;
  readonly lapseMs: number;
  readonly minMembers: number;
  readonly maxMembers: number;
  readonly waitingShares: boolean;
  readonly shortfall: "spread" | "haircut";
  readonly excess: "drop" | "defer";
  readonly runOffMs: number;
  readonly admission: "open" | "vouch" | "vote";
  readonly incidentPrecision: "day" | "month";
}

export interface Plan {
  readonly proposer: MemberId;
  readonly status: "proposed" | "open" | "ended";
  /** the version in force, an index into table `terms` */
  readonly version: number;
  readonly termsHash: HashId;
  readonly proposedMs: number;
  readonly openedMs: number | null;
  readonly adopted: number;
  readonly enrolled: number;
}

/** Keyed by plan and version; never changes. */
export interface TermsVersion {
  readonly terms: Terms;
  readonly fromMs: number;
}

/** Keyed by plan and member, until the plan opens. */
export interface Adoption {
  readonly event: EventId;
  readonly tier: number;
  readonly height: number;
}

/** Keyed by plan and member. */
export interface Enrolment {
  readonly event: EventId;
  readonly tier: number;
  readonly sinceMs: number;
  readonly sinceHeight: number;
  /** incidents from this moment on are covered */
  readonly coversFromMs: number;
  /** when a `leave` takes effect (the period's end), or null */
  readonly leavesMs: number | null;
  /** when it took effect; such an enrolment shares no claim sealed later */
  readonly leftMs: number | null;
}

export type ClaimStatus =
  | "voting"
  | "notice-yes"
  | "notice-no"
  | "payable"
  | "apportioned"
  | "refused"
  | "draw"
  | "withdrawn";

/** Keyed by its event. */
export interface Claim {
  readonly plan: PlanId;
  /** who gets the aid */
  readonly member: MemberId;
  /** who signed it */
  readonly filer: MemberId;
  readonly version: number;
  readonly tier: number;
  /** local day number (or that of the month's first day) */
  readonly incidentDay: number;
  readonly asked: Money;
  readonly filedMs: number;
  readonly filedHeight: number;
  readonly status: ClaimStatus;
  /** decided amount, 0 unless yes */
  readonly aid: Money;
  readonly payableMs: number | null;
  /** posted to the claimant so far */
  readonly apportioned: Money;
  /** end of the period after which nothing of it is owed any more, or null */
  readonly apportionedMs: number | null;
}

/** Keyed by plan, plan-year's start and member: their shares of periods that end in that year, in all. */
export interface Due {
  readonly shared: Money;
}

/** Keyed by the event that opened it (a claim, later a motion...). */
export interface Ballot {
  readonly plan: PlanId;
  readonly opensMs: number;
  readonly openedHeight: number;
  readonly closesMs: number;
  readonly electors: number;
  readonly excluded: readonly MemberId[];
  readonly extended: boolean;
  readonly outcome: "yes" | "no" | "draw" | null;
  readonly tally: { readonly yes: number; readonly no: number; readonly abstain: number };
}

/** Keyed by ballot, member and device: the latest of each; `member-word.ts` derives the one that counts. */
export interface Vote {
  readonly event: EventId;
  readonly choice: "yes" | "no" | "abstain";
  /** with yes: the amount thought right, or null for the amount asked */
  readonly amount: Money | null;
  readonly height: number;
}

/** Keyed by plan, period end, member and claim. Positive: is owed; negative: owes. A period's sum is zero. */
export interface Posting {
  readonly plan: PlanId;
  readonly periodStartMs: number;
  readonly periodEndMs: number;
  readonly member: MemberId;
  /** the claim paid, or null for a sharer's share */
  readonly claim: ClaimId | null;
  readonly amount: Money;
  readonly height: number;
}

/** Keyed by transfer id. Fixed once made. */
export interface Transfer {
  readonly from: MemberId;
  readonly to: MemberId;
  readonly amount: Money;
  readonly dueMs: number;
  readonly height: number;
  /** the `pay` event, or null */
  readonly paidBy: EventId | null;
  readonly paidMs: number | null;
  readonly received: Money;
  readonly settledMs: number | null;
}

/** Keyed by moment, rule order and subject: what the clock does next. */
export interface Deadline {
  readonly rule: ClockRuleName;
  readonly subject: EventId | HashId;
}

/** Keyed by device: the first fork that was shown of it. */
export interface Fork {
  readonly device: DeviceKey;
  /** the place of its feed; null where it was one of the agreement */
  readonly seq: number | null;
  /** the place of the agreement; null where it was one of its feed */
  readonly place: {
    readonly epoch: number;
    readonly height: number;
    readonly round: number;
    readonly step: string;
  } | null;
  /** of the two events, or of the two words' contents, ascending */
  readonly ids: readonly [EventId | HashId, EventId | HashId];
}
