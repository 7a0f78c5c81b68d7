import type { DeviceKey, EventId } from "../base/id.ts";
import type { Result } from "../base/result.ts";
import type { StoreBatch, StoredMessage, StoredProfile } from "../peer/batch.ts";
import type { LastSign } from "../seal/last-sign.ts";

/** "damaged": something is there and its checksum does not match; it is never returned, never served. */
export type ReadFault = "missing" | "damaged";

export interface LogEntry {
  /** position in order of arrival, from 0 */
  readonly index: number;
  readonly id: EventId;
}

/** One node's durable memory. Every value is checked against its own hash on every read. */
export interface EventStore {
  /** Atomic; resolves once durable if the batch says `sync` or carries a lastSign. Throws OperatorError (disk-full, disk-failed). */
  write(batch: StoreBatch): Promise<void>;
  /** The event's wire bytes. */
  event(id: EventId): Promise<Result<Uint8Array, ReadFault>>;
  /** The same for many, in the order asked. */
  events(ids: readonly EventId[]): Promise<readonly Result<Uint8Array, ReadFault>[]>;
  /** Ids at seq ≥ fromSeq of one feed in order of (seq, id), both branches of a fork, at most `limit`. */
  feed(device: DeviceKey, fromSeq: number, limit: number): Promise<readonly { readonly seq: number; readonly id: EventId }[]>;
  /** The append index, in order of arrival, from `fromIndex`. */
  log(fromIndex: number): AsyncIterable<LogEntry>;
  seal(height: number): Promise<Result<Uint8Array, ReadFault>>;
  /** Highest height with a seal, 0 if none. */
  lastSealHeight(): Promise<number>;
  messages(): Promise<readonly StoredMessage[]>;
  profiles(): Promise<readonly StoredProfile[]>;
  lastSign(): Result<LastSign, ReadFault>;
  /** Puts back a damaged or missing event; its id must match the wire. */
  repairEvent(id: EventId, wire: Uint8Array): Promise<void>;
  repairSeal(height: number, record: Uint8Array): Promise<void>;
  /** Everything that is missing or damaged, found by reading all of it once. */
  check(): Promise<StoreReport>;
  counts(): { readonly events: number; readonly wireBytes: number };
  close(): Promise<void>;
}

export interface StoreReport {
  readonly events: readonly { readonly id: EventId; readonly fault: ReadFault }[];
  readonly seals: readonly { readonly height: number; readonly fault: ReadFault }[];
  /** index positions whose chain does not match */
  readonly log: readonly number[];
}
