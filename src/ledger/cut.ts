import type { DeviceKey, EventId, MemberId, SealId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { Seat } from "../state/records.ts";
import type { Ledger } from "./ledger.ts";

/** What a recovery changed, as of the first seal of its epoch. */
export interface Recovered {
  readonly epoch: number;
  /** who took part, by the device that spoke for them; it may be one that is not on the roll yet */
  readonly devices: readonly RecoveredDevice[];
  /** those of them who seal from here on, by member */
  readonly seats: readonly Seat[];
}

export interface RecoveredDevice extends Seat {
  /** X25519 public key, hexadecimal */
  readonly boxKey: string;
}

/** All that a seal adds: everything the next state follows from. */
export interface Cut {
  /** one more than the ledger's */
  readonly height: number;
  /** null at height 1 */
  readonly prevSeal: SealId | null;
  /** above the ledger's */
  readonly throughMs: number;
  /** whose reports the seal uses */
  readonly reporters: readonly MemberId[];
  /** of this community, in any order; repetitions do no harm */
  readonly events: readonly AuthenticEvent[];
  /** feeds that end here for good, after their events in this cut */
  readonly endedFeeds: readonly DeviceKey[];
  /** in the first cut after a recovery */
  readonly recovered?: Recovered | null;
}

/** What became of one event: null for applied, or why not. */
export interface Outcome {
  readonly id: EventId;
  readonly code: RefusalCode | null;
}

export interface Applied {
  readonly ledger: Ledger;
  /** in the order in which they were applied; an event that must still wait has none (see `take-cut.ts`) */
  readonly outcomes: readonly Outcome[];
}
