import type { DeviceKey, HashId } from "../base/id.ts";
import type { PeerId } from "./input.ts";
import type { FeedPosition } from "./sync-frames.ts";

/** Where a peer says it stands. */
export interface Status {
  readonly height: number;
  readonly heads: HashId;
  readonly messages: HashId;
  readonly profiles: HashId;
}

/** How far a turn of sync with one peer is. */
export interface Session {
  /** a request is out */
  busy: boolean;
  dueMs: number;
  readonly peer: PeerId;
  readonly device: DeviceKey;
  status: Status | null;
  /** what is wanted was asked for in this turn */
  askedWanted: boolean;
  /** answers in this turn since the last one that brought something */
  fruitless: number;
  /** buckets whose heads are still to be asked for, and feeds still to be fetched */
  buckets: number[];
  feeds: FeedPosition[];
  profiles: DeviceKey[];
  /** how far the list of profiles was read */
  listed: DeviceKey | null;
  /** seal messages of a height that this peer offered and that are of no use here: not to be sent again */
  refused: { readonly height: number; readonly hashes: Set<HashId> };
}

/** Between two turns. */
export function atRest() {
  return {
    busy: false,
    status: null,
    askedWanted: false,
    buckets: [],
    feeds: [],
    profiles: [],
    listed: null,
    fruitless: 0,
  };
}
