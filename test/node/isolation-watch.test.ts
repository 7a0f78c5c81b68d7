import { describe, expect, test } from "vitest";
import type { MemberId } from "../../src/base/id.ts";
import {
  IsolationWatch,
  NOBODY_AFTER_MS,
  REACHED_WITHIN_MS,
  type Sight,
  WITHHELD_AFTER_MS,
} from "../../src/node/isolation-watch.ts";

const [BO, CY, DI] = ["b", "c", "d"].map((digit) => digit.repeat(64) as MemberId) as [
  MemberId,
  MemberId,
  MemberId,
];
const CALM: Sight = {
  nowMs: 0,
  members: 20,
  reached: [BO, CY, DI],
  height: 5,
  claimed: 5,
  brought: 0,
  isHeldBack: false,
};
const HOUR_MS = 3_600_000;

/** Codes after each look, a minute apart, from `fromMs` on. */
function over(watch: IsolationWatch, fromMs: number, ms: number, sight: Partial<Sight>): readonly string[] {
  let codes: readonly string[] = [];
  for (let nowMs = fromMs; nowMs <= fromMs + ms; nowMs += 60_000)
    codes = watch.look({ ...CALM, ...sight, nowMs }).map(({ code }) => code);
  return codes;
}

describe("few members reached", () => {
  test("is told after two hours, of a community that has more, and heals by itself", () => {
    const watch = new IsolationWatch(0);
    expect(over(watch, 0, REACHED_WITHIN_MS - 60_000, { reached: [BO, CY] })).toEqual([]);
    const at = REACHED_WITHIN_MS;
    expect(watch.look({ ...CALM, nowMs: at, reached: [BO] })).toEqual([
      { code: "few-reached", reached: 2, members: 20 },
    ]);
    expect(watch.look({ ...CALM, nowMs: at + 1, reached: [DI] })).toEqual([]);
  });

  test("is no matter for who meets three at different times, or just started", () => {
    const watch = new IsolationWatch(10 * HOUR_MS);
    expect(over(watch, 10 * HOUR_MS, 90 * 60_000, { reached: [BO] })).toEqual([]);
    expect(over(watch, 10 * HOUR_MS + 90 * 60_000, 20 * 60_000, { reached: [CY] })).toEqual([]);
    expect(over(watch, 10 * HOUR_MS + 110 * 60_000, HOUR_MS, { reached: [DI] })).toEqual([]);
  });

  test.each([1, 2, 3])("is never told of %i members", (members) => {
    expect(over(new IsolationWatch(0), 0, 9 * HOUR_MS, { members, reached: [] })).toEqual([]);
    expect(over(new IsolationWatch(0), 0, 9 * HOUR_MS, { members, reached: [BO] })).toEqual([]);
  });

  test("with nobody there at all, it says that instead, and sooner", () => {
    const watch = new IsolationWatch(0);
    expect(over(watch, 0, NOBODY_AFTER_MS - 60_000, { reached: [] })).toEqual([]);
    expect(over(watch, NOBODY_AFTER_MS, 0, { reached: [] })).toEqual(["nobody-reached"]);
    expect(over(watch, NOBODY_AFTER_MS, 9 * HOUR_MS, { reached: [] })).toEqual(["nobody-reached"]);
    expect(over(watch, NOBODY_AFTER_MS + 9 * HOUR_MS + 1, 0, {})).toEqual([]);
  });
});

describe("a newer seal that does not come", () => {
  test("is told after a quarter of an hour, and no more once anything of it comes", () => {
    const watch = new IsolationWatch(0);
    expect(over(watch, 0, WITHHELD_AFTER_MS - 60_000, { claimed: 9 })).toEqual([]);
    expect(watch.look({ ...CALM, nowMs: WITHHELD_AFTER_MS, claimed: 9 })).toEqual([
      { code: "seal-withheld", height: 6 },
    ]);
    expect(over(watch, WITHHELD_AFTER_MS + 1, 0, { claimed: 9, height: 6 })).toEqual([]);
    expect(over(watch, WITHHELD_AFTER_MS + 2, WITHHELD_AFTER_MS, { claimed: 9, height: 9 })).toEqual([]);
  });

  test("is not told while weeks are caught up with, or a snapshot comes in", () => {
    const watch = new IsolationWatch(0);
    for (let i = 0; i < 100; i++)
      expect(over(watch, i * 600_000, 0, { claimed: 999, height: i })).toEqual([]);
    const newcomer = new IsolationWatch(0);
    for (let i = 0; i < 100; i++)
      expect(over(newcomer, i * 600_000, 0, { claimed: 999, height: 0, brought: i })).toEqual([]);
    // to who has books an answer that moves nothing is none
    const lied = new IsolationWatch(0);
    for (let i = 0; i < 100; i++) over(lied, i * 60_000, 0, { claimed: 999, brought: i });
    expect(over(lied, 6_000_000, 0, { claimed: 999, brought: 100 })).toEqual(["seal-withheld"]);
  });

  test("is not told by a node that applies no seal by its own choice", () => {
    expect(over(new IsolationWatch(0), 0, HOUR_MS, { claimed: 9, isHeldBack: true })).toEqual([]);
  });
});
