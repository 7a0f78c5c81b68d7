import { equalBytes, fromHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { hex32Of } from "../base/cbor-fields.ts";
import type { DeviceKey, EventId } from "../base/id.ts";
import { SEATS_MAX } from "../ledger/rules/seats.ts";
import { type Certificate, readCertificate, writeCertificate } from "./certificate.ts";
import type { CutIds } from "./cut.ts";
import { decodeHeader, encodeHeader, type SealHeader } from "./header.ts";
import { type Recovery, readRecovery, writeRecovery } from "./recovery.ts";
import { type FeedIds, inReportOrder, REPORT_IDS_MAX, type Report } from "./report.ts";

/**
 * A report as it stands beside a seal: enough to rebuild what was signed, whose hash the header names. Its signature
 * was checked by every witness that voted, which is what the certificate says; it is not kept.
 */
export interface SealedReport {
  readonly device: DeviceKey;
  readonly report: Report;
}

/** One seal with all that travels beside its header. */
export interface Sealed {
  readonly header: SealHeader;
  readonly certificate: Certificate;
  readonly cut: CutIds;
  /** the q reports that make the cut, ascending by their messages' hashes */
  readonly reports: readonly SealedReport[];
  /** what began its epoch, beside the first seal of it */
  readonly began: Recovery | null;
  /** what made it the base of the next epoch before it had a certificate, which is then empty */
  readonly stands: Recovery | null;
}

/** q reports that share nothing with each other: more than any honest height, and what a reader will hold at most */
export const SEALED_BYTES_MAX = 4 * 1024 * 1024;
const SEALED_ITEMS_MAX = 200_000;
/** r+1 of q reports hold each id, and q < 3 (r+1) for every number of seats: more than any cut can have */
const CUT_IDS_MAX = 3 * REPORT_IDS_MAX;

/** CBOR [header, certificate, cut, ended, reports, began | null, stands | null]; a report is written as its difference to the cut. */
export function encodeSealed(sealed: Sealed): Uint8Array {
  return encodeCbor([
    encodeHeader(sealed.header),
    writeCertificate(sealed.certificate),
    sealed.cut.feeds.map(writeFeed),
    sealed.cut.ended.map((device) => fromHex(device)),
    sealed.reports.map((row) => [
      fromHex(row.device),
      row.report.nowMs,
      writeDifference(row.report, sealed.cut),
    ]),
    sealed.began === null ? null : writeRecovery(sealed.began),
    sealed.stands === null ? null : writeRecovery(sealed.stands),
  ]);
}

/**
 * The seal, or undefined where the bytes are none. Nothing is verified here. Every seal has exactly one encoding, so that
 * pieces of a record that come from several nodes fit together.
 */
export function decodeSealed(bytes: Uint8Array): Sealed | undefined {
  const decoded = decodeCbor(bytes, { bytesMax: SEALED_BYTES_MAX, itemsMax: SEALED_ITEMS_MAX });
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 7) return undefined;
  const [headerBytes, certificateRow, feedRows, endedRows, reportRows, beganRow, standsRow] =
    decoded.value as readonly Cbor[];
  if (!(headerBytes instanceof Uint8Array)) return undefined;
  const header = decodeHeader(headerBytes);
  const certificate = readCertificate(certificateRow);
  const feeds = readAll(feedRows, readFeedRow);
  const ended = readAll(endedRows, hex32Of);
  if (!header || !certificate || !feeds || !ended) return undefined;
  if (idCount(feeds) > CUT_IDS_MAX || ended.length > CUT_IDS_MAX) return undefined;
  // each report is rebuilt from the whole cut: few bytes must not become much work
  if (Array.isArray(reportRows) && reportRows.length > SEATS_MAX) return undefined;
  const cut = { feeds, ended: ended as DeviceKey[] };
  const reports = readAll(reportRows, (row) => readReportRow(row, header, cut));
  const began = beganRow === null ? null : readRecovery(beganRow);
  const stands = standsRow === null ? null : readRecovery(standsRow);
  if (reports === undefined || began === undefined || stands === undefined) return undefined;
  const sealed = { header, certificate, cut, reports, began, stands };
  return equalBytes(encodeSealed(sealed), bytes) ? sealed : undefined;
}

function idCount(feeds: readonly FeedIds[]): number {
  return feeds.reduce((sum, { ids }) => sum + ids.length, 0);
}

function writeFeed(feed: FeedIds): Cbor {
  return [fromHex(feed.device), feed.ids.map((id) => fromHex(id))];
}

/** For each feed that differs: the device, how many of the cut's ids it begins with, and what follows them. */
function writeDifference(report: Report, cut: CutIds): Cbor {
  const rows: Cbor[] = [];
  const own = new Map(report.feeds.map((feed) => [feed.device, feed.ids]));
  for (const feed of cut.feeds) {
    const ids = own.get(feed.device) ?? [];
    own.delete(feed.device);
    let keep = 0;
    while (keep < feed.ids.length && ids[keep] === feed.ids[keep]) keep++;
    if (keep < feed.ids.length || ids.length > keep)
      rows.push([fromHex(feed.device), keep, ids.slice(keep).map((id) => fromHex(id))]);
  }
  for (const [device, ids] of own) rows.push([fromHex(device), 0, ids.map((id) => fromHex(id))]);
  return rows;
}

function readReportRow(row: Cbor, header: SealHeader, cut: CutIds): SealedReport | undefined {
  if (!Array.isArray(row) || row.length !== 3) return undefined;
  const [device, nowMs, differences] = row as readonly Cbor[];
  const key = hex32Of(device);
  if (key === undefined || typeof nowMs !== "number") return undefined;
  const held = new Map<DeviceKey, readonly EventId[]>(cut.feeds.map((feed) => [feed.device, feed.ids]));
  const changes = readAll(differences, readDifference);
  if (changes === undefined) return undefined;
  // one difference for each device: else few bytes could have a long feed copied over and over
  if (new Set(changes.map((change) => change.device)).size < changes.length) return undefined;
  for (const change of changes)
    held.set(change.device, [...(held.get(change.device) ?? []).slice(0, change.keep), ...change.ids]);
  const feeds = [...held].filter(([, ids]) => ids.length > 0).map(([of, ids]) => ({ device: of, ids }));
  if (idCount(feeds) > REPORT_IDS_MAX) return undefined;
  const report = { prevSeal: header.prev, nowMs, feeds: inReportOrder(header.prev, feeds) };
  return { device: key as DeviceKey, report };
}

function readDifference(row: Cbor): { device: DeviceKey; keep: number; ids: EventId[] } | undefined {
  if (!Array.isArray(row) || row.length !== 3) return undefined;
  const [device, keep, rest] = row as readonly Cbor[];
  const key = hex32Of(device);
  const ids = readAll(rest, hex32Of);
  if (key === undefined || ids === undefined || typeof keep !== "number" || keep < 0) return undefined;
  return { device: key as DeviceKey, keep, ids: ids as EventId[] };
}

function readFeedRow(row: Cbor): FeedIds | undefined {
  if (!Array.isArray(row) || row.length !== 2) return undefined;
  const device = hex32Of(row[0]);
  const ids = readAll(row[1], hex32Of);
  if (device === undefined || ids === undefined || ids.length === 0) return undefined;
  return { device: device as DeviceKey, ids: ids as EventId[] };
}

function readAll<T>(value: Cbor | undefined, read: (row: Cbor) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const rows: T[] = [];
  for (const row of value as readonly Cbor[]) {
    const item = read(row);
    if (item === undefined) return undefined;
    rows.push(item);
  }
  return rows;
}
