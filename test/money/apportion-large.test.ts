import { describe, expect, test } from "vitest";
import { expand } from "../../src/money/apportion.ts";
import { type ShareClass, waterFill } from "../../src/money/water-fill.ts";

const HUNDRED_MILLION = 10 ** 8;
const MILLION = 10 ** 6;

/** Three tiers and a ceiling that two of them meet, dealt out so that every tenth sharer is of the next one. */
function classesOf(sharers: number): readonly ShareClass[] {
  return [
    { weight: 10n, ceiling: null, count: sharers * 0.6 },
    { weight: 30n, ceiling: 5_000n, count: sharers * 0.3 },
    { weight: 7n, ceiling: 400n, count: sharers * 0.1 },
  ];
}

const placeOf = (index: number) => (index % 10 < 6 ? 0 : index % 10 < 9 ? 1 : 2);

function totalOver(sharers: number, total: bigint, first: number) {
  const next = expand(waterFill(total, classesOf(sharers)), () => first);
  let sum = 0;
  for (let index = 0; index < sharers; index++) sum += Number(next(placeOf(index)));
  return sum;
}

describe("10^8 sharers", () => {
  test("are divided among as classes, at once", () => {
    const total = 97_654_321_019n;
    const division = waterFill(total, classesOf(HUNDRED_MILLION));
    // Weight 7 would owe 434 and is stopped at 400; the rest, 93,654,321,019, over 15 × 10^8 of weight is 62.436….
    expect(division.classes).toEqual([
      { share: 624n, isTied: true, isCapped: false },
      { share: 1873n, isTied: false, isCapped: false },
      { share: 400n, isTied: false, isCapped: true },
    ]);
    expect(division.level).toEqual({ amount: 93_654_321_019n, weights: 1_500_000_000n });
    const whole = division.classes.reduce(
      (sum, { share }, place) => sum + share * BigInt(classesOf(HUNDRED_MILLION)[place]?.count ?? 0),
      0n,
    );
    expect(whole + BigInt(division.oddUnits)).toBe(total);
    expect(division.tied).toBe(60_000_000);
  });

  test.skipIf(process.env["HUZHU_LONG"] === undefined)("one by one, without an array (HUZHU_LONG)", () => {
    expect(totalOver(HUNDRED_MILLION, 97_654_321_019n, 98_765_432)).toBe(97_654_321_019);
  });
});

test("10^6 sharers, one by one", () => {
  for (const first of [0, 599_999, 123_456])
    expect(totalOver(MILLION, 976_543_219n, first)).toBe(976_543_219);
});

test("more tied sharers than were divided among are a bug", () => {
  const next = expand(waterFill(1n, [{ weight: 1n, ceiling: null, count: 2 }]), () => 0);
  expect([next(0), next(0)]).toEqual([1n, 0n]);
  expect(() => next(0)).toThrow("no more tied sharers");
  expect(() => next(1)).toThrow("a class of this division");
});
