import { assert, present } from "./assert.ts";
import {
  type CborFault,
  type CborLimits,
  type Cursor,
  MAJOR,
  readHead,
  SIMPLE,
  scanCbor,
} from "./cbor-scan.ts";
import { compareBytes, compareText } from "./order.ts";
import { fail, ok, type Result } from "./result.ts";
import { utf8Decode, utf8Encode } from "./utf8.ts";

export type { CborFault, CborLimits } from "./cbor-scan.ts";

/** Canonical dag-cbor without links and floats: one value has exactly one encoding (protocol §3). */
export type Cbor =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly Cbor[]
  | { readonly [key: string]: Cbor };

/** A frame of the network, the largest thing ever decoded at once. */
export const CBOR_BYTES_MAX = 256 * 1024;
export const CBOR_DEPTH_MAX = 8;
export const CBOR_ITEMS_MAX = 4096;

/** The one encoding. A float, −0, undefined, a lone surrogate, or depth above 8 is a bug of the caller. */
export function encodeCbor(value: Cbor): Uint8Array {
  scratch.length = 0;
  writeItem(scratch, value, CBOR_DEPTH_MAX);
  return scratch.bytes.slice(0, scratch.length);
}

/**
 * The value, or the first reason why the bytes are not the one encoding of it. Byte strings are copies,
 * so the input may be reused; maps inherit nothing, so `__proto__` is a key like any other.
 */
export function decodeCbor(bytes: Uint8Array, limits: Partial<CborLimits> = {}): Result<Cbor, CborFault> {
  const { bytesMax = CBOR_BYTES_MAX, depthMax = CBOR_DEPTH_MAX, itemsMax = CBOR_ITEMS_MAX } = limits;
  const fault = scanCbor(bytes, { bytesMax, depthMax, itemsMax });
  if (fault !== undefined) return fail(fault);
  // A view as a plain Uint8Array, whose slices are copies: those of a subclass may not be.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const reader = { bytes: plain, offset: 0, major: 0, argument: 0, badUtf8: false };
  const value = readItem(reader);
  if (reader.badUtf8) return fail("bad-utf8");
  scratch.length = 0;
  writeItem(scratch, value, depthMax);
  return isWritten(scratch, plain) ? ok(value) : fail("not-canonical");
}

type Reader = Cursor & { badUtf8: boolean };
type Writer = { bytes: Uint8Array; length: number };

/** Empty and without a prototype of its own. V8 keeps heirs of it fast, unlike those of null. */
const MAP_PROTOTYPE: object = Object.freeze(Object.create(null));

/** Used by one call at a time, from its first write to its last; it only saves allocations. */
const scratch: Writer = { bytes: new Uint8Array(8 * 1024), length: 0 };

/** Trusts the scan: headers are sound, lengths are there, and depth is bounded. */
function readItem(reader: Reader): Cbor {
  assert(readHead(reader) === undefined, "a scanned header");
  const { major, argument } = reader;
  switch (major) {
    case MAJOR.unsigned:
      return argument;
    case MAJOR.negative:
      return -1 - argument;
    case MAJOR.bytes:
      reader.offset += argument;
      return reader.bytes.slice(reader.offset - argument, reader.offset);
    case MAJOR.text:
      return readText(reader, argument);
    case MAJOR.array: {
      const items: Cbor[] = [];
      for (let i = 0; i < argument; i++) items.push(readItem(reader));
      return items;
    }
    case MAJOR.map: {
      const map = Object.create(MAP_PROTOTYPE) as { [key: string]: Cbor };
      for (let i = 0; i < argument; i++) {
        assert(readHead(reader) === undefined, "a scanned key");
        const key = readText(reader, reader.argument);
        map[key] = readItem(reader);
      }
      return map;
    }
    default:
      return argument === SIMPLE.null ? null : argument === SIMPLE.true;
  }
}

function readText(reader: Reader, length: number): string {
  const end = reader.offset + length;
  let text: string | undefined = "";
  for (let i = reader.offset; i < end; i++) {
    const byte = reader.bytes[i] as number;
    if (byte > 0x7f) {
      text = utf8Decode(reader.bytes.subarray(reader.offset, end));
      break;
    }
    text += String.fromCharCode(byte);
  }
  reader.offset = end;
  if (text === undefined) reader.badUtf8 = true;
  return text ?? "";
}

