import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { assert } from "./assert.ts";

export { concatBytes };

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

const HEX = /^(?:[0-9a-f]{2})*$/;

/** The bytes of a lower-case hexadecimal text; the caller knows that it is one. */
export function fromHex(hex: string): Uint8Array {
  assert(HEX.test(hex), "lower-case hexadecimal");
  return hexToBytes(hex);
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
