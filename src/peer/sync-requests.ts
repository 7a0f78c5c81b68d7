import { fromHex } from "../base/bytes.ts";
import { type Cbor, encodeCbor } from "../base/cbor.ts";
import type { EventId } from "../base/id.ts";
import { SNAPSHOT_PATH_MAX, SNAPSHOT_TRIES, type SnapshotPlace } from "../state/snapshot-pages.ts";
import { fieldsOf, hashOf, isCount, isList, keyOf, listOf } from "./frame-fields.ts";
import {
  BUCKETS,
  FEEDS_PER_REQUEST_MAX,
  type FeedPosition,
  MESSAGES_KNOWN_MAX,
  REQUEST_TYPES,
  type SyncRequest,
} from "./sync-frames.ts";

const FIELDS: Readonly<Record<SyncRequest["type"], number>> = {
  status: 0,
  buckets: 0,
  heads: 1,
  feeds: 1,
  history: 4,
  messages: 2,
  "profile-list": 1,
  profiles: 1,
  event: 1,
  snapshots: 0,
  chain: 1,
  snapshot: 3,
  "two-seals": 0,
  roll: 0,
};

export function encodeRequest(request: SyncRequest): Uint8Array {
  return encodeCbor([REQUEST_TYPES.indexOf(request.type), ...writeRequest(request)]);
}

function writeRequest(request: SyncRequest): readonly Cbor[] {
  switch (request.type) {
    case "status":
    case "buckets":
    case "snapshots":
    case "two-seals":
    case "roll":
      return [];
    case "heads":
      return [request.buckets];
    case "feeds":
      return [request.from.map(({ device, seq }) => [fromHex(device), seq])];
    case "history":
      return [request.height, request.offset, request.skip, request.last];
    case "messages":
      return [request.height, request.known.map((hash) => fromHex(hash))];
    case "profile-list":
      return [request.after === null ? null : fromHex(request.after)];
    case "profiles":
      return [request.devices.map((device) => fromHex(device))];
    case "event":
      return [fromHex(request.id)];
    case "chain":
      return [request.height];
    case "snapshot":
      return [request.height, request.at?.trie ?? null, request.at?.path ?? null];
    default:
      return request satisfies never;
  }
}

/** The request, or undefined where the frame is malformed. */
export function decodeRequest(frame: Uint8Array): SyncRequest | undefined {
  const fields = fieldsOf(frame);
  const type = fields && REQUEST_TYPES[fields.type];
  if (fields === undefined || type === undefined || fields.rest.length !== FIELDS[type]) return undefined;
  const [a, b, c, d] = fields.rest;
  switch (type) {
    case "status":
    case "buckets":
    case "snapshots":
    case "two-seals":
    case "roll":
      return { type };
    case "heads": {
      const buckets = listOf(a, (value) => (isCount(value) && value < BUCKETS ? value : undefined));
      return buckets && buckets.length <= BUCKETS ? { type, buckets } : undefined;
    }
    case "feeds": {
      const from = listOf(a, readPosition);
      return from && from.length <= FEEDS_PER_REQUEST_MAX ? { type, from } : undefined;
    }
    case "history":
      if (!isCount(a) || !isCount(b) || !isCount(c) || !isCount(d)) return undefined;
      return { type, height: a, offset: b, skip: c, last: d };
    case "messages": {
      const known = listOf(b, hashOf);
      if (!isCount(a) || known === undefined || known.length > MESSAGES_KNOWN_MAX) return undefined;
      return { type, height: a, known };
    }
    case "profile-list": {
      const after = a === null ? null : keyOf(a);
      return after === undefined ? undefined : { type, after };
    }
    case "profiles": {
      const devices = listOf(a, keyOf);
      return devices && devices.length <= FEEDS_PER_REQUEST_MAX ? { type, devices } : undefined;
    }
    case "event": {
      const id = hashOf(a);
      return id && { type, id: id as string as EventId };
    }
    case "chain":
      return isCount(a) ? { type, height: a } : undefined;
    case "snapshot": {
      const at = b === null && c === null ? null : readPlace(b, c);
      return isCount(a) && at !== undefined ? { type, height: a, at } : undefined;
    }
    default:
      return type satisfies never;
  }
}

function readPosition(row: Cbor): FeedPosition | undefined {
  if (!isList(row) || row.length !== 2) return undefined;
  const device = keyOf(row[0]);
  const seq = row[1];
  return device && isCount(seq) ? { device, seq } : undefined;
}

const DIGITS = /^[0-9a-f]*$/;

function readPlace(trie: Cbor | undefined, path: Cbor | undefined): SnapshotPlace | undefined {
  if (!isCount(trie) || trie >= SNAPSHOT_TRIES || typeof path !== "string") return undefined;
  return path.length <= SNAPSHOT_PATH_MAX && DIGITS.test(path) ? { trie, path } : undefined;
}
