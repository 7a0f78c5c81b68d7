import { fromHex, toHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import type { DeviceKey, EventId, HashId, SealId } from "../base/id.ts";

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
    }
  | { readonly type: "messages"; readonly height: number; readonly known: readonly HashId[] }
  | { readonly type: "profile-list"; readonly after: DeviceKey | null }
  | { readonly type: "profiles"; readonly devices: readonly DeviceKey[] }
  | { readonly type: "event"; readonly id: EventId };

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
  /** not for you: the asker is no member, or asks for what nobody serves */
  | { readonly type: "refused" };

/** What an answer's contents may come to, leaving room for its frame (256 KiB). */
export const PAGE_BYTES_MAX = 200 * 1024;
export const HEADS_PER_ANSWER_MAX = 2_000;
export const FEEDS_PER_REQUEST_MAX = 500;
export const MESSAGES_KNOWN_MAX = 4_000;
export const BUCKETS = 256;

const REQUEST_TYPES = [
  "status",
  "buckets",
  "heads",
  "feeds",
  "history",
  "messages",
  "profile-list",
  "profiles",
  "event",
] as const satisfies readonly SyncRequest["type"][];
const RESPONSE_TYPES = [...REQUEST_TYPES, "refused"] as const satisfies readonly SyncResponse["type"][];
const LIMITS = { bytesMax: 256 * 1024, itemsMax: 16_384 };

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
  if (fields === undefined || type === undefined) return undefined;
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

export function encodeResponse(response: SyncResponse): Uint8Array {
  return encodeCbor([RESPONSE_TYPES.indexOf(response.type), ...writeResponse(response)]);
}

function writeResponse(response: SyncResponse): readonly Cbor[] {
  switch (response.type) {
    case "status":
      return [
        response.height,
        response.sealId === null ? null : fromHex(response.sealId),
        fromHex(response.heads),
        fromHex(response.messages),
        fromHex(response.profiles),
      ];
    case "buckets":
      return [response.hashes];
    case "heads":
      return [response.heads.map((head) => [fromHex(head.device), head.seq, fromHex(head.id)])];
    case "feeds":
      return [response.wires, response.more];
    case "history":
      return [
        response.found,
        response.entries.map((e) => [e.height, e.offset, e.total, e.slice, e.skip, e.wires]),
      ];
    case "messages":
    case "profiles":
      return [response.wires];
    case "profile-list":
      return [response.profiles.map((row) => [fromHex(row.device), fromHex(row.hash)]), response.more];
    case "event":
      return [response.wire];
    case "refused":
      return [];
    default:
      return response satisfies never;
  }
}

/** The response, or undefined where the frame is malformed. */
export function decodeResponse(frame: Uint8Array): SyncResponse | undefined {
  const fields = fieldsOf(frame);
  const type = fields && RESPONSE_TYPES[fields.type];
  if (fields === undefined || type === undefined) return undefined;
  const [a, b] = fields.rest;
  switch (type) {
    case "status":
      return readStatus(fields.rest);
    case "buckets": {
      const hashes = listOf(a, (value) => (value instanceof Uint8Array ? value : undefined));
      return hashes?.length === BUCKETS ? { type, hashes } : undefined;
    }
    case "heads": {
      const heads = listOf(a, readHead);
      return heads && { type, heads };
    }
    case "feeds": {
      const wires = listOf(a, bytesOf);
      return wires && typeof b === "boolean" ? { type, wires, more: b } : undefined;
    }
    case "history": {
      const entries = listOf(b, readEntry);
      if (entries === undefined || !(a === null || a instanceof Uint8Array)) return undefined;
      return { type, found: a, entries };
    }
    case "messages":
    case "profiles": {
      const wires = listOf(a, bytesOf);
      return wires && { type, wires };
    }
    case "profile-list": {
      const profiles = listOf(a, readProfileRow);
      return profiles && typeof b === "boolean" ? { type, profiles, more: b } : undefined;
    }
    case "event":
      return a === null || a instanceof Uint8Array ? { type, wire: a } : undefined;
    case "refused":
      return { type };
    default:
      return type satisfies never;
  }
}

function readStatus(rest: readonly Cbor[]): SyncResponse | undefined {
  const [height, sealBytes, headsBytes, messagesBytes, profilesBytes] = rest;
  const sealId = sealBytes === null ? null : (hashOf(sealBytes) as string as SealId | undefined);
  const heads = hashOf(headsBytes);
  const messages = hashOf(messagesBytes);
  const profiles = hashOf(profilesBytes);
  if (!isCount(height) || sealId === undefined || !heads || !messages || !profiles) return undefined;
  return { type: "status", height, sealId, heads, messages, profiles };
}

function readPosition(row: Cbor): FeedPosition | undefined {
  if (!isList(row) || row.length !== 2) return undefined;
  const device = keyOf(row[0]);
  const seq = row[1];
  return device && isCount(seq) ? { device, seq } : undefined;
}

function readHead(row: Cbor): HeldHead | undefined {
  if (!isList(row) || row.length !== 3) return undefined;
  const device = keyOf(row[0]);
  const id = hashOf(row[2]) as string as EventId | undefined;
  return device && id && isCount(row[1]) ? { device, seq: row[1], id } : undefined;
}

function readEntry(row: Cbor): HistoryEntry | undefined {
  if (!isList(row) || row.length !== 6) return undefined;
  const [height, offset, total, slice, skip, wireRows] = row;
  const wires = listOf(wireRows, bytesOf);
  if (!isCount(height) || !isCount(offset) || !isCount(total) || !isCount(skip)) return undefined;
  if (!(slice instanceof Uint8Array) || wires === undefined) return undefined;
  return { height, offset, total, slice, skip, wires };
}

function readProfileRow(row: Cbor): { device: DeviceKey; hash: HashId } | undefined {
  if (!isList(row) || row.length !== 2) return undefined;
  const device = keyOf(row[0]);
  const hash = hashOf(row[1]);
  return device && hash && { device, hash };
}

function fieldsOf(frame: Uint8Array): { type: number; rest: readonly Cbor[] } | undefined {
  const decoded = decodeCbor(frame, LIMITS);
  if (!decoded.ok || !isList(decoded.value)) return undefined;
  const [type, ...rest] = decoded.value;
  return isCount(type) ? { type, rest } : undefined;
}

function isList(value: Cbor | undefined): value is readonly Cbor[] {
  return Array.isArray(value);
}

function listOf<T>(value: Cbor | undefined, read: (row: Cbor) => T | undefined): T[] | undefined {
  if (!isList(value)) return undefined;
  const rows: T[] = [];
  for (const row of value) {
    const item = read(row);
    if (item === undefined) return undefined;
    rows.push(item);
  }
  return rows;
}

function isCount(value: Cbor | undefined): value is number {
  return typeof value === "number" && value >= 0;
}

function bytesOf(value: Cbor): Uint8Array | undefined {
  return value instanceof Uint8Array ? value : undefined;
}

function hashOf(value: Cbor | undefined): HashId | undefined {
  return value instanceof Uint8Array && value.length === 32 ? (toHex(value) as HashId) : undefined;
}

function keyOf(value: Cbor | undefined): DeviceKey | undefined {
  return hashOf(value) as string as DeviceKey | undefined;
}
