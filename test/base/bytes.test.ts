import { describe, expect, test } from "vitest";
import { AssertionError, assert, present, unreachable } from "../../src/base/assert.ts";
import { concatBytes, equalBytes, fromHex, isHex, readUint64, toHex, uint64 } from "../../src/base/bytes.ts";
import { isId } from "../../src/base/id.ts";
import { compareBigint, compareBytes, compareNumber, compareText } from "../../src/base/order.ts";
import { fc } from "../property.ts";

describe("hexadecimal", () => {
  test("goes there and back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
    );
    expect(toHex(Uint8Array.of(0, 10, 255))).toBe("000aff");
  });

  test("of capitals, half bytes or other signs is a bug", () => {
    for (const text of ["A0", "0", "0g", "00\n", " 00"]) expect(() => fromHex(text)).toThrow(AssertionError);
  });

  test("is told from text that is none", () => {
    expect(isHex("00ff", 2)).toBe(true);
    for (const text of ["00f", "00ff00", "00FF", "00fg", "00f\n"]) expect(isHex(text, 2)).toBe(false);
  });

  test("ids are 64 lower-case digits", () => {
    expect(isId("ab".repeat(32))).toBe(true);
    for (const text of ["", "ab".repeat(31), "AB".repeat(32), `${"ab".repeat(32)}\n`])
      expect(isId(text)).toBe(false);
  });
});

describe("uint64", () => {
  test("goes there and back at any offset, as DataView reads it", () => {
    const roundTrip = fc.property(fc.maxSafeNat(), fc.nat(9), (value, offset) => {
      const bytes = concatBytes(new Uint8Array(offset), uint64(value));
      expect(readUint64(bytes, offset)).toBe(value);
      expect(new DataView(bytes.buffer).getBigUint64(offset)).toBe(BigInt(value));
    });
    fc.assert(roundTrip);
  });

  test("past 2^53 − 1 is undefined, and so is what is cut off", () => {
    expect(readUint64(fromHex("001fffffffffffff"))).toBe(Number.MAX_SAFE_INTEGER);
    expect(readUint64(fromHex("0020000000000000"))).toBeUndefined();
    expect(readUint64(fromHex("0020000000000001"))).toBeUndefined();
    expect(readUint64(fromHex("ffffffffffffffff"))).toBeUndefined();
    expect(readUint64(new Uint8Array(7))).toBeUndefined();
  });

  test("of anything but a non-negative safe integer is a bug", () => {
    for (const value of [-1, 0.5, 2 ** 53, Number.NaN]) expect(() => uint64(value)).toThrow(AssertionError);
  });
});

describe("order", () => {
  test("of bytes is that of Buffer.compare, and of their hexadecimal", () => {
    const same = fc.property(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 }), (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
      expect(compareText(toHex(a), toHex(b))).toBe(Buffer.compare(a, b));
      expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
    });
    fc.assert(same);
  });

  test("of numbers and bigints is the usual one", () => {
    expect([3, 1, 2].sort(compareNumber)).toEqual([1, 2, 3]);
    expect([3n, 1n, 2n ** 70n].sort(compareBigint)).toEqual([1n, 3n, 2n ** 70n]);
    expect(compareNumber(1, 1)).toBe(0);
    expect(compareBigint(1n, 1n)).toBe(0);
    expect(compareText("a", "a")).toBe(0);
  });
});

describe("assertions", () => {
  test("throw what names the invariant", () => {
    expect(() => assert(false, "two is two")).toThrow(new AssertionError("two is two"));
    expect(() => present(undefined, "a member")).toThrow("a member");
    expect(() => present(null, "a member")).toThrow("a member");
    expect(() => unreachable("x" as never)).toThrow("unreachable: x");
  });

  test("let pass what is there", () => {
    assert(true, "true");
    for (const value of [0, "", false]) expect(present(value, "there")).toBe(value);
  });
});
