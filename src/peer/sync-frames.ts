import type { DeviceKey, EventId, HashId, SealId } from "../base/id.ts";
import type { SnapshotPage, SnapshotPlace } from "../state/snapshot-pages.ts";

/**
 * What nodes ask of each other, one frame each way (docs/protocol.md, sync). Pulled, never pushed; every
 * answer is bounded, says whether more follows, and is complete or absent.
 */
export type SyncRequest =
  | { readonly type: "status" }
  | { readonly type: "buckets" }
  | { readonly type: "heads"; readonly buckets: readonly number[] }
  | { readonly type: "feeds"; readonly from: readonly FeedPosition[] }
  | {
      readonly type: "history";
      readonly height: number;
      /** bytes of that height's record that the asker has */
      readonly offset: number;
      /** events of that height's cut that the asker has */
      readonly skip: number;
      /** the last height wanted; one below the first: none but the community's first event */
      readonly last: number;
    }
  | { readonly type: "messages"; readonly height: number; readonly known: readonly HashId[] }
  | { readonly type: "profile-list"; readonly after: DeviceKey | null }
  | { readonly type: "profiles"; readonly devices: readonly DeviceKey[] }
  | { readonly type: "event"; readonly id: EventId }
  /** of which heights a newcomer may have the snapshot */
  | { readonly type: "snapshots" }
  /** the seals from this height on, without what they seal */
  | { readonly type: "chain"; readonly height: number }
  | { readonly type: "snapshot"; readonly height: number; readonly at: SnapshotPlace | null }
  /** the two seals for one height that made the other halt */
  | { readonly type: "two-seals" }
  /** the words with which this community was re-founded; the state that it goes on from is the snapshot of that height */
  | { readonly type: "roll" };

export interface FeedPosition {
  readonly device: DeviceKey;
  /** the first seq wanted */
  readonly seq: number;
}

export interface HeldHead {
  readonly device: DeviceKey;
  readonly seq: number;
  readonly id: EventId;
}

/** A stretch of history: of one height a slice of its record, then events of its cut, in the cut's order. */
export interface HistoryEntry {
  readonly height: number;
  readonly offset: number;
  /** of the whole record, in bytes */
  readonly total: number;
  readonly slice: Uint8Array;
  readonly skip: number;
  readonly wires: readonly Uint8Array[];
}

export type SyncResponse =
  | {
      readonly type: "status";
      readonly height: number;
      readonly sealId: SealId | null;
      /** of the heads of all feeds held, sealed or not */
      readonly heads: HashId;
      /** of the seal messages held for the next height */
      readonly messages: HashId;
      readonly profiles: HashId;
      /** the clock of who answers */
      readonly nowMs: number;
      /** it has met two seals for one height, and signs and applies no seal */
      readonly isHalted: boolean;
    }
  | { readonly type: "buckets"; readonly hashes: readonly Uint8Array[] }
  | { readonly type: "heads"; readonly heads: readonly HeldHead[] }
  | { readonly type: "feeds"; readonly wires: readonly Uint8Array[]; readonly more: boolean }
  | { readonly type: "history"; readonly found: Uint8Array | null; readonly entries: readonly HistoryEntry[] }
  | { readonly type: "messages"; readonly wires: readonly Uint8Array[] }
  | {
      readonly type: "profile-list";
      readonly profiles: readonly { readonly device: DeviceKey; readonly hash: HashId }[];
      readonly more: boolean;
    }
  | { readonly type: "profiles"; readonly wires: readonly Uint8Array[] }
  | { readonly type: "event"; readonly wire: Uint8Array | null }
  | { readonly type: "snapshots"; readonly heights: readonly number[] }
  /** `found` with the first height; links as `seal-chain.ts` writes them */
  | { readonly type: "chain"; readonly found: Uint8Array | null; readonly links: readonly Uint8Array[] }
  /** null: not kept, or no such place in it */
  | { readonly type: "snapshot"; readonly page: SnapshotPage | null }
  /** as `seal/two-seals.ts` writes them; null: it has met none */
  | { readonly type: "two-seals"; readonly record: Uint8Array | null }
  /** as `events/roll.ts` writes it; null: it was not re-founded, or nothing of it is here */
  | { readonly type: "roll"; readonly roll: Uint8Array | null }
  /** not for you: the asker is no member, or asks for what nobody serves */
  | { readonly type: "refused" };

/** What an answer's contents may come to, leaving room for its frame (256 KiB). */
export const PAGE_BYTES_MAX = 200 * 1024;
export const HEADS_PER_ANSWER_MAX = 2_000;
export const PROFILES_PER_LIST_MAX = 2_000;
export const FEEDS_PER_REQUEST_MAX = 500;
export const MESSAGES_KNOWN_MAX = 4_000;
export const BUCKETS = 256;
export const SNAPSHOT_HEIGHTS_MAX = 64;

/** In the order of their numbers on the wire. */
export const REQUEST_TYPES = [
  "status",
  "buckets",
  "heads",
  "feeds",
  "history",
  "messages",
  "profile-list",
  "profiles",
  "event",
  "snapshots",
  "chain",
  "snapshot",
  "two-seals",
  "roll",
] as const satisfies readonly SyncRequest["type"][];
export const RESPONSE_TYPES = [
  ...REQUEST_TYPES,
  "refused",
] as const satisfies readonly SyncResponse["type"][];
