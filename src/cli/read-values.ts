import { DAY_MS, HOUR_MS, MINUTE_MS, parseDay } from "../calendar/calendar.ts";
import { isPlainText } from "../events/plain-text.ts";
import { parseAmount } from "../money/format.ts";
import type { Money } from "../money/money.ts";
import { UsageFault } from "./usage-fault.ts";

/** What people type, read exactly or refused with the right form. Every one throws UsageFault. */

/** "300000", "3,000.50". */
export function readAmount(value: string, digits: number): Money {
  const read = parseAmount(value, digits);
  if (read.ok) return read.value;
  if (read.error === "amount-too-many-decimals") {
    throw new UsageFault("too-many-decimals", { value, digits: String(digits) });
  }
  throw badValue("amount", value, digits === 0 ? "3,000" : "3,000.50");
}

/** An amount of more than nothing. */
export function readSum(value: string, digits: number): Money {
  const sum = readAmount(value, digits);
  if (sum > 0) return sum;
  throw badValue("sum", value, digits === 0 ? "3,000" : "3,000.50");
}

/** "2026-11-22", as days since 1970. */
export function readDay(value: string): number {
  const read = parseDay(halfWidth(value));
  if (read.ok) return read.value;
  if (read.error === "day-unreal") throw new UsageFault("day-unreal", { value });
  throw badValue("day", value, "2026-11-22");
}

/** "2026", "2026-11" or "2026-11-22". */
export function readPeriod(value: string): string {
  const plain = halfWidth(value);
  if (!/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(plain)) throw badValue("period", value, "2026-11");
  // A month has a first day, and a year a first month: whether there is such a one is asked of that.
  const day = `${plain}-01-01`.slice(0, "2026-11-22".length);
  if (!parseDay(day).ok) throw new UsageFault("day-unreal", { value });
  return plain;
}

/** "34,860,000". */
export function readCount(value: string, max: number, example = "100"): number {
  return readWhole("count", value, halfWidth(value).replaceAll(",", ""), { least: 1, most: max, example });
}

const GROUP_MAX = 10_000;

/** "5-50", or "12" for just that many. */
export function readRange(value: string): { readonly least: number; readonly most: number } {
  const parts = /^(\d{1,15})(?:\s*[-–~]\s*(\d{1,15}))?$/.exec(halfWidth(value));
  const least = Number(parts?.[1] ?? 0);
  const most = Number(parts?.[2] ?? least);
  if (parts === null || least > most) throw badValue("range", value, "5-50");
  if (least >= 1 && most <= GROUP_MAX) return { least, most };
  throw outOfRange(value, 1, GROUP_MAX);
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
};

/** "90d", "12h", "30s", in milliseconds. */
export function readDuration(value: string): number {
  const parts = /^(\d{1,9})\s*(ms|s|m|h|d)$/.exec(halfWidth(value));
  const unit = UNIT_MS[parts?.[2] ?? ""];
  const ms = Number(parts?.[1]) * (unit ?? Number.NaN);
  if (Number.isSafeInteger(ms)) return ms;
  throw badValue("duration", value, "90d, 12h, 30s");
}

/** "+08:00", in minutes. */
export function readOffset(value: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(halfWidth(value));
  const minutes = Number(parts?.[2] ?? 99) * 60 + Number(parts?.[3] ?? 0);
  if (parts === null || minutes > 14 * 60) throw badValue("offset", value, "+08:00");
  return parts[1] === "-" ? 0 - minutes : minutes;
}

const DIGITS_MAX = 4;

/** Decimals of a currency, 0 to 4. */
export function readDigits(value: string): number {
  return readWhole("count", value, halfWidth(value), { least: 0, most: DIGITS_MAX, example: "2" });
}

export function readCurrency(value: string): string {
  const plain = halfWidth(value).toUpperCase();
  if (/^[A-Z]{3}$/.test(plain)) return plain;
  throw badValue("currency", value, "TWD");
}

export function readChoice<const Choice extends string>(value: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === value.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new UsageFault("bad-choice", { value, choices: choices.join(", ") });
}

/** A tier by the number on the screen, from 1, as its index; or its name. */
export function readTier(value: string): number | string {
  const plain = halfWidth(value);
  return /^[1-9]\d?$/.test(plain) ? Number(plain) - 1 : value;
}

const NAME_CHARACTERS_MAX = 40;

/** What somebody wants to be called: one line in NFC, since screens compare by characters. May be empty. */
export function readName(value: string): string {
  const plain = value.normalize("NFC").trim();
  if (isPlainText(plain, 0, NAME_CHARACTERS_MAX)) return plain;
  throw badValue("name", value, "An");
}

const PORT_MAX = 65_535;

export function readPort(value: string): number {
  return readWhole("port", value, halfWidth(value), { least: 0, most: PORT_MAX, example: "4001" });
}

/** A whole number; one that is too small or too large is told apart from what is no number at all. */
function readWhole(
  what: string,
  value: string,
  plain: string,
  { least, most, example }: { readonly least: number; readonly most: number; readonly example: string },
): number {
  if (!/^-?\d+$/.test(plain)) throw badValue(what, value, example);
  const number = Number(plain);
  if (number >= least && number <= most && !plain.startsWith("-")) return number;
  throw outOfRange(value, least, most);
}

function outOfRange(value: string, least: number, most: number): UsageFault {
  return new UsageFault("out-of-range", { value, least: String(least), most: String(most) });
}

/** A value that is not what it should be, with how it is written. */
export function badValue(what: string, value: string, example: string): UsageFault {
  return new UsageFault("bad-value", { what, value, example });
}

/** Figures and signs as Chinese and Japanese keyboards may write them. */
function halfWidth(text: string): string {
  return text.normalize("NFKC").trim();
}
