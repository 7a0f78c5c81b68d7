import { assert } from "../base/assert.ts";
import { toHex, uint64 } from "../base/bytes.ts";

/** Keys of tables: hexadecimal parts of fixed width, joined; they sort as their parts do, one after the other. */

/** A non-negative safe integer as 16 digits. */
export function numberKey(value: number): string {
  return toHex(uint64(value));
}

/** An index below 256 as 2 digits. */
export function smallKey(value: number): string {
  assert(Number.isInteger(value) && value >= 0 && value < 256, "an index below 256");
  return value.toString(16).padStart(2, "0");
}
