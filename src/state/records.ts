import type { CommunityId, DeviceKey, EventId, HashId, MemberId, PublicKey, SealId } from "../base/id.ts";
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
  /** how fast the roll may grow in any `everyMs`: joiners per inviting member, and in all `atLeast` or this part of the roll */
  readonly growth: {
    readonly everyMs: number;
    readonly perMember: number;
    readonly atLeast: number;
    readonly permille: number;
  };
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
  /** rules that a motion has passed, and the height from which they hold */
  readonly nextRules: { readonly rules: number; readonly height: number } | null;
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
  /** asked for by themselves, or decided by the others: when they leave every plan and the roll, as far as is known */
  readonly leaving: {
    readonly by: EventId;
    readonly why: "resigned" | "expelled";
    readonly atMs: number;
  } | null;
  /** since when they are off the roll */
  readonly leftMs: number | null;
}

/** Keyed by the `join` event: somebody whose join is sealed and who is not on the roll yet. */
export interface Joiner {
  readonly root: PublicKey;
  readonly device: DeviceKey;
  readonly boxKey: string;
  readonly inviter: MemberId;
  readonly sinceMs: number;
  readonly height: number;
  readonly status: "waiting" | "objected";
}

/** Keyed by what is vouched for, objected to or appealed against, and the member who does. */
export interface MemberSays {
  readonly event: EventId;
  readonly height: number;
}

/** Keyed by member and contact; it holds once both have said so. */
export interface Contact {
  readonly named: EventId | null;
  readonly accepted: EventId | null;
}

/** Keyed by member: whose vote counts for them where they do not vote. */
export interface Delegation {
  readonly to: MemberId;
  readonly event: EventId;
  readonly height: number;
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
