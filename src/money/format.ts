import { assert } from "../base/assert.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { AMOUNT_MAX, type Money, money } from "./money.ts";

/** A community's currency: ISO 4217 code, and how many digits its minor unit has. */
export type Currency = { readonly currency: string; readonly digits: number };

/** ISO 4217 has none with more. */
export const CURRENCY_DIGITS_MAX = 4;

/** Every other currency shows its code and a space. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ["CNY", "¥"],
  ["TWD", "NT$"],
  ["HKD", "HK$"],
  ["USD", "US$"],
  ["EUR", "€"],
  ["GBP", "£"],
  ["JPY", "JP¥"],
]);

/** The exact amount, such as "¥3.17", "-NT$1,200" or "CHF 0.05"; the same on every machine. */
export function formatMoney(amount: bigint | Money, { currency, digits }: Currency): string {
  const minorUnits = BigInt(amount);
  const sign = minorUnits < 0n ? "-" : "";
  return `${sign}${SYMBOLS.get(currency) ?? `${currency} `}${formatAmount(sign ? -minorUnits : minorUnits, digits)}`;
}

/** The bare figure with thousands separators; `parseAmount` reads it back. */
function formatAmount(minorUnits: bigint, digits: number): string {
  assertDigits(digits);
  const text = minorUnits.toString().padStart(digits + 1, "0");
  const point = text.length - digits;
  const whole = text.slice(0, point).replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
  return digits === 0 ? whole : `${whole}.${text.slice(point)}`;
}

export type AmountFault =
  | "amount-missing"
  | "amount-malformed"
  | "amount-negative"
  | "amount-too-many-decimals"
  | "amount-too-large";

const AMOUNT = /^(?<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?<decimals>[0-9]+))?$/;

/** What a person typed, exactly, in minor units, 0 to AMOUNT_MAX. Full-width signs and "1,234" are read too. */
export function parseAmount(text: string, digits: number): Result<Money, AmountFault> {
  assertDigits(digits);
  const plain = text.trim().replace(/[０-９，．－]/g, toHalfWidth);
  if (plain === "") return fail("amount-missing");
  if (AMOUNT.test(plain.slice(1)) && plain.startsWith("-")) return fail("amount-negative");
  const parts = AMOUNT.exec(plain)?.groups;
  if (parts === undefined) return fail("amount-malformed");
  const decimals = parts["decimals"] ?? "";
  if (decimals.length > digits) return fail("amount-too-many-decimals");
  const whole = (parts["whole"] ?? "").replaceAll(",", "");
  // Rounded only past 2^53, far past the largest amount.
  const minorUnits = Number(whole + decimals.padEnd(digits, "0"));
  return minorUnits > AMOUNT_MAX ? fail("amount-too-large") : ok(money(minorUnits));
}

/** From U+FF01 on, the full-width forms of ASCII from "!" on. */
const FULL_WIDTH_OFFSET = 0xfee0;

function toHalfWidth(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET);
}

function assertDigits(digits: number): void {
  assert(Number.isInteger(digits) && digits >= 0 && digits <= CURRENCY_DIGITS_MAX, "0 to 4 digits");
}
