import { DAY_MS } from "../calendar/calendar.ts";

/** Of the jury that first hears a claim. */
export const JURY_SEATS = 21;
export const JURY_RESERVES = 10;
/** Of the jury that hears an appeal. */
export const APPEAL_SEATS = 31;
/** Not drawn by then, all electors are asked. */
export const DRAW_WITHIN_MS = 7 * DAY_MS;
/** Nothing put before the jury by then, the claim is withdrawn. */
export const EVIDENCE_WITHIN_MS = 14 * DAY_MS;
/** A seat without a word so long after its ballot opened passes on. */
export const SEAT_SILENT_MS = 3 * DAY_MS;
/** Members whose secrets a lot needs. */
export const LOT_SECRETS = 5;
