import { assert } from "../base/assert.ts";
import { numberKey } from "./key.ts";

/**
 * The fewest prefixes whose keys are the numbers from `low` to `high`, both included, in order: how a table
 * keyed by a number is walked over a range. Empty where the range is.
 */
export function rangePrefixes(low: number, high: number): readonly string[] {
  if (low > high) return [];
  const prefixes: string[] = [];
  collect("", numberKey(low), numberKey(high), prefixes);
  return prefixes;
}

const DIGITS = "0123456789abcdef";

function collect(prefix: string, low: string, high: string, prefixes: string[]): void {
  const digits = low.length - prefix.length;
  assert(digits >= 0, "a prefix of the keys");
  const first = prefix.padEnd(low.length, "0");
  const last = prefix.padEnd(low.length, "f");
  if (last < low || first > high) return;
  if (first >= low && last <= high) {
    prefixes.push(prefix);
    return;
  }
  for (const digit of DIGITS) collect(prefix + digit, low, high, prefixes);
}
