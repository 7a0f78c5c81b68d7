import type { ClaimId, EventId, HashId, MemberId, PlanId } from "../base/id.ts";
import type { Money } from "../money/money.ts";
import type { BallotAbout } from "./ballot-abouts.ts";
import type { Terms } from "./plan-records.ts";
import type { Charter } from "./records.ts";

export type ClaimStatus =
  /** a jury is to be drawn */
  | "filed"
  /** drawn; the jury waits for the evidence */
  | "drawn"
  | "voting"
  | "notice-yes"
  | "notice-no"
  | "appealed"
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
  /** until when this status lasts at the latest, where a clock runs */
  readonly untilMs: number | null;
  /** the ballot of its appeal */
  readonly appeal: EventId | null;
  /** decided amount, 0 unless yes */
  readonly aid: Money;
  readonly payableMs: number | null;
  /** posted to the claimant so far */
  readonly apportioned: Money;
  /** end of the period after which nothing of it is owed any more, or null */
  readonly apportionedMs: number | null;
}

/** Keyed by claim and `evidence` event: what was put before the reviewers, by its hashes alone. */
export interface Evidence {
  readonly commitments: readonly HashId[];
  readonly atMs: number;
  readonly height: number;
}

/** Keyed by claim and member: a reviewer's word that the evidence is, or is not, what was committed to. */
export interface Seen {
  readonly event: EventId;
  readonly matches: boolean;
  readonly height: number;
}

/** Keyed by ballot, until it opens: its jury. Of a claim withdrawn it stays where a secret was told that it would have used. */
export interface Lot {
  readonly claim: ClaimId;
  readonly filedMs: number;
  readonly filedHeight: number;
  readonly seats: number;
  readonly reserves: number;
  readonly excluded: readonly MemberId[];
  /** of the claimant's claims in this plan */
  readonly ordinal: number;
}

/** Keyed by ballot and member. */
export interface Juror {
  /** by lot, from 0: seats first, then reserves */
  readonly place: number;
  readonly status: "seat" | "reserve" | "silent" | "recused";
  readonly sinceMs: number;
}

/** What a motion asks for. */
export type MotionAbout =
  | { readonly kind: "amend"; readonly plan: PlanId; readonly terms: Terms }
  | { readonly kind: "end"; readonly plan: PlanId }
  /** from one plan, or (null) from the community */
  | { readonly kind: "expel"; readonly member: MemberId; readonly plan: PlanId | null }
  | { readonly kind: "charter"; readonly charter: Charter }
  | { readonly kind: "rules"; readonly rules: number }
  | { readonly kind: "network-key"; readonly keyHash: HashId };

/** Keyed by its event, which is its ballot too. */
export interface Motion {
  readonly member: MemberId;
  readonly about: MotionAbout;
  /** the latest version of the plan's terms when it was moved */
  readonly fromVersion: number;
  readonly status: "voting" | "passed" | "failed";
  readonly decidedMs: number | null;
}

/** Keyed by the event that opened it. */
export interface Ballot {
  readonly about: BallotAbout;
  /** the claim, motion, enrolment asked for, or transfer */
  readonly subject: EventId | HashId;
  /** whose members are asked; null: the whole roll */
  readonly plan: PlanId | null;
  /** of the plan's terms, whose quorum and threshold hold */
  readonly version: number;
  readonly opensMs: number;
  readonly openedHeight: number;
  readonly closesMs: number;
  readonly electors: number;
  readonly excluded: readonly MemberId[];
  /** the electors are those with a seat in table `jurors` */
  readonly byJury: boolean;
  readonly extended: boolean;
  /** void: what it was about was withdrawn */
  readonly outcome: "yes" | "no" | "draw" | "void" | null;
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
