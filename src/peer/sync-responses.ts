import { fromHex } from "../base/bytes.ts";
import { type Cbor, encodeCbor } from "../base/cbor.ts";
import type { DeviceKey, EventId, HashId, SealId } from "../base/id.ts";
import { bytesOf, fieldsOf, hashOf, isCount, isList, keyOf, listOf } from "./frame-fields.ts";
import {
  BUCKETS,
  HEADS_PER_ANSWER_MAX,
  type HeldHead,
  type HistoryEntry,
  PROFILES_PER_LIST_MAX,
  RESPONSE_TYPES,
  SNAPSHOT_HEIGHTS_MAX,
  type SyncResponse,
} from "./sync-frames.ts";

/** see `HeldHeads` */
const BUCKET_HASH_BYTES = 16;

const FIELDS: Readonly<Record<SyncResponse["type"], number>> = {
  status: 7,
  buckets: 1,
  heads: 1,
  feeds: 2,
  history: 2,
  messages: 1,
  "profile-list": 2,
  profiles: 1,
  event: 1,
  snapshots: 1,
  chain: 2,
  snapshot: 2,
  "two-seals": 1,
  roll: 1,
  refused: 0,
};

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
        response.nowMs,
        response.isHalted,
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
    case "snapshots":
      return [response.heights];
    case "chain":
      return [response.found, response.links];
    case "snapshot":
      return [response.page?.roots ?? null, response.page?.nodes ?? null];
    case "two-seals":
      return [response.record];
    case "roll":
      return [response.roll];
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
  if (fields === undefined || type === undefined || fields.rest.length !== FIELDS[type]) return undefined;
  const [a, b] = fields.rest;
  switch (type) {
    case "status":
      return readStatus(fields.rest);
    case "buckets": {
      const hashes = listOf(a, (value) =>
        value instanceof Uint8Array && value.length === BUCKET_HASH_BYTES ? value : undefined,
      );
      return hashes?.length === BUCKETS ? { type, hashes } : undefined;
    }
    case "heads": {
      const heads = listOf(a, readHead);
      return heads && heads.length <= HEADS_PER_ANSWER_MAX ? { type, heads } : undefined;
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
      if (profiles === undefined || profiles.length > PROFILES_PER_LIST_MAX) return undefined;
      return typeof b === "boolean" ? { type, profiles, more: b } : undefined;
    }
    case "event":
      return a === null || a instanceof Uint8Array ? { type, wire: a } : undefined;
    case "snapshots": {
      const heights = listOf(a, (value) => (isCount(value) ? value : undefined));
      return heights && heights.length <= SNAPSHOT_HEIGHTS_MAX ? { type, heights } : undefined;
    }
    case "chain": {
      const links = listOf(b, bytesOf);
      return links && (a === null || a instanceof Uint8Array) ? { type, found: a, links } : undefined;
    }
    case "snapshot":
      return readSnapshot(a, b);
    case "two-seals":
      return a === null || a instanceof Uint8Array ? { type, record: a } : undefined;
    case "roll":
      return a === null || a instanceof Uint8Array ? { type, roll: a } : undefined;
    case "refused":
      return { type };
    default:
      return type satisfies never;
  }
}

function readStatus(rest: readonly Cbor[]): SyncResponse | undefined {
  const [height, sealBytes, headsBytes, messagesBytes, profilesBytes, nowMs, isHalted] = rest;
  const sealId = sealBytes === null ? null : (hashOf(sealBytes) as string as SealId | undefined);
  const heads = hashOf(headsBytes);
  const messages = hashOf(messagesBytes);
  const profiles = hashOf(profilesBytes);
  if (!isCount(height) || sealId === undefined || !heads || !messages || !profiles) return undefined;
  if (!isCount(nowMs) || typeof isHalted !== "boolean") return undefined;
  return { type: "status", height, sealId, heads, messages, profiles, nowMs, isHalted };
}

function readSnapshot(a: Cbor | undefined, b: Cbor | undefined): SyncResponse | undefined {
  if (b === null) return a === null ? { type: "snapshot", page: null } : undefined;
  const roots = a === null ? null : listOf(a, bytesOf);
  const nodes = listOf(b, bytesOf);
  return nodes && roots !== undefined ? { type: "snapshot", page: { roots, nodes } } : undefined;
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
