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

/** `prefix` holds keys of the range; only its edges have to be taken apart. */
function collect(prefix: string, low: string, high: string, prefixes: string[]): void {
  const at = prefix.length;
  const isLowest = low.startsWith(prefix);
  const isHighest = high.startsWith(prefix);
  const startsWhole = !isLowest || /^0*$/.test(low.slice(at));
  const endsWhole = !isHighest || /^f*$/.test(high.slice(at));
  if (startsWhole && endsWhole) {
    prefixes.push(prefix);
    return;
  }
  const first = isLowest ? DIGITS.indexOf(low.charAt(at)) : 0;
  const last = isHighest ? DIGITS.indexOf(high.charAt(at)) : DIGITS.length - 1;
  for (let digit = first; digit <= last; digit++) collect(prefix + DIGITS.charAt(digit), low, high, prefixes);
}
