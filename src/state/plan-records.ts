import type { EventId, HashId, MemberId, PlanId } from "../base/id.ts";
import type { PeriodSpec } from "../calendar/period.ts";
import type { Money } from "../money/money.ts";

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
  /** closing: its roll is frozen, older incidents are still accepted and shared */
  readonly status: "proposed" | "open" | "closing" | "ended";
  /** the version in force, an index into table `terms` */
  readonly version: number;
  readonly termsHash: HashId;
  readonly proposedMs: number;
  readonly openedMs: number | null;
  readonly adopted: number;
  readonly enrolled: number;
  /** since when it has had fewer than its least members */
  readonly underMs: number | null;
  /** since when it closes: the last moment it covers */
  readonly closedMs: number | null;
  /** the motion that closed it; null: too few members did */
  readonly closedBy: EventId | null;
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
  /** since when they are held to be in it: earlier than `sinceMs` where time in another plan counts */
  readonly tenureMs: number;
  /** incidents from this moment on are covered, in this tier */
  readonly coversFromMs: number;
  /** tiers held before in this spell, the oldest first */
  readonly formerTiers: readonly FormerTier[];
  /** when a `leave` takes effect (the period's end), or null */
  readonly leavesMs: number | null;
  /** when it took effect; such an enrolment shares no claim sealed later */
  readonly leftMs: number | null;
  /** why it ends or has ended, and the event behind it (null: a lapse, or too few members) */
  readonly ending: { readonly why: EndingWhy; readonly by: EventId | null } | null;
}

/** "end": of the plan itself. */
export type EndingWhy = "leave" | "resign" | "expel" | "lapse" | "end";

export interface FormerTier {
  readonly tier: number;
  readonly coversFromMs: number;
  /** of sealed time: until then the shares were this tier's */
  readonly untilMs: number;
}

/** Keyed by plan and member: a place asked for, where a plan admits by vouches or by vote. */
export interface Application {
  readonly event: EventId;
  readonly tier: number;
  readonly sinceMs: number;
  readonly height: number;
  readonly status: "waiting" | "refused";
}
