import { expect, test } from "vitest";
import { Pace } from "../../src/node/pace.ts";
import type { CatchingUp } from "../../src/peer/catching-up.ts";

const at = (seals: number, ofSeals = 1_000): CatchingUp => ({ what: "history", seals, ofSeals });

test("rate and remaining time are those of the last half minute", () => {
  const pace = new Pace();
  expect(pace.look(at(0), 0, 0)).toEqual({ ...at(0), perSecond: null, leftMs: null });
  expect(pace.look(at(10), 500, 1_999)).toMatchObject({ perSecond: null, leftMs: null });
  expect(pace.look(at(20), 1_000, 2_000)).toMatchObject({ perSecond: 500, leftMs: 98_000 });
  for (let second = 3; second <= 60; second++) pace.look(at(20 + second), 1_000 + second, second * 1_000);
  // one seal and one entry a second for longer than that
  expect(pace.look(at(80), 1_060, 60_000)).toMatchObject({ perSecond: 1, leftMs: 920_000 });
});

test("where nothing comes no end is told, and a clock that goes back or another errand begins anew", () => {
  const pace = new Pace();
  pace.look(at(5), 100, 10_000);
  expect(pace.look(at(5), 100, 15_000)).toMatchObject({ perSecond: 0, leftMs: null });
  expect(pace.look(at(5), 100, 1_000)).toMatchObject({ perSecond: null });
  expect(pace.look(at(6), 110, 4_000)).toMatchObject({ perSecond: 3 });
  expect(pace.look({ what: "past", seals: 6, ofSeals: 9 }, 110, 9_000)).toMatchObject({ perSecond: null });
  expect(pace.look(null, 110, 9_500)).toBeNull();
  expect(pace.look({ what: "past", seals: 7, ofSeals: 9 }, 120, 20_000)).toMatchObject({ perSecond: null });
});
