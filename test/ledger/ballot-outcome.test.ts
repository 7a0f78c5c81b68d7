import { expect, test } from "vitest";
import { ballotOutcome, decidedAid, fallbackVotes } from "../../src/ledger/ballot-outcome.ts";
import { type Money, money } from "../../src/money/money.ts";
import type { CountedWord } from "../../src/state/counted-words.ts";
import { id } from "./aid-fixture.ts";

const HALF = { part: 500, of: 1_000 };
const RULE = { quorum: HALF, threshold: { ...HALF, among: "votes" }, isExtended: true } as const;

/** electors, yes, no, abstain, last time → outcome */
const CASES = [
  [10, 3, 2, 0, false, "yes"],
  [10, 2, 3, 0, false, "no"],
  [10, 2, 2, 1, false, "yes"],
  [10, 0, 0, 5, false, "draw"],
  [10, 2, 2, 0, false, "extend"],
  [10, 2, 2, 0, true, "yes"],
  [10, 1, 1, 0, true, "draw"],
  [10, 0, 3, 0, true, "no"],
  [100, 9, 0, 0, true, "draw"],
  [100, 10, 0, 0, true, "yes"],
  [2, 2, 0, 0, true, "yes"],
  [2, 0, 0, 0, true, "draw"],
  [0, 0, 0, 0, false, "extend"],
  [0, 0, 0, 0, true, "draw"],
] as const;

test.each(CASES)(
  "%i electors, %i yes, %i no, %i abstain, last %s: %s",
  (electors, yes, no, abstain, isLast, is) => {
    expect(ballotOutcome({ electors, tally: { yes, no, abstain }, rule: RULE, isLast })).toBe(is);
  },
);

test("after a missed quorum the smaller of all, and 3 or a tenth, decide", () => {
  expect([0, 1, 2, 3, 30, 31, 1000].map(fallbackVotes)).toEqual([0, 1, 2, 3, 3, 4, 100]);
});

function yes(amount: Money | null, carries = 0): CountedWord {
  return { member: id("m"), choice: "yes", amount, events: [], carries: Array(carries).fill(id("c")) };
}

test("aid is the lower median of the yes votes' amounts, and never more than was asked", () => {
  const asked = money(100);
  expect(decidedAid([yes(null), yes(money(40)), yes(money(60))], asked)).toBe(60);
  expect(decidedAid([yes(money(40)), yes(money(60))], asked)).toBe(40);
  expect(decidedAid([yes(money(900)), yes(money(800))], asked)).toBe(100);
  const no = { ...yes(null), choice: "no" } as const;
  expect(decidedAid([no, no, no, yes(money(70))], asked)).toBe(70);
  // whoever votes for others too weighs as many
  expect(decidedAid([yes(money(40), 1), yes(money(60)), yes(money(80))], asked)).toBe(40);
});
