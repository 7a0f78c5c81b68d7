import { describe, expect, test } from "vitest";
import { AssertionError } from "../../src/base/assert.ts";
import { apportion, type Sharer } from "../../src/money/apportion.ts";
import { waterFill } from "../../src/money/water-fill.ts";
import { fc } from "../property.ts";

const fromFirst = () => 0;
const weigh = (...weights: readonly number[]): Sharer[] =>
  weights.map((weight) => ({ weight: BigInt(weight), ceiling: null }));
const underCeilings = (...ceilings: readonly number[]): Sharer[] =>
  ceilings.map((ceiling) => ({ weight: 1n, ceiling: BigInt(ceiling) }));
const shares = (total: number, sharers: readonly Sharer[], start = fromFirst as (tied: number) => number) =>
  apportion({ total: BigInt(total), sharers, start }).shares.map(Number);
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

describe("figures", () => {
  test("10,000 over 3, by largest remainder", () => {
    expect(shares(10_000, weigh(1, 1, 1))).toEqual([3334, 3333, 3333]);
  });

  test("10,000 by weights 2, 10, 10, 50", () => {
    expect(shares(10_000, weigh(2, 10, 10, 50))).toEqual([278, 1389, 1389, 6944]);
  });

  test("10,000 under ceilings 500, 1500, 4000, 4000, 4000", () => {
    expect(shares(10_000, underCeilings(500, 1500, 4000, 4000, 4000))).toEqual([500, 1500, 2667, 2667, 2666]);
  });

  test("10,000 under ceilings that sum to 8,000: 2,000 is left over", () => {
    const sharers = underCeilings(500, 1500, 2000, 2000, 2000);
    const result = apportion({ total: 10_000n, sharers, start: fromFirst });
    expect(result).toEqual({ shares: [500n, 1500n, 2000n, 2000n, 2000n], unfilled: 2000n, level: null });
  });
});

test("a ceiling that is exactly reached counts as reached", () => {
  const division = waterFill(6n, [{ weight: 1n, ceiling: 2n, count: 3 }]);
  expect(division.classes).toEqual([{ share: 2n, isTied: false, isCapped: true }]);
  expect(division).toMatchObject({ unfilled: 0n, level: null });
});

describe("odd units", () => {
  test("go round in id order from the start, past the end", () => {
    const five = weigh(1, 1, 1, 1, 1);
    expect(shares(12, five, () => 3)).toEqual([2, 2, 2, 3, 3]);
    expect(shares(12, five, () => 4)).toEqual([3, 2, 2, 2, 3]);
    expect(shares(13, five, () => 4)).toEqual([3, 3, 2, 2, 3]);
  });

  test("start modulo the number of the tied, which it is told", () => {
    const asked: number[] = [];
    const start = (tied: number) => {
      asked.push(tied);
      return 12;
    };
    expect(shares(12, weigh(1, 1, 1, 1, 1), start)).toEqual([2, 2, 3, 3, 2]);
    expect(asked).toEqual([5]);
  });

  test("ask for no start where nobody is tied", () => {
    const never = () => {
      throw new Error("asked");
    };
    expect(shares(10, weigh(1, 1), never)).toEqual([5, 5]);
    expect(shares(10, weigh(1, 2), never)).toEqual([3, 7]);
    expect(shares(2, [], never)).toEqual([]);
  });

  test("are shared by classes of equal remainder, in id order across them", () => {
    // Quotas 3.5, 3.5, 10.5, 10.5 with weights 1, 1, 3, 3: four tied for two units, whatever they weigh.
    const mixed = weigh(3, 1, 3, 1);
    expect(shares(28, mixed, () => 0)).toEqual([11, 4, 10, 3]);
    expect(shares(28, mixed, () => 1)).toEqual([10, 4, 11, 3]);
    expect(shares(28, mixed, () => 3)).toEqual([11, 3, 10, 4]);
  });

  test("of another ceiling are tied too, as long as it is not reached", () => {
    const sharers = underCeilings(9, 8, 9);
    expect(shares(10, sharers, () => 1)).toEqual([3, 4, 3]);
  });

  test("move to whoever is named when ids are permuted, and nothing else does", () => {
    expect(shares(10, weigh(1, 1, 1), () => 2)).toEqual([3, 3, 4]);
  });
});

/** Water-filling by rounds, without sorting: cap whoever is over, pour again. Quotas as [dividend, divisor]. */
function slowQuotas(total: bigint, sharers: readonly Sharer[]): readonly (readonly [bigint, bigint])[] {
  const capped = new Set<number>();
  for (;;) {
    let amount = total;
    let weights = 0n;
    for (const [index, { weight, ceiling }] of sharers.entries()) {
      if (capped.has(index)) amount -= ceiling ?? 0n;
      else weights += weight;
    }
    const over = sharers.flatMap(({ weight, ceiling }, index) =>
      !capped.has(index) && ceiling !== null && amount * weight > ceiling * weights ? [index] : [],
    );
    if (over.length === 0) {
      return sharers.map(({ weight, ceiling }, index) =>
        capped.has(index) ? [ceiling ?? 0n, 1n] : [amount * weight, weights],
      );
    }
    for (const index of over) capped.add(index);
  }
}

