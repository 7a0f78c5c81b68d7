import type { DeviceKey, EventId, SealId } from "../base/id.ts";
import { type SealPlace, STEPS, type Step } from "../events/seal-word.ts";

/**
 * What this device has signed last. Durable before any signature leaves; a crash goes on from it.
 * Shape on disk: one canonical CBOR map, see `store/slots.ts`.
 */
export interface LastSign {
  readonly device: DeviceKey;
  /** own feed: the last event signed; -1 and null before the first */
  readonly feedSeq: number;
  readonly feedId: EventId | null;
  readonly epoch: number;
  /** the height, round and step of the last seal message signed; height 0 before the first of an epoch */
  readonly height: number;
  readonly round: number;
  readonly step: Step;
  /** the lock of the agreement at `height`; -1 and null: none */
  readonly lockRound: number;
  readonly lockValue: SealId | null;
  /** largest own clock reading, while it was believed, when a word for a seal was given */
  readonly nowMs: number;
}

/** Whether a seat that last said `last` may still say `next`: later by (epoch, height, round, step). */
export function isLater(next: SealPlace, last: SealPlace): boolean {
  if (next.epoch !== last.epoch) return next.epoch > last.epoch;
  if (next.height !== last.height) return next.height > last.height;
  if (next.round !== last.round) return next.round > last.round;
  return STEPS.indexOf(next.step) > STEPS.indexOf(last.step);
}

/** What a device has signed that has signed nothing yet. */
export function unsigned(device: DeviceKey): LastSign {
  return {
    device,
    feedSeq: -1,
    feedId: null,
    epoch: 0,
    height: 0,
    round: 0,
    step: "report",
    lockRound: -1,
    lockValue: null,
    nowMs: 0,
  };
}
