import { bytesToHex } from "@noble/hashes/utils.js";
import { assert } from "./assert.ts";

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

const HEX = /^(?:[0-9a-f]{2})*$/;

/** The value of each character that is a digit, by its code; `NO_DIGIT` for all others. */
const DIGITS = new Uint8Array(0x80).fill(0xff);
const NO_DIGIT = 0xff;
for (let value = 0; value < 16; value++) DIGITS[value.toString(16).charCodeAt(0)] = value;

/** The bytes of a lower-case hexadecimal text; the caller knows that it is one. */
export function fromHex(hex: string): Uint8Array {
  // checked while it is read: this is asked for every id that is hashed or sent
  const bytes = new Uint8Array(hex.length >> 1);
  let seen = 0;
  for (let i = 0; i < bytes.length; i++) {
    const high = DIGITS[hex.charCodeAt(2 * i)] ?? NO_DIGIT;
    const low = DIGITS[hex.charCodeAt(2 * i + 1)] ?? NO_DIGIT;
    seen |= high | low;
    bytes[i] = (high << 4) | low;
  }
  assert(seen < 16 && hex.length % 2 === 0, "lower-case hexadecimal");
  return bytes;
}

/** The bytes of a text that has one character for each, as `node:crypto` calls "binary"; the caller knows that it is one. */
export function fromBinaryText(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** One character for each byte: as a text many take a fifth of the memory. */
export function toBinaryText(bytes: Uint8Array): string {
  return Reflect.apply(String.fromCharCode, null, bytes);
}

export function isHex(text: string, bytes: number): boolean {
  return text.length === bytes * 2 && HEX.test(text);
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A non-negative safe integer as 8 bytes, big end first. */
export function uint64(value: number): Uint8Array {
  assert(Number.isSafeInteger(value) && value >= 0, "a non-negative safe integer");
  const bytes = new Uint8Array(8);
  for (let i = 7, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  return bytes;
}

/** The safe integer in 8 bytes, big end first, or undefined where it would not be safe. */
export function readUint64(bytes: Uint8Array, offset = 0): number | undefined {
  let value = 0;
  for (let i = 0; i < 8; i++) value = value * 256 + (bytes[offset + i] as number);
  return Number.isSafeInteger(value) ? value : undefined;
}
