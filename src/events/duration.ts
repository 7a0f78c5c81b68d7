import { DAY_MS } from "../calendar/calendar.ts";
import { int, type Schema } from "./schema.ts";

/** No rule of a charter or a plan spans more than ten years. */
export const DURATION_MS_MAX = 10 * 365 * DAY_MS;

/** Whole milliseconds, `minMs` to ten years; screens speak days. */
export function duration(minMs = 0, maxMs = DURATION_MS_MAX): Schema<number> {
  return int(minMs, maxMs);
}
