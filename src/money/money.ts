import { assert } from "../base/assert.ts";
import type { Brand } from "../base/id.ts";
import { compareNumber } from "../base/order.ts";

/** Minor units of the community's currency (fen, cents): a safe integer, of either sign, never −0. */
export type Money = Brand<number, "Money">;

/** The largest amount a body may state (protocol §9), in minor units. */
export const AMOUNT_MAX = 10 ** 11;

/** The number as money; anything but a safe integer is a bug. */
export function money(minorUnits: number): Money {
  assert(Number.isSafeInteger(minorUnits) && !Object.is(minorUnits, -0), "money is a safe integer");
  return minorUnits as Money;
}

/** Back from exact arithmetic; a result past 2^53 − 1 is a bug. */
export function moneyFromBigint(minorUnits: bigint): Money {
  return money(Number(minorUnits));
}

/** Exact whatever the sums on the way; a total past 2^53 − 1 is a bug. */
export function sumMoney(amounts: Iterable<Money>): Money {
  let sum = 0n;
  for (const amount of amounts) sum += BigInt(amount);
  return moneyFromBigint(sum);
}

export function negate(amount: Money): Money {
  return money(0 - amount);
}

export function compareMoney(a: Money, b: Money): number {
  return compareNumber(a, b);
}
