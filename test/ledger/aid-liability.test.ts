import { expect, test } from "vitest";
import type { MemberId } from "../../src/base/id.ts";
import { divideAid } from "../../src/ledger/divide-aid.ts";
import { money } from "../../src/money/money.ts";
import { isInRunOff, liabilityAt, sharesAll } from "../../src/state/liability.ts";
import type { Enrolment, Terms } from "../../src/state/plan-records.ts";
import { weightSince } from "../../src/state/tier-on.ts";
import { id, TERMS } from "./aid-fixture.ts";

const SPELL: Enrolment = {
  event: id("enrol"),
  tier: 0,
  sinceMs: 10,
  sinceHeight: 3,
  tenureMs: 10,
  coversFromMs: 20,
  formerTiers: [],
  leavesMs: null,
  leftMs: null,
  ending: null,
};

/** spell, terms, period end → shares all, or is in the run-off */
const CASES: readonly (readonly [string, Partial<Enrolment>, Partial<Terms>, number, boolean, boolean])[] = [
  ["covered", {}, {}, 20, true, false],
  ["waiting", {}, {}, 19, false, false],
  ["waiting, where these share too", {}, { waitingShares: true }, 19, true, false],
  ["begun at this end", { sinceMs: 30 }, { waitingShares: true }, 30, false, false],
  ["leaves at this end", { leftMs: 30 }, {}, 30, true, false],
  ["left before, run-off on", { leftMs: 29 }, { runOffMs: 1 }, 30, false, true],
  ["left before, run-off over", { leftMs: 28 }, { runOffMs: 1 }, 30, false, false],
  ["left while waiting", { leftMs: 29, coversFromMs: 40 }, { runOffMs: 1 }, 30, false, false],
];

test.each(CASES)("%s", (_what, spell, terms, endMs, all, runOff) => {
  expect(sharesAll({ ...SPELL, ...spell }, { ...TERMS, ...terms }, endMs)).toBe(all);
  expect(isInRunOff({ ...SPELL, ...spell }, { ...TERMS, ...terms }, endMs)).toBe(runOff);
});

test.each([
  [9, undefined],
  [10, 20],
] as const)("who left is asked for the run-off of the terms they had: %i", (runOffMs, leftMs) => {
  const run = { terms: { ...TERMS, runOffMs: 100 }, endMs: 30, closedMs: null };
  const spell = { ...SPELL, leftMs: 20 };
  expect(liabilityAt([spell], { ...run, termsWhenLeft: () => ({ ...TERMS, runOffMs }) })?.leftMs).toBe(
    leftMs,
  );
});

test("claims that fewer share are divided first, so that nobody's ceiling is used up where others could pay", () => {
  const sharers = [
    { weight: 1, ceiling: money(100), leftMs: null },
    { weight: 1, ceiling: money(100), leftMs: 5 },
  ];
  const open = (name: string, beganMs: number) => {
    return {
      claim: id(name),
      transfer: null,
      member: id("ann") as MemberId,
      aid: money(100),
      got: money(0),
      beganMs,
    };
  };
  const cases = [open("older", 4), open("newer", 6)];
  const { shares, cases: divided } = divideAid({ cases, owing: [], sharers, perCase: null, start: () => 0 });
  expect(shares).toEqual([100, 100]);
  expect(divided.map(({ paid }) => paid)).toEqual([100, 100]);
});

test("the roll of a plan that closes shares until it ends", () => {
  const at = (spell: Partial<Enrolment>) => {
    const terms = { ...TERMS, runOffMs: 0 };
    const run = { terms, endMs: 300, closedMs: 200, termsWhenLeft: () => terms };
    return liabilityAt([{ ...SPELL, ...spell }], run)?.leftMs;
  };
  expect(at({})).toBeNull();
  expect(at({ leftMs: 200 })).toBeUndefined();
  // a leave that came after has no effect; cover that had not begun never does
  expect(at({ leftMs: 250, ending: { why: "leave", by: id("leave") } })).toBeNull();
  expect(at({ coversFromMs: 201 })).toBeUndefined();
  // who lapsed since is not asked for what they failed to pay
  expect(at({ leftMs: 250, ending: { why: "lapse", by: null } })).toBe(250);
});

test("a weight is the highest since the oldest case began, until the period's end", () => {
  // from 10 in the half tier, from 100 in the full one, from 200 in the half again
  const former = [
    { tier: 1, coversFromMs: 20, untilMs: 100 },
    { tier: 0, coversFromMs: 100, untilMs: 200 },
  ];
  const spell = { ...SPELL, tier: 1, formerTiers: former };
  const weights = [
    [50, 90, 1],
    [50, 100, 1],
    [50, 101, 3],
    [150, 300, 3],
    [199, 300, 3],
    [200, 300, 1],
  ] as const;
  for (const [fromMs, endMs, weight] of weights)
    expect(weightSince(spell, TERMS, fromMs, endMs)).toBe(weight);
});
