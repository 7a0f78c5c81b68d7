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

/** As much of one as is in the store. */
export interface BegunSnapshot extends CertifiedHeader {
  readonly rolls: readonly (readonly Seat[])[];
  /** has taken all pages that are stored */
  readonly reader: SnapshotReader;
  /** how many parts are stored */
  readonly parts: number;
}

/** Rolls of a hundred seats, 70 bytes each, that fit into a part. */
const ROLLS_PER_PART = 25;

/**
 * The first parts of a stored snapshot: CBOR [header, certificate, number of parts with rolls], then [roll…] each. The pages
 * follow. Each part fits into a frame.
 */
export function encodeSnapshotHead(
  { header, certificate }: CertifiedHeader,
  rolls: readonly (readonly Seat[])[],
): readonly Uint8Array[] {
  const rollParts: Uint8Array[] = [];
  for (let at = 0; at < rolls.length; at += ROLLS_PER_PART)
    rollParts.push(encodeCbor(rolls.slice(at, at + ROLLS_PER_PART).map(writeSeats)));
  return [encodeCbor([encodeHeader(header), writeCertificate(certificate), rollParts.length]), ...rollParts];
}

/** A page as it is stored: CBOR [roots | null, [node…]]. */
export function encodePage({ roots, nodes }: SnapshotPage): Uint8Array {
  return encodeCbor([roots, nodes]);
}

/** A page as it was stored; undefined where the bytes are none. */
export function decodePage(part: Uint8Array): SnapshotPage | undefined {
  return readPage(listIn(part));
}

/** Reads a stored snapshot part by part; every node is proven again by the header. */
export class SnapshotParts {
  #parts = 0;
  #rollParts = 0;
  #certified: CertifiedHeader | null = null;
  #reader: SnapshotReader | null = null;
  readonly #rolls: (readonly Seat[])[] = [];
  #isSound = true;

  static of(parts: Iterable<Uint8Array>): SnapshotParts {
    const reading = new SnapshotParts();
    for (const part of parts) if (!reading.take(part)) break;
    return reading;
  }

  /** False where the part is not the next one of a snapshot: then nothing of it is of use. */
  take(part: Uint8Array): boolean {
    const fields = listIn(part);
    this.#isSound &&= fields !== undefined && this.#takeFields(fields);
    if (this.#isSound) this.#parts++;
    return this.#isSound;
  }

  #takeFields(fields: readonly Cbor[]): boolean {
    if (this.#parts === 0) return this.#takeHead(fields);
    if (this.#parts > this.#rollParts) {
      const page = readPage(fields);
      return page !== undefined && this.#reader?.take(page) === true;
    }
    for (const row of fields) {
      const roll = readSeats(row);
      if (roll === undefined) return false;
      this.#rolls.push(roll);
    }
    return true;
  }

  #takeHead([headerBytes, certificateRow, rollParts]: readonly Cbor[]): boolean {
    const header = headerBytes instanceof Uint8Array ? decodeHeader(headerBytes) : undefined;
    const certificate = readCertificate(certificateRow);
    if (!header || !certificate || typeof rollParts !== "number") return false;
    this.#certified = { header, certificate };
    this.#rollParts = rollParts;
    this.#reader = new SnapshotReader(header);
    return true;
  }

  /** What was taken, if a page was; null too where anything was not sound. */
  get begun(): BegunSnapshot | null {
    if (!this.#isSound || this.#certified === null || this.#reader === null) return null;
    // head and rolls alone are written again with the first page
    if (this.#reader.taken === 0) return null;
    return { ...this.#certified, rolls: this.#rolls, reader: this.#reader, parts: this.#parts };
  }

  /** All of it; null while anything is missing. */
  get whole(): SealedSnapshot | null {
    const { begun } = this;
    if (begun === null || !begun.reader.isComplete) return null;
    const { header, certificate, rolls, reader } = begun;
    return { header, certificate, rolls, ledger: reader.finish() };
  }
}

function listIn(part: Uint8Array): readonly Cbor[] | undefined {
  const decoded = decodeCbor(part, { itemsMax: PAGE_BYTES_MAX });
  return decoded.ok && Array.isArray(decoded.value) ? (decoded.value as readonly Cbor[]) : undefined;
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
