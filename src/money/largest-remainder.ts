import { assert } from "../base/assert.ts";
import { apportion } from "./apportion.ts";

/**
 * Divides a total by weights without ceilings, exactly: how cases are scaled alike (protocol §6.4 step
 * 5). Ties go by the order given, which is that of ids. A weight of 0 gets nothing.
 */
export function largestRemainder(total: bigint, weights: readonly bigint[]): readonly bigint[] {
  const heavy = weights.filter((weight) => weight !== 0n);
  const sharers = heavy.map((weight) => ({ weight, ceiling: null }));
  const { shares, unfilled } = apportion({ total, sharers, start: () => 0 });
  assert(unfilled === 0n, "some weight to divide by");
  let place = 0;
  return weights.map((weight) => (weight === 0n ? 0n : (shares[place++] ?? 0n)));
}
