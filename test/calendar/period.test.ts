import { describe, expect, test } from "vitest";
import { AssertionError } from "../../src/base/assert.ts";
import {
  DAY_MS,
  INSTANT_MAX_MS,
  instantText,
  MINUTE_MS,
  OFFSET_MINUTES_MAX,
} from "../../src/calendar/calendar.ts";
import { type PeriodSpec, periodAt } from "../../src/calendar/period.ts";
import { fc } from "../property.ts";

const instant = fc.integer({ min: 0, max: INSTANT_MAX_MS - OFFSET_MINUTES_MAX * MINUTE_MS });
const offset = fc.integer({ min: -OFFSET_MINUTES_MAX, max: OFFSET_MINUTES_MAX });
const spec = fc.oneof(
  fc.constantFrom<PeriodSpec>({ kind: "week" }, { kind: "half-month" }, { kind: "month" }),
  fc.integer({ min: 1, max: 400 * DAY_MS }).map((everyMs): PeriodSpec => ({ kind: "interval", everyMs })),
);

describe("every kind", () => {
  test("holds its instant, is the same at both its ends, and joins its neighbours", () => {
    const joins = fc.property(spec, instant, offset, instant, (kind, ms, offsetMinutes, anchorMs) => {
      const at = (moment: number) => periodAt(kind, moment, offsetMinutes, anchorMs);
      const { startMs, endMs } = at(ms);
      expect(startMs <= ms && ms < endMs).toBe(true);
      expect(at(startMs)).toEqual({ startMs, endMs });
      expect(at(endMs - 1)).toEqual({ startMs, endMs });
      expect(at(endMs).startMs).toBe(endMs);
      expect(at(startMs - 1).endMs).toBe(startMs);
    });
    fc.assert(joins, { numRuns: 3000 });
  });

  test("agrees with Date on where it starts", () => {
    const starts = fc.property(instant, offset, (ms, offsetMinutes) => {
      const date = new Date(ms + offsetMinutes * MINUTE_MS);
      const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
      const at = (kind: "week" | "half-month" | "month") =>
        periodAt({ kind }, ms, offsetMinutes, 0).startMs + offsetMinutes * MINUTE_MS;
      expect(at("month")).toBe(Date.UTC(year, month, 1));
      expect(at("half-month")).toBe(Date.UTC(year, month, day < 16 ? 1 : 16));
      expect(at("week")).toBe(Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7)));
      expect(new Date(at("week")).getUTCDay()).toBe(1);
    });
    fc.assert(starts, { numRuns: 3000 });
  });
});

describe("in Taipei, at UTC+8", () => {
  const OFFSET = 480;
  const texts = (kind: "week" | "half-month" | "month", ms: number) => {
    const { startMs, endMs } = periodAt({ kind }, ms, OFFSET, 0);
    return [instantText(startMs, OFFSET), instantText(endMs, OFFSET)];
  };
  const sunday = Date.UTC(2026, 10, 22, 6, 3);

  test("22 November 2026 is a Sunday", () => {
    expect(texts("week", sunday)).toEqual(["2026-11-16 00:00", "2026-11-23 00:00"]);
    expect(texts("half-month", sunday)).toEqual(["2026-11-16 00:00", "2026-12-01 00:00"]);
    expect(texts("month", sunday)).toEqual(["2026-11-01 00:00", "2026-12-01 00:00"]);
  });

  test("the day is the local one: still February in London, March here", () => {
    const leap = Date.UTC(2024, 1, 29, 16, 0);
    expect(texts("month", leap)).toEqual(["2024-03-01 00:00", "2024-04-01 00:00"]);
    expect(texts("month", leap - 1)).toEqual(["2024-02-01 00:00", "2024-03-01 00:00"]);
    expect(texts("half-month", leap - 1)).toEqual(["2024-02-16 00:00", "2024-03-01 00:00"]);
  });

  test("the first half ends with the 15th, over the new year too", () => {
    expect(texts("half-month", Date.UTC(2026, 11, 15, 15, 59))).toEqual([
      "2026-12-01 00:00",
      "2026-12-16 00:00",
    ]);
    expect(texts("half-month", Date.UTC(2026, 11, 15, 16, 0))).toEqual([
      "2026-12-16 00:00",
      "2027-01-01 00:00",
    ]);
  });
});

describe("an interval", () => {
  const every = (everyMs: number, ms: number, anchorMs: number) =>
    periodAt({ kind: "interval", everyMs }, ms, 0, anchorMs);

  test("is counted from its anchor, before it as after it", () => {
    expect(every(1000, 5_700, 500)).toEqual({ startMs: 5_500, endMs: 6_500 });
    expect(every(1000, 500, 500)).toEqual({ startMs: 500, endMs: 1_500 });
    expect(every(1000, 499, 500)).toEqual({ startMs: -500, endMs: 500 });
  });

  test("of nothing, or of half a millisecond, is a bug", () => {
    for (const everyMs of [0, -1, 0.5]) expect(() => every(everyMs, 0, 0)).toThrow(AssertionError);
    expect(() => every(1, 0.5, 0)).toThrow(AssertionError);
    expect(() => every(1, 0, 0.5)).toThrow(AssertionError);
  });
});

test("the first week of all began in 1969", () => {
  expect(periodAt({ kind: "week" }, 0, 0, 0)).toEqual({ startMs: -3 * DAY_MS, endMs: 4 * DAY_MS });
});
