import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { CertifiedHeader } from "../seal/certificate.ts";
import { readCertificate, writeCertificate } from "../seal/certificate.ts";
import { decodeHeader, encodeHeader } from "../seal/header.ts";
import type { Seat } from "../state/records.ts";
import type { SnapshotPage } from "../state/snapshot-pages.ts";
import { SnapshotReader } from "../state/snapshot-reader.ts";
import { readSeats, writeSeats } from "./seal-chain.ts";
import { PAGE_BYTES_MAX } from "./sync-frames.ts";

/** What a node starts from that has not applied the seals before: proven by the seal that it belongs to. */
export interface SealedSnapshot extends CertifiedHeader {
  readonly ledger: Ledger;
  /** every roll of seats there was up to here, the next one's too */
  readonly rolls: readonly (readonly Seat[])[];
}

/** As it came, to be stored. */
export interface FetchedSnapshot extends SealedSnapshot {
  /** proven; all nodes in their order */
  readonly pages: readonly SnapshotPage[];
}

/** Rolls of a hundred seats, 70 bytes each, that fit into a part. */
const ROLLS_PER_PART = 25;

/**
 * As stored: CBOR [header, certificate, number of parts with rolls], then parts [roll…], then pages [roots | null, [node…]].
 * Each part fits into a frame.
 */
export function encodeSnapshot(snapshot: FetchedSnapshot): readonly Uint8Array[] {
  const { header, certificate, rolls, pages } = snapshot;
  const rollParts: Uint8Array[] = [];
  for (let at = 0; at < rolls.length; at += ROLLS_PER_PART)
    rollParts.push(encodeCbor(rolls.slice(at, at + ROLLS_PER_PART).map(writeSeats)));
  const head = encodeCbor([encodeHeader(header), writeCertificate(certificate), rollParts.length]);
  return [head, ...rollParts, ...pages.map(({ roots, nodes }) => encodeCbor([roots, nodes]))];
}

/** As it was, every node proven again by the header; undefined where anything is damaged or missing. */
export function decodeSnapshot(parts: readonly Uint8Array[]): SealedSnapshot | undefined {
  const head = listIn(parts[0]);
  const header = head?.[0] instanceof Uint8Array ? decodeHeader(head[0]) : undefined;
  const certificate = readCertificate(head?.[1]);
  const rollParts = head?.[2];
  if (!header || !certificate || typeof rollParts !== "number") return undefined;
  const rolls: (readonly Seat[])[] = [];
  for (const part of parts.slice(1, 1 + rollParts))
    for (const row of listIn(part) ?? [undefined]) {
      const roll = readSeats(row);
      if (roll === undefined) return undefined;
      rolls.push(roll);
    }
  const reader = new SnapshotReader(header);
  for (const part of parts.slice(1 + rollParts)) {
    const page = readPage(listIn(part));
    if (page === undefined || !reader.take(page)) return undefined;
  }
  return reader.isComplete ? { header, certificate, rolls, ledger: reader.finish() } : undefined;
}

function listIn(part: Uint8Array | undefined): readonly Cbor[] | undefined {
  const decoded = part && decodeCbor(part, { itemsMax: PAGE_BYTES_MAX });
  return decoded?.ok && Array.isArray(decoded.value) ? (decoded.value as readonly Cbor[]) : undefined;
}

/** A page's two fields; undefined where they are none, or more. */
export function readPage(fields: readonly Cbor[] | undefined): SnapshotPage | undefined {
  if (fields?.length !== 2) return undefined;
  const [roots, nodes] = fields;
  if (!(roots === null || isBytesList(roots)) || !isBytesList(nodes)) return undefined;
  return { roots, nodes };
}

function isBytesList(value: Cbor | undefined): value is readonly Uint8Array[] {
  return Array.isArray(value) && value.every((item) => item instanceof Uint8Array);
}
