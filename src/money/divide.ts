import { assert } from "../base/assert.ts";

/** The only division in `money`: whole, of non-negative integers, rounded down. */
export function divideDown(dividend: bigint, divisor: bigint): bigint {
  assert(dividend >= 0n && divisor > 0n, "a non-negative integer by a positive one");
  return dividend / divisor;
}

/** The same rounded up. */
export function divideUp(dividend: bigint, divisor: bigint): bigint {
  return divideDown(dividend + divisor - 1n, divisor);
}
