import { assert } from "../base/assert.ts";
import { civilFromDay, dayFromCivil, dayOf, firstDayOfMonth, monthOf, startOfDayMs } from "./calendar.ts";

/** How a plan divides time (protocol §6.2). */
export type PeriodSpec =
  | { readonly kind: "week" }
  | { readonly kind: "half-month" }
  | { readonly kind: "month" }
  | { readonly kind: "interval"; readonly everyMs: number };

/** From startMs on, up to but without endMs; the next period starts there. */
export type Period = { readonly startMs: number; readonly endMs: number };

/**
 * The period that holds an instant. Weeks start on Monday, half-months on the 1st and the 16th, all at
 * 00:00 local; intervals are counted from anchorMs, which the others do not read.
 */
export function periodAt(spec: PeriodSpec, ms: number, offsetMinutes: number, anchorMs: number): Period {
  if (spec.kind === "interval") return intervalAt(spec.everyMs, ms, anchorMs);
  const [firstDay, nextDay] = daysAt(spec.kind, ms, offsetMinutes);
  return { startMs: startOfDayMs(firstDay, offsetMinutes), endMs: startOfDayMs(nextDay, offsetMinutes) };
}

/** The last day of a first half-month. */
const HALF_MONTH_DAYS = 15;

/** The period's first day, and the first of the next. */
function daysAt(
  kind: "week" | "half-month" | "month",
  ms: number,
  offsetMinutes: number,
): readonly [number, number] {
  const day = dayOf(ms, offsetMinutes);
  switch (kind) {
    case "week": {
      // Day 0 was a Thursday, so Mondays are the days ≡ 4 (mod 7).
      const monday = Math.floor((day + 3) / 7) * 7 - 3;
      return [monday, monday + 7];
    }
    case "half-month": {
      const civil = civilFromDay(day);
      const first = dayFromCivil({ ...civil, day: 1 });
      const second = first + HALF_MONTH_DAYS;
      return civil.day <= HALF_MONTH_DAYS
        ? [first, second]
        : [second, firstDayOfMonth(monthOf(ms, offsetMinutes) + 1)];
    }
    case "month": {
      const month = monthOf(ms, offsetMinutes);
      return [firstDayOfMonth(month), firstDayOfMonth(month + 1)];
    }
  }
}

function intervalAt(everyMs: number, ms: number, anchorMs: number): Period {
  assert(Number.isSafeInteger(everyMs) && everyMs > 0, "an interval of at least a millisecond");
  assert(Number.isSafeInteger(ms) && Number.isSafeInteger(anchorMs), "instants in whole milliseconds");
  const startMs = anchorMs + Math.floor((ms - anchorMs) / everyMs) * everyMs;
  return { startMs, endMs: startMs + everyMs };
}
