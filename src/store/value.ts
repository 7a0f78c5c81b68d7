import { crc32 } from "node:zlib";
import { equalBytes } from "../base/bytes.ts";
import { type Cursor, MAJOR, readHead } from "../base/cbor-scan.ts";
import { sha256, taggedHash } from "../base/hash.ts";

/** The first bytes of SHA-256(content ‖ key): a value under another key is as damaged as another value. */
export const CHECKSUM_BYTES = 16;
const CRC_BYTES = 4;

/** checksum ‖ content, as stored under `key`. */
export function sealValue(key: Uint8Array, content: Uint8Array): Uint8Array {
  const length = CHECKSUM_BYTES + content.length;
  const bytes = Buffer.allocUnsafe(length + key.length);
  bytes.set(content, CHECKSUM_BYTES);
  bytes.set(key, length);
  bytes.set(sha256(bytes.subarray(CHECKSUM_BYTES)).subarray(0, CHECKSUM_BYTES));
  return bytes.subarray(0, length);
}

/** The content (a view), or undefined where key and value do not belong together, bit by bit. */
export function openValue(key: Uint8Array, value: Uint8Array): Uint8Array | undefined {
  const length = value.length - CHECKSUM_BYTES;
  if (length < 0) return undefined;
  const bytes = Buffer.allocUnsafe(length + key.length);
  bytes.set(value.subarray(CHECKSUM_BYTES));
  bytes.set(key, length);
  const checksum = sha256(bytes);
  for (let i = 0; i < CHECKSUM_BYTES; i++) if (checksum[i] !== value[i]) return undefined;
  // A view as a plain Uint8Array, whatever subclass the database gives.
  return new Uint8Array(value.buffer, value.byteOffset + CHECKSUM_BYTES, length);
}

/**
 * CRC-32(content ‖ key) ‖ content, for the two indexes. It tells of every run of flipped bits up to 32 long; by
 * chance it misses others once in 2^32, and then points at an event that is not there or has another id.
 */
export function sealIndexValue(key: Uint8Array, content: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(CRC_BYTES + content.length);
  bytes.writeUInt32BE(crc32(key, crc32(content)));
  bytes.set(content, CRC_BYTES);
  return bytes;
}

/** As `openValue`. */
export function openIndexValue(key: Uint8Array, value: Uint8Array): Uint8Array | undefined {
  if (value.length < CRC_BYTES) return undefined;
  const content = value.subarray(CRC_BYTES);
  const crc = new DataView(value.buffer, value.byteOffset).getUint32(0);
  return crc === crc32(key, crc32(content)) ? content : undefined;
}

/** Whether these wire bytes start as an event does (protocol §3) whose id is in `key`. */
export function isWireOf(key: Uint8Array, wire: Uint8Array): boolean {
  const cursor: Cursor = { bytes: wire, offset: 0, major: 0, argument: 0 };
  if (!isHead(cursor, MAJOR.array) || cursor.argument !== 3 || !isHead(cursor, MAJOR.bytes)) return false;
  const end = cursor.offset + cursor.argument;
  if (end > wire.length) return false;
  return equalBytes(taggedHash("event", wire.subarray(cursor.offset, end)), key.subarray(1));
}

function isHead(cursor: Cursor, major: number): boolean {
  return readHead(cursor) === undefined && cursor.major === major;
}
