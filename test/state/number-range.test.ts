import fc from "fast-check";
import { expect, test } from "vitest";
import { numberKey } from "../../src/state/key.ts";
import { rangePrefixes } from "../../src/state/number-range.ts";

test("prefixes select exactly the numbers of the range", () => {
  const near = fc.tuple(fc.nat(5_000), fc.nat(5_000), fc.integer({ min: 0, max: 2 ** 48 }));
  fc.assert(
    fc.property(near, fc.nat(6_000), ([a, b, base], c) => {
      const [low, high, probe] = [base + Math.min(a, b), base + Math.max(a, b), base + c];
      const found = rangePrefixes(low, high).filter((prefix) => numberKey(probe).startsWith(prefix));
      expect(found.length).toBe(probe >= low && probe <= high ? 1 : 0);
    }),
  );
  expect(rangePrefixes(5, 4)).toEqual([]);
});
