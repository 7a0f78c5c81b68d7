import { assert } from "../base/assert.ts";
import { fail, ok, type Result } from "../base/result.ts";

/** Civil dates from integer milliseconds at a fixed UTC offset: no zones, no summer time, no leap seconds. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** 9999-12-31 23:59:59.999 UTC; dates are proved from 1970 up to here. */
export const INSTANT_MAX_MS = 253_402_300_799_999;
/** UTC+14:00, the farthest in use. */
export const OFFSET_MINUTES_MAX = 14 * 60;

export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

/** Days since 1970-01-01 on the local calendar. */
export function dayOf(ms: number, offsetMinutes: number): number {
  return Math.floor(localMs(ms, offsetMinutes) / DAY_MS);
}

/** Months since January 1970 on the local calendar. */
export function monthOf(ms: number, offsetMinutes: number): number {
  const { year, month } = civilFromDay(dayOf(ms, offsetMinutes));
  return (year - 1970) * 12 + month - 1;
}

/** The first day of a month counted from January 1970. */
export function firstDayOfMonth(monthNumber: number): number {
  const year = Math.floor(monthNumber / 12);
  return dayFromCivil({ year: 1970 + year, month: monthNumber - year * 12 + 1, day: 1 });
}

/** The instant at which a local day begins. */
export function startOfDayMs(dayNumber: number, offsetMinutes: number): number {
  assertOffset(offsetMinutes);
  return dayNumber * DAY_MS - offsetMinutes * MINUTE_MS;
}

/** Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. */
export function dayFromCivil({ year, month, day }: CivilDate): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The same source, civil_from_days. */
export function civilFromDay(dayNumber: number): CivilDate {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** "2026-11-22". */
export function dayText(dayNumber: number): string {
  const { year, month, day } = civilFromDay(dayNumber);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** "2026-11-22 14:03", local, cut to the minute. */
export function instantText(ms: number, offsetMinutes: number): string {
  const dayNumber = dayOf(ms, offsetMinutes);
  const minute = Math.floor((localMs(ms, offsetMinutes) - dayNumber * DAY_MS) / MINUTE_MS);
  const hour = Math.floor(minute / 60);
  return `${dayText(dayNumber)} ${padded(hour, 2)}:${padded(minute - hour * 60, 2)}`;
}

const DAY = /^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})$/;

/** A day of 1970 to 9999 as `dayText` writes it. "day-unreal" is one like 2026-02-30. */
export function parseDay(text: string): Result<number, "day-malformed" | "day-unreal"> {
  const parts = DAY.exec(text)?.groups;
  if (parts === undefined) return fail("day-malformed");
  const [year, month, day] = [Number(parts["year"]), Number(parts["month"]), Number(parts["day"])];
  if (month < 1 || month > 12 || day < 1 || day > 31) return fail("day-unreal");
  const dayNumber = dayFromCivil({ year, month, day });
  return dayNumber >= 0 && dayText(dayNumber) === text ? ok(dayNumber) : fail("day-unreal");
}

function localMs(ms: number, offsetMinutes: number): number {
  assert(Number.isSafeInteger(ms), "an instant in whole milliseconds");
  assertOffset(offsetMinutes);
  return ms + offsetMinutes * MINUTE_MS;
}

function assertOffset(offsetMinutes: number): void {
  const isOffset = Number.isInteger(offsetMinutes) && Math.abs(offsetMinutes) <= OFFSET_MINUTES_MAX;
  assert(isOffset, "an offset of whole minutes within 14 hours");
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
