import { fromHex } from "../base/bytes.ts";
import { type Cbor, encodeCbor } from "../base/cbor.ts";
import type { EventId } from "../base/id.ts";
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
  history: 3,
  messages: 2,
  "profile-list": 1,
  profiles: 1,
  event: 1,
};

export function encodeRequest(request: SyncRequest): Uint8Array {
  return encodeCbor([REQUEST_TYPES.indexOf(request.type), ...writeRequest(request)]);
}

function writeRequest(request: SyncRequest): readonly Cbor[] {
  switch (request.type) {
    case "status":
    case "buckets":
      return [];
    case "heads":
      return [request.buckets];
    case "feeds":
      return [request.from.map(({ device, seq }) => [fromHex(device), seq])];
    case "history":
      return [request.height, request.offset, request.skip];
    case "messages":
      return [request.height, request.known.map((hash) => fromHex(hash))];
    case "profile-list":
      return [request.after === null ? null : fromHex(request.after)];
    case "profiles":
      return [request.devices.map((device) => fromHex(device))];
    case "event":
      return [fromHex(request.id)];
    default:
      return request satisfies never;
  }
}

/** The request, or undefined where the frame is malformed. */
export function decodeRequest(frame: Uint8Array): SyncRequest | undefined {
  const fields = fieldsOf(frame);
  const type = fields && REQUEST_TYPES[fields.type];
  if (fields === undefined || type === undefined || fields.rest.length !== FIELDS[type]) return undefined;
  const [a, b, c] = fields.rest;
  switch (type) {
    case "status":
    case "buckets":
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
      return isCount(a) && isCount(b) && isCount(c) ? { type, height: a, offset: b, skip: c } : undefined;
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