function writeItem(writer: Writer, value: Cbor, depthLeft: number): void {
  if (typeof value === "string") {
    writeText(writer, value);
  } else if (typeof value === "number") {
    assert(Number.isSafeInteger(value) && !Object.is(value, -0), "a safe integer");
    if (value < 0) writeHead(writer, MAJOR.negative, -1 - value);
    else writeHead(writer, MAJOR.unsigned, value);
  } else if (value === null) {
    writeHead(writer, MAJOR.simple, SIMPLE.null);
  } else if (typeof value === "boolean") {
    writeHead(writer, MAJOR.simple, value ? SIMPLE.true : SIMPLE.false);
  } else {
    assert(typeof value === "object", "a value of the data model");
    if (value instanceof Uint8Array) writeBytes(writer, MAJOR.bytes, value);
    else writeContainer(writer, value, depthLeft);
  }
}

function writeContainer(
  writer: Writer,
  value: readonly Cbor[] | { readonly [key: string]: Cbor },
  depthLeft: number,
): void {
  assert(depthLeft > 0, "no deeper than any reader goes");
  if (!Array.isArray(value)) {
    writeMap(writer, value as { readonly [key: string]: Cbor }, depthLeft - 1);
    return;
  }
  writeHead(writer, MAJOR.array, value.length);
  for (const item of value as readonly Cbor[]) writeItem(writer, item, depthLeft - 1);
}

function writeMap(writer: Writer, map: { readonly [key: string]: Cbor }, depthLeft: number): void {
  const prototype: unknown = Object.getPrototypeOf(map);
  assert(
    prototype === MAP_PROTOTYPE || prototype === Object.prototype || prototype === null,
    "a plain object",
  );
  const keys = Object.keys(map);
  if (!isSorted(keys)) keys.sort(compareKeys);
  writeHead(writer, MAJOR.map, keys.length);
  for (const key of keys) {
    writeText(writer, key);
    // A property that holds undefined falls to writeItem's assertion.
    writeItem(writer, map[key] as Cbor, depthLeft);
  }
}

function isSorted(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i++) {
    if (compareKeys(present(keys[i - 1], "a key"), present(keys[i], "a key")) >= 0) return false;
  }
  return true;
}

/** dag-cbor: the shorter UTF-8 first, then by bytes. */
function compareKeys(a: string, b: string): number {
  if (isAscii(a) && isAscii(b)) return a.length - b.length || compareText(a, b);
  const [left, right] = [utf8Encode(a), utf8Encode(b)];
  return left.length - right.length || compareBytes(left, right);
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function writeText(writer: Writer, text: string): void {
  if (!isAscii(text)) {
    writeBytes(writer, MAJOR.text, utf8Encode(text));
    return;
  }
  writeHead(writer, MAJOR.text, text.length);
  reserve(writer, text.length);
  for (let i = 0; i < text.length; i++) writer.bytes[writer.length + i] = text.charCodeAt(i);
  writer.length += text.length;
}

function writeBytes(writer: Writer, major: number, bytes: Uint8Array): void {
  writeHead(writer, major, bytes.length);
  reserve(writer, bytes.length);
  writer.bytes.set(bytes, writer.length);
  writer.length += bytes.length;
}

const HEAD_BYTES_MAX = 9;

/** The shortest header that holds the argument (RFC 8949 §4.2.1). */
function writeHead(writer: Writer, major: number, argument: number): void {
  reserve(writer, HEAD_BYTES_MAX);
  const width = argument < 0x100 ? 0 : argument < 0x10000 ? 1 : argument < 0x100000000 ? 2 : 3;
  const size = argument < 24 ? 0 : 1 << width;
  writer.bytes[writer.length] = (major << 5) | (size === 0 ? argument : 24 + width);
  for (let i = size, rest = argument; i > 0; i--, rest = Math.floor(rest / 256)) {
    writer.bytes[writer.length + i] = rest % 256;
  }
  writer.length += 1 + size;
}

function isWritten(writer: Writer, bytes: Uint8Array): boolean {
  if (writer.length !== bytes.length) return false;
  for (let i = 0; i < bytes.length; i++) if (writer.bytes[i] !== bytes[i]) return false;
  return true;
}

function reserve(writer: Writer, more: number): void {
  const needed = writer.length + more;
  if (needed <= writer.bytes.length) return;
  const larger = new Uint8Array(Math.max(needed, writer.bytes.length * 2));
  larger.set(writer.bytes.subarray(0, writer.length));
  writer.bytes = larger;
}
