import { toHex } from "./bytes.ts";
import type { Cbor } from "./cbor.ts";

/** A whole number that is exact, from 0. */
export function isCount(value: Cbor | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** What keys, ids and hashes are in CBOR: 32 bytes. */
export function isBytes32(value: Cbor | undefined): value is Uint8Array {
  return value instanceof Uint8Array && value.length === 32;
}

/** The same in memory: hexadecimal, or undefined where the value is something else. */
export function hex32Of(value: Cbor | undefined): string | undefined {
  return isBytes32(value) ? toHex(value) : undefined;
}
