import type { DeviceKey, EventId } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { StoreBatch, StoredMessage, StoredProfile } from "../peer/batch.ts";
import type { LastSign } from "../seal/last-sign.ts";

/** "damaged": something is there and its checksum does not match; it is never returned, never served. */
export type ReadFault = "missing" | "damaged";

export interface LogEntry {
  /** position in order of arrival, from 0 */
  readonly index: number;
  /** a fault: what stood here is lost; if the event itself is, its feed is short of it and sync brings it back */
  readonly id: Result<EventId, ReadFault>;
}

export interface FeedEntry {
  readonly seq: number;
  readonly id: EventId;
}

/** How much of the log is there, against how much was durable once. */
export interface TipReport {
  /** entries that were durable at the last synced write */
  readonly durable: number;
  /** entries there are now, the not yet durable ones included */
  readonly held: number;
  /**
   * False: what was durable once is not all there (log shorter than the tip, or another running hash at it, or
   * no readable slot beside a log). The store serves what it has; pull the rest, then `rebuildIndex`. It stays
   * false, over restarts too, until then. Holes in the middle are told by `log` and `check`, not here.
   */
  readonly intact: boolean;
}

/** One node's durable memory. Every value is checked against its own hash on every read. */
export interface EventStore {
  /**
   * Atomic, in order; resolves once durable if the batch says `sync` or carries a lastSign, else once the
   * operating system has it. An event that the index already names is put back in its place, not appended.
   * Throws OperatorError (disk-full, disk-failed, store-damaged), and the same one for every later write.
   */
  write(batch: StoreBatch): Promise<void>;
  /** The event's wire bytes. */
  event(id: EventId): Promise<Result<Uint8Array, ReadFault>>;
  /** The same for many, in the order asked. */
  events(ids: readonly EventId[]): Promise<readonly Result<Uint8Array, ReadFault>[]>;
  /** Ids at seq ≥ fromSeq of one feed in order of (seq, id), both branches of a fork, at most `limit`. */
  feed(device: DeviceKey, fromSeq: number, limit: number): Promise<readonly FeedEntry[]>;
  /** The append index, in order of arrival, from `fromIndex` to where it ended when asked. */
  log(fromIndex: number): AsyncIterable<LogEntry>;
  /** See `TipReport`. */
  tip(): TipReport;
  seal(height: number): Promise<Result<Uint8Array, ReadFault>>;
  /** Highest height with a readable seal, 0 if none. */
  lastSealHeight(): Promise<number>;
  /**
   * The parts of the snapshot that this node starts from, in order, up to the first that is missing or does not open;
   * whether they are all, they tell themselves.
   */
  snapshot(): AsyncIterable<Uint8Array>;
  /**
   * The parts of what this community was re-founded from. "damaged": a part does not open, or one is missing between
   * others; "missing": it began with nothing, or they are gone.
   */
  base(): Promise<Result<readonly Uint8Array[], ReadFault>>;
  /** What made this node halt, as the batch that brought it had it. */
  twoSeals(): Promise<Result<Uint8Array, ReadFault>>;
  /** By height, then key; damaged ones are left out (`check` counts them). */
  messages(): Promise<readonly StoredMessage[]>;
  /**
   * Takes from the disk what erased profiles said before, where one was written since the last call; `always`: whether or
   * not. False: there was nothing to do. Until then, and where the machine dies before, LevelDB's files still have it.
   */
  forgetErased(always: boolean): Promise<boolean>;
  /** By device; erased and damaged ones are left out. */
  profiles(): Promise<readonly StoredProfile[]>;
  /**
   * What this device signed last.
   * "missing": never written here, or the slots file is gone; fresh only if the log holds nothing of one's own.
   * "damaged": both slots are unreadable; stays so until a lastSign is written.
   * A value behind an own event or message in this store: the crash fell between the batch and its slot, or the
   * newer slot was lost. Nothing of that batch was acknowledged in the first case; the two look alike from here.
   */
  lastSign(): Result<LastSign, ReadFault>;
  /** Puts back a damaged or missing event, durably. An event and not bytes: its id does not cover the signature. */
  repairEvent(event: AuthenticEvent): Promise<void>;
  repairSeal(height: number, record: Uint8Array): Promise<void>;
  /** Everything that is missing or damaged, found by reading all of it once. */
  check(): Promise<StoreReport>;
  /** Writes log, feed index and tip anew from what is sound, and drops strays; faults of events and seals stay named. */
  rebuildIndex(): Promise<void>;
  /** Events that the log names, and their bytes as they came. */
  counts(): { readonly events: number; readonly wireBytes: number };
  /** Waits for the writes under way. */
  close(): Promise<void>;
}

export interface StoreReport {
  /** events that an index names and that are not readable */
  readonly events: readonly { readonly id: EventId; readonly fault: ReadFault }[];
  readonly seals: readonly { readonly height: number; readonly fault: ReadFault }[];
  /** log positions that are missing or damaged, or whose chain does not match */
  readonly log: readonly number[];
  /** sound events that the log or the feed index does not name; `rebuildIndex` mends it */
  readonly unindexed: readonly EventId[];
  readonly profiles: readonly DeviceKey[];
  /** damaged seal messages */
  readonly messages: number;
  /** entries that belong to nothing: mostly the other half of a damaged key; and damaged parts of a snapshot */
  readonly strays: number;
}
