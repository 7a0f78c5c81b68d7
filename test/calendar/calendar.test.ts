import { describe, expect, test } from "vitest";
import { AssertionError } from "../../src/base/assert.ts";
import {
  civilFromDay,
  DAY_MS,
  dayFromCivil,
  dayOf,
  dayText,
  firstDayOfMonth,
  INSTANT_MAX_MS,
  instantText,
  MINUTE_MS,
  monthOf,
  OFFSET_MINUTES_MAX,
  parseDay,
  startOfDayMs,
} from "../../src/calendar/calendar.ts";
import { fc } from "../property.ts";

const instant = fc.integer({ min: 0, max: INSTANT_MAX_MS - OFFSET_MINUTES_MAX * MINUTE_MS });
const offset = fc.oneof(
  fc.constantFrom(0, 480, 330, -210, 845 - 5, -720),
  fc.integer({ min: -OFFSET_MINUTES_MAX, max: OFFSET_MINUTES_MAX }),
);
/** A Date whose UTC fields are the local ones. */
const local = (ms: number, offsetMinutes: number) => new Date(ms + offsetMinutes * MINUTE_MS);

describe("beside Date, at random instants and offsets", () => {
  test("the same day, month and texts", () => {
    const same = fc.property(instant, offset, (ms, offsetMinutes) => {
      const date = local(ms, offsetMinutes);
      if (date.getTime() < 0) return;
      const iso = date.toISOString();
      const day = dayOf(ms, offsetMinutes);
      expect(dayText(day)).toBe(iso.slice(0, 10));
      expect(instantText(ms, offsetMinutes)).toBe(iso.slice(0, 16).replace("T", " "));
      const month = monthOf(ms, offsetMinutes);
      expect(month).toBe((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth());
      expect(firstDayOfMonth(month)).toBe(Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / DAY_MS);
      expect(civilFromDay(day)).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      });
      expect(dayFromCivil(civilFromDay(day))).toBe(day);
      expect(parseDay(dayText(day))).toEqual({ ok: true, value: day });
    });
    fc.assert(same, { numRuns: 5000 });
  });

  test("a day starts where it says, and not a millisecond before", () => {
    const starts = fc.property(instant, offset, (ms, offsetMinutes) => {
      const day = dayOf(ms, offsetMinutes);
      const startMs = startOfDayMs(day, offsetMinutes);
      expect(dayOf(startMs, offsetMinutes)).toBe(day);
      expect(dayOf(startMs - 1, offsetMinutes)).toBe(day - 1);
      expect(instantText(startMs, offsetMinutes)).toBe(`${dayText(day)} 00:00`);
      expect(instantText(startMs + DAY_MS - 1, offsetMinutes)).toBe(`${dayText(day)} 23:59`);
    });
    fc.assert(starts, { numRuns: 1000 });
  });
});

test("every day from 1970 to 9999 follows the one before", () => {
  let before = civilFromDay(-1);
  expect(before).toEqual({ year: 1969, month: 12, day: 31 });
  const last = dayOf(INSTANT_MAX_MS, 0);
  for (let day = 0; day <= last; day++) {
    const civil = civilFromDay(day);
    const isNextDay =
      civil.day === before.day + 1 && civil.month === before.month && civil.year === before.year;
    const isNewMonth = civil.day === 1 && before.day >= 28 && (civil.month - before.month + 12) % 12 === 1;
    if (!isNextDay && !isNewMonth) throw new Error(`${dayText(day - 1)} is followed by ${dayText(day)}`);
    before = civil;
  }
  expect(before).toEqual({ year: 9999, month: 12, day: 31 });
});

test("known instants", () => {
  expect(instantText(0, 0)).toBe("1970-01-01 00:00");
  expect(instantText(0, 480)).toBe("1970-01-01 08:00");
  expect(instantText(0, -1)).toBe("1969-12-31 23:59");
  expect(instantText(INSTANT_MAX_MS, 0)).toBe("9999-12-31 23:59");
  expect(instantText(Date.UTC(2024, 1, 29, 16, 0), 480)).toBe("2024-03-01 00:00");
  expect(instantText(Date.UTC(2026, 10, 22, 6, 3), 480)).toBe("2026-11-22 14:03");
  expect(dayText(dayFromCivil({ year: 2000, month: 2, day: 29 }))).toBe("2000-02-29");
});

describe("reading a day", () => {
  test.each([
    "2026-1-2",
    "2026/01/02",
    "20260102",
    "02026-01-02",
    " 2026-01-02",
    "2026-01-02\n",
    "",
    "２０２６-01-02",
  ])("%j is malformed", (text) => {
    expect(parseDay(text)).toEqual({ ok: false, error: "day-malformed" });
  });

  test.each([
    "2026-02-29",
    "2026-02-30",
    "2026-04-31",
    "2026-00-10",
    "2026-13-01",
    "2026-01-00",
    "2026-01-32",
    "1969-12-31",
    "2100-02-29",
  ])("%s is no day of the calendar", (text) => {
    expect(parseDay(text)).toEqual({ ok: false, error: "day-unreal" });
  });

  test("the ends are days", () => {
    expect(parseDay("1970-01-01")).toEqual({ ok: true, value: 0 });
    expect(parseDay("9999-12-31")).toEqual({ ok: true, value: dayOf(INSTANT_MAX_MS, 0) });
    expect(parseDay("2024-02-29").ok).toBe(true);
  });
});

test("half a millisecond, half a minute, or an offset past 14 hours is a bug", () => {
  for (const [ms, offsetMinutes] of [
    [0.5, 0],
    [0, 0.5],
    [0, 841],
    [0, -841],
    [Number.NaN, 0],
  ] as const) {
    expect(() => dayOf(ms, offsetMinutes)).toThrow(AssertionError);
  }
  expect(() => startOfDayMs(0, 900)).toThrow(AssertionError);
});
