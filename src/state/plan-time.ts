import type { PlanId } from "../base/id.ts";
import { DAY_MS, dayOf, firstDayOfMonth, monthOf, startOfDayMs } from "../calendar/calendar.ts";
import { type Period, periodAt } from "../calendar/period.ts";
import type { Terms } from "./plan-records.ts";
import { openedMs } from "./plan-terms.ts";
import { charterOf, type State } from "./state.ts";

/** A plan-year, in which yearly limits count: 365 days from the plan's opening. */
export const PLAN_YEAR_MS = 365 * DAY_MS;

/** The plan's period that holds this moment; intervals are counted from its opening. */
export function planPeriodAt(state: State, plan: PlanId, terms: Terms, ms: number): Period {
  return periodAt(terms.period, ms, charterOf(state).utcOffsetMinutes, openedMs(state, plan));
}

/** The plan-year that holds this moment; a moment before the opening counts to the first. */
export function planYearAt(state: State, plan: PlanId, ms: number): Period {
  const opened = openedMs(state, plan);
  const startMs = opened + Math.floor(Math.max(0, ms - opened) / PLAN_YEAR_MS) * PLAN_YEAR_MS;
  return { startMs, endMs: startMs + PLAN_YEAR_MS };
}

/** The community's local day at a moment. */
export function localDay(state: State, ms: number): number {
  return dayOf(ms, charterOf(state).utcOffsetMinutes);
}

/** The span an incident day stands for: that day, or the whole month where the terms keep only the month. */
export function incidentSpan(state: State, terms: Terms, incidentDay: number): Period {
  const offset = charterOf(state).utcOffsetMinutes;
  const dayMs = startOfDayMs(incidentDay, offset);
  if (terms.incidentPrecision === "day") return { startMs: dayMs, endMs: dayMs + DAY_MS };
  const month = monthOf(dayMs, offset);
  return {
    startMs: startOfDayMs(firstDayOfMonth(month), offset),
    endMs: startOfDayMs(firstDayOfMonth(month + 1), offset),
  };
}
