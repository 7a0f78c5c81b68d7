import { fromHex, toHex } from "../base/bytes.ts";
import type { Cbor } from "../base/cbor.ts";
import { isBytes32 } from "../base/cbor-fields.ts";
import { taggedHash } from "../base/hash.ts";
import type { DeviceKey, EventId, SealId } from "../base/id.ts";
import { compareText } from "../base/order.ts";

/** Ids of one feed beyond the previous cut, oldest first, without gap. */
export interface FeedIds {
  readonly device: DeviceKey;
  readonly ids: readonly EventId[];
}

/** What one seat holds at one height. One per seat and height. */
export interface Report {
  readonly prevSeal: SealId | null;
  /** the seat's own clock */
  readonly nowMs: number;
  /** in report order, see `inReportOrder` */
  readonly feeds: readonly FeedIds[];
}

export const REPORT_BYTES_MAX = 128 * 1024;
export const REPORT_IDS_MAX = 1_500;

const NO_SEAL = "0".repeat(64);

/** Feeds in the order of SHA-256(prevSeal ‖ device), so that no device is always first when a report is full. */
export function inReportOrder<T extends { readonly device: DeviceKey }>(
  prevSeal: SealId | null,
  feeds: readonly T[],
): readonly T[] {
  const seal = fromHex(prevSeal ?? NO_SEAL);
  return feeds
    .map((feed) => ({ feed, key: toHex(taggedHash("order", seal, fromHex(feed.device))) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ feed }) => feed);
}

export function writeReport(report: Report): Cbor {
  return [
    report.prevSeal === null ? null : fromHex(report.prevSeal),
    report.nowMs,
    report.feeds.map((feed) => [fromHex(feed.device), feed.ids.map((id) => fromHex(id))]),
  ];
}

/** The report, or undefined where it is malformed: a device or an id twice, an empty feed, wrong order, too many ids. */
export function readReport(content: Cbor): Report | undefined {
  if (!Array.isArray(content) || content.length !== 3) return undefined;
  const [prev, nowMs, rows] = content as readonly Cbor[];
  if (!(prev === null || isBytes32(prev)) || !Array.isArray(rows)) return undefined;
  if (typeof nowMs !== "number" || !Number.isSafeInteger(nowMs) || nowMs < 0) return undefined;
  const feeds: FeedIds[] = [];
  const seen = new Set<string>();
  for (const row of rows as readonly Cbor[]) {
    const feed = readFeed(row, seen);
    if (feed === undefined || seen.size > 2 * REPORT_IDS_MAX) return undefined;
    feeds.push(feed);
  }
  if (feeds.reduce((sum, feed) => sum + feed.ids.length, 0) > REPORT_IDS_MAX) return undefined;
  const prevSeal = prev === null ? null : (toHex(prev) as SealId);
  if (!inReportOrder(prevSeal, feeds).every((feed, i) => feed === feeds[i])) return undefined;
  return { prevSeal, nowMs, feeds };
}

/** Devices and ids are told apart by their place, so one set serves to find repetitions of both. */
function readFeed(row: Cbor, seen: Set<string>): FeedIds | undefined {
  if (!Array.isArray(row) || row.length !== 2) return undefined;
  const [device, ids] = row as readonly Cbor[];
  if (!isBytes32(device) || !Array.isArray(ids) || ids.length === 0) return undefined;
  const key = toHex(device);
  if (seen.has(`device ${key}`)) return undefined;
  seen.add(`device ${key}`);
  const read: EventId[] = [];
  for (const id of ids as readonly Cbor[]) {
    if (!isBytes32(id)) return undefined;
    const hex = toHex(id) as EventId;
    if (seen.has(hex)) return undefined;
    seen.add(hex);
    read.push(hex);
  }
  return { device: key as DeviceKey, ids: read };
}
