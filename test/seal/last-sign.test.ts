import { expect, test } from "vitest";
import { STEPS } from "../../src/events/seal-word.ts";
import { isLater } from "../../src/seal/last-sign.ts";
import { fc } from "../property.ts";

const word = fc.record({
  epoch: fc.nat(1),
  height: fc.nat(2),
  round: fc.nat(2),
  step: fc.constantFrom(...STEPS),
});

test("of two words exactly one is later, unless they are for one place", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b);
      expect(Number(isLater(a, b)) + Number(isLater(b, a))).toBe(same ? 0 : 1);
    }),
  );
});

test("what is later than the later is later than the first", () => {
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      if (isLater(a, b) && isLater(b, c)) expect(isLater(a, c)).toBe(true);
    }),
  );
});

test("within a round a seat reports, proposes, prevotes, precommits", () => {
  const at = { epoch: 0, height: 1, round: 0 };
  for (const [i, step] of STEPS.entries())
    for (const [j, other] of STEPS.entries())
      expect(isLater({ ...at, step }, { ...at, step: other })).toBe(i > j);
  expect(isLater({ ...at, round: 1, step: "report" }, { ...at, step: "precommit" })).toBe(true);
  expect(isLater({ ...at, height: 2, step: "report" }, { ...at, round: 9, step: "precommit" })).toBe(true);
  expect(isLater({ ...at, epoch: 1, step: "report" }, { ...at, height: 9, step: "precommit" })).toBe(true);
});
