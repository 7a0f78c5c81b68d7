import { describe, expect, test } from "vitest";
import { AssertionError } from "../../src/base/assert.ts";
import { type AmountFault, formatMoney, parseAmount } from "../../src/money/format.ts";
import { AMOUNT_MAX, compareMoney, money, moneyFromBigint, negate, sumMoney } from "../../src/money/money.ts";
import { fc } from "../property.ts";

const CNY = { currency: "CNY", digits: 2 };

describe("money", () => {
  test("is a safe integer and never −0", () => {
    for (const value of [0.1, Number.NaN, 2 ** 53, -0]) expect(() => money(value)).toThrow(AssertionError);
    expect(Object.is(negate(money(0)), 0)).toBe(true);
    expect(negate(money(5))).toBe(-5);
  });

  test("sums exactly through sums that are not safe", () => {
    const [top, one] = [money(Number.MAX_SAFE_INTEGER), money(1)];
    expect(sumMoney([top, one, negate(one), top, negate(top)])).toBe(Number.MAX_SAFE_INTEGER);
    expect(sumMoney([])).toBe(0);
    expect(() => sumMoney([top, one])).toThrow(AssertionError);
    expect(() => sumMoney([top, one, one])).toThrow(AssertionError);
  });

  test("comes back from bigint, or not at all", () => {
    expect(moneyFromBigint(-7n)).toBe(-7);
    expect(() => moneyFromBigint(2n ** 53n)).toThrow(AssertionError);
    expect(() => moneyFromBigint(-(2n ** 53n) - 1n)).toThrow(AssertionError);
  });

  test("has its usual order", () => {
    expect([money(3), money(-1), money(0)].sort(compareMoney)).toEqual([-1, 0, 3]);
  });
});

describe("formatting", () => {
  test.each([
    [317n, CNY, "¥3.17"],
    [-317n, CNY, "-¥3.17"],
    [0n, CNY, "¥0.00"],
    [5n, CNY, "¥0.05"],
    [-5n, CNY, "-¥0.05"],
    [99_999n, CNY, "¥999.99"],
    [100_000n, CNY, "¥1,000.00"],
    [30_000_000n, CNY, "¥300,000.00"],
    [123_456_789_012_345_678_901_234n, CNY, "¥1,234,567,890,123,456,789,012.34"],
    [1_200n, { currency: "TWD", digits: 0 }, "NT$1,200"],
    [0n, { currency: "JPY", digits: 0 }, "JP¥0"],
    [1_234_567n, { currency: "KWD", digits: 3 }, "KWD 1,234.567"],
    [-1n, { currency: "CHF", digits: 2 }, "-CHF 0.01"],
    [3375n, { currency: "EUR", digits: 2 }, "€33.75"],
  ] as const)("%s of %o is %s", (amount, currency, text) => {
    expect(formatMoney(amount, currency)).toBe(text);
  });

  test("takes money as it takes bigint", () => {
    expect(formatMoney(money(-AMOUNT_MAX), CNY)).toBe("-¥1,000,000,000.00");
  });

  test("of half a digit is a bug", () => {
    for (const digits of [-1, 1.5, 5]) {
      expect(() => formatMoney(1n, { currency: "CNY", digits })).toThrow(AssertionError);
      expect(() => parseAmount("1", digits)).toThrow(AssertionError);
    }
  });
});

describe("parsing", () => {
  test.each([
    ["3.17", 2, 317],
    ["3", 2, 300],
    ["3.1", 2, 310],
    ["0", 2, 0],
    ["0.00", 2, 0],
    ["007.10", 2, 710],
    ["1,234,567.89", 2, 123_456_789],
    ["1234567.89", 2, 123_456_789],
    ["  12.5 ", 2, 1250],
    ["\u3000１２３．４５\u3000", 2, 12_345],
    ["１，２３４", 2, 123_400],
    ["1,200", 0, 1200],
    ["0.001", 3, 1],
    ["1000000000.00", 2, AMOUNT_MAX],
    ["100000000000", 0, AMOUNT_MAX],
  ] as const)("%s with %i digits is %i", (text, digits, amount) => {
    expect(parseAmount(text, digits)).toEqual({ ok: true, value: amount });
  });

  test.each<readonly [string, number, AmountFault]>([
    ["", 2, "amount-missing"],
    [" \u3000 ", 2, "amount-missing"],
    ["-1", 2, "amount-negative"],
    ["－１", 2, "amount-negative"],
    ["3.175", 2, "amount-too-many-decimals"],
    ["3.170", 2, "amount-too-many-decimals"],
    ["3.0", 0, "amount-too-many-decimals"],
    ["1000000000.01", 2, "amount-too-large"],
    ["99999999999999999999999999", 2, "amount-too-large"],
    ["9".repeat(400), 0, "amount-too-large"],
    ["3.", 2, "amount-malformed"],
    [".5", 2, "amount-malformed"],
    ["1,5", 2, "amount-malformed"],
    ["1,0000", 2, "amount-malformed"],
    ["1234,567", 2, "amount-malformed"],
    [",123", 2, "amount-malformed"],
    ["1.234.567", 2, "amount-malformed"],
    ["1.2,3", 2, "amount-malformed"],
    ["1 000", 2, "amount-malformed"],
    ["+1", 2, "amount-malformed"],
    ["--1", 2, "amount-malformed"],
    ["1e3", 2, "amount-malformed"],
    ["0x10", 2, "amount-malformed"],
    ["¥3", 2, "amount-malformed"],
    ["٣", 2, "amount-malformed"],
    ["NaN", 2, "amount-malformed"],
  ])("%s with %i digits is %s", (text, digits, error) => {
    expect(parseAmount(text, digits)).toEqual({ ok: false, error });
  });

  test("reads back every figure that is formatted", () => {
    const roundTrip = fc.property(
      fc.integer({ min: 0, max: AMOUNT_MAX }),
      fc.integer({ min: 0, max: 4 }),
      (amount, digits) => {
        const text = formatMoney(BigInt(amount), { currency: "XXX", digits }).slice("XXX ".length);
        expect(parseAmount(text, digits)).toEqual({ ok: true, value: amount });
        const fullWidth = text.replace(/[0-9,.]/g, (sign) =>
          String.fromCharCode(sign.charCodeAt(0) + 0xfee0),
        );
        expect(parseAmount(fullWidth, digits)).toEqual({ ok: true, value: amount });
      },
    );
    fc.assert(roundTrip, { numRuns: 500 });
  });
});