const big = (max: bigint) => fc.bigInt({ min: 0n, max });
const sharer = fc.record({
  weight: fc.oneof(fc.bigInt({ min: 1n, max: 6n }), fc.bigInt({ min: 1n, max: 10n ** 9n })),
  ceiling: fc.oneof(fc.constant(null), big(20n), big(10n ** 12n)),
});
const problem = fc.record({
  total: fc.oneof(big(60n), big(10n ** 13n)),
  sharers: fc.array(sharer, { minLength: 1, maxLength: 24 }),
  start: fc.nat({ max: 1000 }).map((first) => () => first),
});

describe("properties", () => {
  test("shares sum to the total, or to all ceilings where these are less; the rest is reported", () => {
    const adds = fc.property(problem, (given) => {
      const result = apportion(given);
      const room = given.sharers.some(({ ceiling }) => ceiling === null)
        ? given.total
        : sum(given.sharers.map(({ ceiling }) => ceiling ?? 0n));
      expect(sum(result.shares)).toBe(given.total < room ? given.total : room);
      expect(sum(result.shares) + result.unfilled).toBe(given.total);
    });
    fc.assert(adds, { numRuns: 1000 });
  });

  test("each share is within one unit of the exact quota, never negative, never above its ceiling", () => {
    const exact = fc.property(problem, (given) => {
      const { shares: found } = apportion(given);
      for (const [index, [dividend, divisor]] of slowQuotas(given.total, given.sharers).entries()) {
        const share = found[index] ?? -1n;
        const off = share * divisor - dividend;
        expect(off < divisor && -off < divisor).toBe(true);
        expect(share >= 0n && share <= (given.sharers[index]?.ceiling ?? share)).toBe(true);
      }
    });
    fc.assert(exact, { numRuns: 1000 });
  });

  test("the level explains every uncapped share", () => {
    const explained = fc.property(problem, (given) => {
      const { level, shares: found } = apportion(given);
      for (const [index, { weight, ceiling }] of given.sharers.entries()) {
        const quota = level === null ? undefined : (level.amount * weight) / level.weights;
        if (found[index] !== ceiling) expect([quota, (quota ?? 0n) + 1n]).toContain(found[index]);
      }
    });
    fc.assert(explained);
  });

  test("a larger remainder is served before a smaller one", () => {
    const served = fc.property(problem, (given) => {
      const { level, shares: found } = apportion(given);
      if (level === null) return;
      const open = given.sharers.flatMap(({ weight, ceiling }, index) => {
        const isCapped = ceiling !== null && ceiling * level.weights <= level.amount * weight;
        const floor = (level.amount * weight) / level.weights;
        const remainder = (level.amount * weight) % level.weights;
        return isCapped ? [] : [{ remainder, extra: (found[index] ?? 0n) - floor }];
      });
      for (const a of open)
        for (const b of open) if (a.remainder > b.remainder) expect(a.extra >= b.extra).toBe(true);
    });
    fc.assert(served);
  });

  test("under equal ceilings, who weighs more pays no less", () => {
    const monotone = fc.property(problem, sharer, (given, { ceiling }) => {
      const alike = given.sharers.map(({ weight }) => ({ weight, ceiling }));
      const { shares: found } = apportion({ ...given, sharers: alike });
      for (const [i, a] of alike.entries()) {
        for (const [k, b] of alike.entries())
          if (a.weight > b.weight) expect(found[i]).toBeGreaterThanOrEqual(found[k] as bigint);
      }
    });
    fc.assert(monotone);
  });

  test("permuting the ids moves odd units between the tied and nothing else", () => {
    const permuted = problem.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray([...given.sharers.keys()], { minLength: given.sharers.length }),
      ),
    );
    const stable = fc.property(permuted, ([given, order]) => {
      const plain = apportion(given);
      const moved = apportion({ ...given, sharers: order.map((index) => given.sharers[index] as Sharer) });
      const remainder = ({ weight }: Sharer) =>
        plain.level === null ? 0n : (plain.level.amount * weight) % plain.level.weights;
      const changed = new Set<bigint>();
      for (const [place, index] of order.entries()) {
        const difference = (moved.shares[place] as bigint) - (plain.shares[index] as bigint);
        expect(difference >= -1n && difference <= 1n).toBe(true);
        if (difference !== 0n) changed.add(remainder(given.sharers[index] as Sharer));
      }
      expect(changed.size).toBeLessThanOrEqual(1);
      expect({ ...moved, shares: sum(moved.shares) }).toEqual({ ...plain, shares: sum(plain.shares) });
    });
    fc.assert(stable);
  });
});

describe("bugs of the caller", () => {
  const refusesClass = (change: object) => () =>
    waterFill(1n, [{ weight: 1n, ceiling: null, count: 1, ...change }]);
  test.each([
    ["no weight", refusesClass({ weight: 0n })],
    ["a negative ceiling", refusesClass({ ceiling: -1n })],
    ["an empty class", refusesClass({ count: 0 })],
    ["half a sharer", refusesClass({ count: 0.5 })],
    ["a negative total", () => waterFill(-1n, [])],
    ["a negative start", () => shares(1, weigh(1, 1), () => -1)],
    ["a start that is no number", () => shares(1, weigh(1, 1), () => Number.NaN)],
  ])("%s", (_, bug) => {
    expect(bug).toThrow(AssertionError);
  });
});
