import { assert } from "../base/assert.ts";
import { divideDown } from "./divide.ts";
import { type Money, moneyFromBigint } from "./money.ts";

/** That many thousandths of a non-negative amount, rounded down. */
export function permilleOf(amount: Money, permille: number): Money {
  assert(Number.isSafeInteger(permille) && permille >= 0, "whole thousandths");
  return moneyFromBigint(divideDown(BigInt(amount) * BigInt(permille), 1000n));
}
