import type { DeviceKey } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { LastSign } from "../seal/last-sign.ts";

/**
 * One atomic write. The shell carries out a peer's outputs strictly in order, so what follows a
 * `sync` batch in the queue (an acknowledgement, a message) leaves only once the batch is durable.
 */
export interface StoreBatch {
  /** durable before anything later in the queue is carried out */
  readonly sync: boolean;
  /** appended to the log in this order */
  readonly events: readonly AuthenticEvent[];
  readonly seals: readonly StoredSeal[];
  /** seal messages to keep until their height is sealed: our own, and those that justify our lock */
  readonly messages: readonly StoredMessage[];
  /** forget kept seal messages of heights up to this one; null: none */
  readonly messagesDoneThrough: number | null;
  readonly profiles: readonly StoredProfile[];
  /** of what the node starts from; null: unchanged */
  readonly snapshot: StoredParts | null;
  /** what this community was re-founded from, as `base-parts.ts` encodes it; null: unchanged */
  readonly base: readonly Uint8Array[] | null;
  /** two seals for one height, as `seal/two-seals.ts` encodes them: this node has halted; null: unchanged */
  readonly twoSeals: Uint8Array | null;
  /** written after the rest of the batch is durable (implies `sync`); null: unchanged */
  readonly lastSign: LastSign | null;
}

/** Parts of a snapshot, in the place of all that stand at `at` or behind; at 0 without any: no longer needed. */
export interface StoredParts {
  readonly at: number;
  readonly parts: readonly Uint8Array[];
}

/** header, certificate and reports, as `seal/sealed.ts` encodes them */
export interface StoredSeal {
  readonly height: number;
  readonly record: Uint8Array;
}

/** a signed seal message, as `seal/message.ts` encodes it; `key` is its hash, hexadecimal */
export interface StoredMessage {
  readonly height: number;
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** the latest signed profile of one device; bytes null: erased */
export interface StoredProfile {
  readonly device: DeviceKey;
  readonly bytes: Uint8Array | null;
  /** what it replaces is to be gone from the disk, too */
  readonly erases?: boolean;
}

/** What the batch's shape needs when it carries only a part. */
export const EMPTY_BATCH: StoreBatch = {
  sync: false,
  events: [],
  seals: [],
  messages: [],
  messagesDoneThrough: null,
  profiles: [],
  snapshot: null,
  base: null,
  twoSeals: null,
  lastSign: null,
};
