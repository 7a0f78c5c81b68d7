import { createHash, timingSafeEqual } from "node:crypto";
import { assert } from "../../base/assert.ts";
import { fromHex } from "../../base/bytes.ts";
import { decodeCbor, encodeCbor } from "../../base/cbor.ts";
import type { DeviceKey, HashId } from "../../base/id.ts";
import { isCount, isList, keyOf, listOf } from "../../peer/frame-fields.ts";

/** One document as it travels, inside the encryption. */
export interface Document {
  readonly salt: Uint8Array;
  /** what its owner called it; anything may stand here */
  readonly name: string;
  readonly content: Uint8Array;
  /** for which devices it was encrypted */
  readonly devices: readonly DeviceKey[];
}

/** 8 MB: what a photograph or a scan of some pages takes. */
export const DOCUMENT_BYTES_MAX = 8_000_000;
export const DOCUMENT_SALT_BYTES = 16;
/** Padded, a document is of one of eight sizes: this one, twice it, … up to the largest. */
export const PADDED_BYTES_MIN = 64 * 1024;
export const PADDED_BYTES_MAX = 8 * 1024 * 1024;

const VERSION = 1;
const LENGTH_BYTES = 4;
const HEAD_LIMITS = { bytesMax: 256 * 1024, itemsMax: 4_096 };

/** The next power of two, so that a size tells at most which of eight it is (docs/decisions/040). */
export function paddedBytes(bytes: number): number {
  let padded = PADDED_BYTES_MIN;
  while (padded < bytes) padded *= 2;
  assert(padded <= PADDED_BYTES_MAX, "a document of a size that was checked");
  return padded;
}

/** What a document of so many bytes comes to on its way; the list of a few reviewers' devices is in it. */
export function travelBytes(bytes: number): number {
  return paddedBytes(bytes + 4 * 1024);
}

/** uint32 length of the head ‖ CBOR [1, salt, name, bytes, [device…]] ‖ document ‖ zeros */
export function encodeDocument({ salt, name, content, devices }: Document): Uint8Array {
  assert(content.length <= DOCUMENT_BYTES_MAX && salt.length === DOCUMENT_SALT_BYTES, "a checked document");
  const head = encodeCbor([VERSION, salt, name, content.length, devices.map(fromHex)]);
  const frame = new Uint8Array(paddedBytes(LENGTH_BYTES + head.length + content.length));
  new DataView(frame.buffer).setUint32(0, head.length);
  frame.set(head, LENGTH_BYTES);
  frame.set(content, LENGTH_BYTES + head.length);
  return frame;
}

/** undefined: no frame as `encodeDocument` writes it */
export function decodeDocument(frame: Uint8Array): Document | undefined {
  if (frame.length < PADDED_BYTES_MIN || frame.length > PADDED_BYTES_MAX) return undefined;
  const headBytes = new DataView(frame.buffer, frame.byteOffset).getUint32(0);
  const begin = LENGTH_BYTES + headBytes;
  const head = decodeCbor(frame.subarray(LENGTH_BYTES, begin), HEAD_LIMITS);
  if (!head.ok || !isList(head.value) || head.value.length !== 5) return undefined;
  const [version, salt, name, bytes, rows] = head.value;
  const devices = listOf(rows, keyOf);
  if (version !== VERSION || !(salt instanceof Uint8Array) || salt.length !== DOCUMENT_SALT_BYTES)
    return undefined;
  if (typeof name !== "string" || !isCount(bytes) || devices === undefined) return undefined;
  const end = begin + bytes;
  if (bytes > DOCUMENT_BYTES_MAX || end > PADDED_BYTES_MAX || paddedBytes(end) !== frame.length)
    return undefined;
  if (frame.subarray(end).some((byte) => byte !== 0)) return undefined;
  return { salt, name, content: frame.subarray(begin, begin + bytes), devices };
}

/** SHA-256(salt ‖ document): what is signed and on record. */
export function commitmentOf({ salt, content }: Pick<Document, "salt" | "content">): HashId {
  return createHash("sha256").update(salt).update(content).digest("hex") as HashId;
}

/** Whether it is what was committed to. */
export function isCommitted(document: Document, commitment: HashId): boolean {
  return timingSafeEqual(fromHex(commitmentOf(document)), fromHex(commitment));
}

/** By which an encrypted document is asked for. */
export function blobHash(blob: Uint8Array): HashId {
  return createHash("sha256").update(blob).digest("hex") as HashId;
}
