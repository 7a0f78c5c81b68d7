import { expect, test } from "vitest";
import { liarsBorne, quorumOf } from "../../src/seal/quorum.ts";

test.each([
  [1, 1],
  [4, 3],
  [5, 4],
  [7, 5],
  [10, 7],
  [13, 8],
  [21, 13],
  [31, 19],
  [100, 61],
])("of %i seats %i decide", (seats, quorum) => {
  expect(quorumOf(seats)).toBe(quorum);
});

test("for up to 200 seats the quorum is the formula's, two quorums share more than the liars, and a quorum can meet", () => {
  for (let n = 1; n <= 200; n++) {
    const q = quorumOf(n);
    const r = liarsBorne(n);
    expect(q).toBe(Math.ceil((n + Math.floor(n / 5) + 1) / 2));
    expect(2 * q - n).toBeGreaterThan(r);
    // r + 1 hold what one honest seat holds, and any q reports contain r + 1 of any q
    expect(2 * q - n).toBe(r + 1);
    expect(q).toBeLessThanOrEqual(n);
    expect(r).toBeGreaterThanOrEqual(0);
    // a twentieth more sleepers than strict two thirds would bear
    if (n >= 4) expect(n - q).toBeGreaterThanOrEqual(Math.floor((n - 1) / 3) - (n === 4 ? 0 : 1));
    // a cut has fewer ids than three full reports, see `decodeSealed`
    expect(q).toBeLessThan(3 * (r + 1));
  }
});

test("no seats, or a part of one, is a bug", () => {
  expect(() => quorumOf(0)).toThrow();
  expect(() => quorumOf(1.5)).toThrow();
});
