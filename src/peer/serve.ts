import type { DeviceKey, EventId, HashId } from "../base/id.ts";
import { idsOf } from "../seal/cut.ts";
import { decodeSealed } from "../seal/sealed.ts";
import type { Seat } from "../state/records.ts";
import { encodeLink, HISTORY_LINK } from "./seal-chain.ts";
import {
  type FeedPosition,
  type HistoryEntry,
  PAGE_BYTES_MAX,
  type SyncRequest,
  type SyncResponse,
} from "./sync-frames.ts";

/** What an answer needs of the store; a generator asks, so that one code serves a real store and a simulated one. */
export type StoreQuestion =
  | { readonly ask: "events"; readonly ids: readonly EventId[] }
  | { readonly ask: "feed"; readonly device: DeviceKey; readonly seq: number; readonly limit: number }
  | { readonly ask: "seal"; readonly height: number };

/** The answer to the question asked; null in place of what is missing or damaged, which is never served. */
export type StoreAnswer =
  | { readonly ask: "events"; readonly wires: readonly (Uint8Array | null)[] }
  | { readonly ask: "feed"; readonly ids: readonly EventId[] }
  | { readonly ask: "seal"; readonly record: Uint8Array | null };

export type Served = Generator<StoreQuestion, SyncResponse, StoreAnswer>;

/** Ids looked up at once. */
const IDS_PER_QUESTION = 256;
/** What an entry's frame costs beside its contents. */
const ENTRY_BYTES = 64;
/** Records that are read for one answer of links, in bytes. */
const LINKS_READ_BYTES_MAX = 4 * 1024 * 1024;

/** The seats under a hash, from the journal: a chain tells them where they change. */
export type SeatsNamed = (hash: HashId) => readonly Seat[] | undefined;

/** The answer to a request that needs the store. `found` is the id of the community's first event. */
export function* serveRequest(request: SyncRequest, found: EventId, seatsNamed: SeatsNamed): Served {
  switch (request.type) {
    case "event":
      return { type: "event", wire: (yield* wiresOf([request.id]))[0] ?? null };
    case "feeds":
      return yield* serveFeeds(request.from);
    case "history":
      return yield* serveHistory(request, found);
    case "chain":
      return yield* serveChain(request.height, found, seatsNamed);
    default:
      return { type: "refused" };
  }
}

function* wiresOf(
  ids: readonly EventId[],
): Generator<StoreQuestion, readonly (Uint8Array | null)[], StoreAnswer> {
  const answer = yield { ask: "events", ids };
  return answer.ask === "events" ? answer.wires : [];
}

function* serveFeeds(positions: readonly FeedPosition[]): Served {
  const wires: Uint8Array[] = [];
  let bytes = 0;
  for (const { device, seq } of positions) {
    const answer = yield { ask: "feed", device, seq, limit: IDS_PER_QUESTION };
    const ids = answer.ask === "feed" ? answer.ids : [];
    for (const wire of yield* wiresOf(ids)) {
      // what is damaged here ends this feed's stretch: a gap would be of no use
      if (wire === null) break;
      bytes += wire.length + 4;
      if (bytes > PAGE_BYTES_MAX) return { type: "feeds", wires, more: true };
      wires.push(wire);
    }
    if (ids.length === IDS_PER_QUESTION) return { type: "feeds", wires, more: true };
  }
  return { type: "feeds", wires, more: false };
}

function* serveHistory(request: Extract<SyncRequest, { type: "history" }>, found: EventId): Served {
  const first = request.height <= 1 && request.offset === 0 && request.skip === 0;
  const foundWire = first ? ((yield* wiresOf([found]))[0] ?? null) : null;
  const entries: HistoryEntry[] = [];
  let room = PAGE_BYTES_MAX - (foundWire?.length ?? 0);
  let { offset, skip } = request;
  for (let height = Math.max(1, request.height); room > 0 && height <= request.last; height++) {
    const answer = yield { ask: "seal", height };
    const record = answer.ask === "seal" ? answer.record : null;
    if (record === null) break;
    const slice = record.subarray(offset, offset + room);
    room -= slice.length + ENTRY_BYTES;
    const total = record.length;
    if (offset + slice.length < total) {
      entries.push({ height, offset, total, slice, skip, wires: [] });
      break;
    }
    const { wires, complete } = yield* cutEvents(record, skip, room);
    entries.push({ height, offset, total, slice, skip, wires });
    room -= wires.reduce((sum, wire) => sum + wire.length + 4, 0);
    if (!complete) break;
    offset = 0;
    skip = 0;
  }
  return { type: "history", found: foundWire, entries };
}

function* cutEvents(
  record: Uint8Array,
  skip: number,
  room: number,
): Generator<StoreQuestion, { wires: readonly Uint8Array[]; complete: boolean }, StoreAnswer> {
  const sealed = decodeSealed(record);
  const ids = sealed === undefined ? [] : idsOf(sealed.cut);
  const wires: Uint8Array[] = [];
  let left = room;
  for (let at = skip; at < ids.length; at += IDS_PER_QUESTION) {
    for (const wire of yield* wiresOf(ids.slice(at, at + IDS_PER_QUESTION))) {
      if (wire === null || wire.length + 4 > left) return { wires, complete: false };
      left -= wire.length + 4;
      wires.push(wire);
    }
  }
  return { wires, complete: true };
}

/** As far as the records are here, and the page holds. */
function* serveChain(from: number, found: EventId, seatsNamed: SeatsNamed): Served {
  const foundWire = from <= 1 ? ((yield* wiresOf([found]))[0] ?? null) : null;
  const links: Uint8Array[] = [];
  let room = PAGE_BYTES_MAX - (foundWire?.length ?? 0);
  let unread = LINKS_READ_BYTES_MAX;
  for (let height = Math.max(1, from); unread > 0; height++) {
    const answer = yield { ask: "seal", height };
    const record = answer.ask === "seal" ? answer.record : null;
    const sealed = record === null ? undefined : decodeSealed(record);
    if (record === null || sealed === undefined) break;
    const { header, certificate, began, stands } = sealed;
    if (began !== null || stands !== null) {
      links.push(HISTORY_LINK);
      break;
    }
    const next = header.nextSeats === header.seats ? null : seatsNamed(header.nextSeats);
    if (next === undefined) break;
    const link = encodeLink({ header, certificate, next });
    room -= link.length + 4;
    if (room < 0) break;
    unread -= record.length;
    links.push(link);
  }
  return { type: "chain", found: foundWire, links };
}
