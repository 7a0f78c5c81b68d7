import { assert, present } from "../base/assert.ts";
import { compareMoney, type Money } from "./money.ts";

/**
 * The lower weighted median: the smallest amount at which at least half of all weight is reached
 * (protocol §6.3). Weights are positive integers; at least one amount is there.
 */
export function lowerMedian(votes: readonly { readonly amount: Money; readonly weight: number }[]): Money {
  let total = 0;
  for (const { weight } of votes) {
    assert(Number.isSafeInteger(weight) && weight > 0, "a positive integer weight");
    total += weight;
  }
  assert(total > 0 && Number.isSafeInteger(total), "some weight, and a safe sum of it");
  let reached = 0;
  // Equal amounts are the same answer in any order.
  const rising = votes.toSorted((a, b) => compareMoney(a.amount, b.amount));
  const middle = rising.find(({ weight }) => {
    reached += weight;
    return reached >= total - reached;
  });
  return present(middle, "the last amount reaches all weight").amount;
}
