import { describe, expect, test } from "vitest";
import { AssertionError } from "../../src/base/assert.ts";
import { divideDown, divideUp } from "../../src/money/divide.ts";
import { largestRemainder } from "../../src/money/largest-remainder.ts";
import { lowerMedian } from "../../src/money/median.ts";
import { money } from "../../src/money/money.ts";
import { permilleOf } from "../../src/money/permille.ts";
import { uniformShare } from "../../src/money/uniform-share.ts";
import { fc } from "../property.ts";

test("division is of non-negative integers, down or up", () => {
  expect([
    divideDown(7n, 2n),
    divideDown(6n, 2n),
    divideUp(7n, 2n),
    divideUp(6n, 2n),
    divideUp(0n, 2n),
  ]).toEqual([3n, 3n, 4n, 3n, 0n]);
  expect(() => divideDown(-1n, 2n)).toThrow(AssertionError);
  expect(() => divideDown(1n, 0n)).toThrow(AssertionError);
});

describe("largest remainder", () => {
  test("ties go by the order given, weightless ones get nothing", () => {
    expect(largestRemainder(10_000n, [1n, 1n, 1n])).toEqual([3334n, 3333n, 3333n]);
    expect(largestRemainder(7n, [0n, 2n, 0n, 1n])).toEqual([0n, 5n, 0n, 2n]);
    expect(largestRemainder(0n, [])).toEqual([]);
    expect(largestRemainder(0n, [0n])).toEqual([0n]);
    expect(() => largestRemainder(1n, [0n])).toThrow("some weight");
  });

  test("scaling aid down sums exactly, and no case gets more than its aid", () => {
    const cases = fc.array(fc.bigInt({ min: 0n, max: 10n ** 11n }), { minLength: 1, maxLength: 20 });
    const scaled = fc.property(cases, fc.nat({ max: 1000 }), (aids, permille) => {
      const whole = aids.reduce((a, b) => a + b, 0n);
      const total = (whole * BigInt(permille)) / 1000n;
      const parts = largestRemainder(total, aids);
      expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
      for (const [index, part] of parts.entries()) expect(part <= (aids[index] as bigint)).toBe(true);
    });
    fc.assert(scaled);
  });
});

describe("uniform share", () => {
  test("the accident case: 32,400,000 fen over 34,860,000 members", () => {
    expect(uniformShare(30_000_000n + 2_400_000n, 34_860_000)).toEqual({
      share: 1n,
      collected: 34_860_000n,
      surplus: 2_460_000n,
    });
  });

  test("collects enough and less than one unit each too much", () => {
    const enough = fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      fc.integer({ min: 1, max: 10 ** 8 }),
      (total, members) => {
        const { share, collected, surplus } = uniformShare(total, members);
        expect(collected).toBe(share * BigInt(members));
        expect(collected - surplus).toBe(total);
        expect(surplus >= 0n && surplus < BigInt(members)).toBe(true);
      },
    );
    fc.assert(enough);
  });

  test("of nobody is a bug", () => {
    for (const members of [0, -1, 1.5]) expect(() => uniformShare(1n, members)).toThrow(AssertionError);
  });
});

describe("lower weighted median", () => {
  const median = (...votes: readonly (readonly [number, number])[]) =>
    lowerMedian(votes.map(([amount, weight]) => ({ amount: money(amount), weight })));

  test("{.5 at 1, 1 at 2, 2 at 1, 5 at 3} is 2", () => {
    expect(median([50, 1], [100, 2], [200, 1], [500, 3])).toBe(200);
    expect(median([500, 3], [200, 1], [50, 1], [100, 2])).toBe(200);
  });

  test("is the lower one where two are in the middle", () => {
    expect(median([1, 1], [2, 1])).toBe(1);
    expect(median([1, 1], [2, 1], [3, 1], [4, 1])).toBe(2);
    expect(median([7, 1])).toBe(7);
    expect(median([1, 1], [9, 2])).toBe(9);
  });

  test("is the middle of the votes written out one by one", () => {
    const vote = fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: 1, max: 4 }));
    const same = fc.property(fc.array(vote, { minLength: 1, maxLength: 9 }), (votes) => {
      const each = votes
        .flatMap(([amount, weight]) => Array<number>(weight).fill(amount))
        .sort((a, b) => a - b);
      expect(median(...votes)).toBe(each[Math.ceil(each.length / 2) - 1]);
    });
    fc.assert(same);
  });

  test("weighs without overflow, and refuses nothing, halves and no votes", () => {
    expect(median([1, 2 ** 52], [2, 2 ** 52 - 1])).toBe(1);
    for (const votes of [[[1, 0]], [[1, 0.5]], [], [[1, 2 ** 53]]] as [number, number][][]) {
      expect(() => median(...votes)).toThrow(AssertionError);
    }
  });
});

test("Broodfonds: 4.5 % of 750 + 250 k", () => {
  const levels = Array.from({ length: 8 }, (_, k) => permilleOf(money(75_000 + 25_000 * k), 45));
  expect(levels).toEqual([3375, 4500, 5625, 6750, 7875, 9000, 10_125, 11_250]);
});

test("thousandths are rounded down, beyond 2^53 on the way too", () => {
  expect(permilleOf(money(999), 1)).toBe(0);
  expect(permilleOf(money(1001), 999)).toBe(999);
  expect(permilleOf(money(Number.MAX_SAFE_INTEGER), 1000)).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => permilleOf(money(1), 0.5)).toThrow(AssertionError);
  expect(() => permilleOf(money(-1), 5)).toThrow(AssertionError);
});
