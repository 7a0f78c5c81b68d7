import { dayText, instantText } from "../calendar/calendar.ts";
import { type Currency, formatMoney } from "../money/format.ts";
import type { Money } from "../money/money.ts";
import type { Lang } from "./language.ts";

/** How a community's values are written for one reader. */
export interface Writing {
  readonly lang: Lang;
  readonly currency: Currency;
  readonly utcOffsetMinutes: number;
  /** a member's nickname, or the short id */
  nameOf(member: string): string;
}

/** Enough of an id for people to tell two apart; commands take it back. */
export const SHORT_ID_CHARACTERS = 8;

export function shortId(id: string): string {
  return id.slice(0, SHORT_ID_CHARACTERS);
}

export function moneyText({ currency }: Writing, amount: Money | bigint): string {
  return formatMoney(amount, currency);
}

/** In the community's own time. */
export function momentText({ utcOffsetMinutes }: Writing, ms: number): string {
  return instantText(ms, utcOffsetMinutes);
}

export function dayWords(day: number): string {
  return dayText(day);
}

/** "50.1 %" of 501. */
export function permilleText(permille: number): string {
  const whole = Math.floor(permille / 10);
  const tenth = permille - whole * 10;
  return tenth === 0 ? `${whole}%` : `${whole}.${tenth}%`;
}
