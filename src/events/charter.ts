import { fail } from "../base/result.ts";
import { DAY_MS } from "../calendar/calendar.ts";
import type { Charter } from "../state/records.ts";
import { duration } from "./duration.ts";
import { TITLE_CHARACTERS_MAX } from "./limits.ts";
import { int, record, type Schema, text } from "./schema.ts";

const CURRENCY = /^[A-Z]{3}$/;
const currencyText = text(3, 3);

/** Three capital letters; which of them ISO 4217 lists changes with the years, so no rule asks. */
const currency: Schema<string> = {
  read: (value) => (typeof value === "string" && CURRENCY.test(value) ? currencyText.read(value) : fail("")),
  write: (value) => value,
};

/** A community's rules as `found` fixes them. Rounds end within 7 days, so that a seal can never be years away. */
export const charterSchema: Schema<Charter> = record({
  title: text(TITLE_CHARACTERS_MAX, 1),
  currency,
  digits: int(0, 4),
  utcOffsetMinutes: int(-12 * 60, 14 * 60),
  vouches: int(0, 100),
  objections: int(0, 100),
  objectionMs: duration(0, 60 * DAY_MS),
  growth: record({
    everyMs: duration(1, 365 * DAY_MS),
    perMember: int(1, 1_000),
    atLeast: int(1, 1_000),
    permille: int(0, 1_000),
  }),
  sealEveryMs: duration(1, 7 * DAY_MS),
  rankMs: duration(1, DAY_MS),
  roundMs: duration(1, 7 * DAY_MS),
  seatAfterMs: duration(0, 365 * DAY_MS),
  seatExpiryMs: duration(1, 365 * DAY_MS),
  recoveryMs: duration(1, 365 * DAY_MS),
});
