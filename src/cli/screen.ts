import type { MomentView } from "../api/views/moment-view.ts";
import type { Standing } from "../api/views/standing.ts";
import { EXIT } from "../base/operator-error.ts";
import { money } from "../money/money.ts";
import { SCREEN_WORDS } from "../words/screen-words.ts";
import { say } from "../words/sentence.ts";
import { STANDING_LINE } from "../words/standing-line.ts";
import { SEEN_WORDS, STANDING_WORDS } from "../words/status-words.ts";
import { momentText, moneyText, shortId, type Writing } from "../words/writing.ts";
import { type Cli, isOn } from "./cli.ts";
import { CliFault } from "./cli-fault.ts";
import { exitOf, sayCode } from "./say-code.ts";
import { seenText } from "./screens/seen-mark.ts";

/** How this community's values are written for this reader; `names` for members whom only ids name. */
export function writingOf(
  { lang }: Pick<Cli, "lang">,
  { currency, digits, utcOffsetMinutes }: MomentView,
  names: ReadonlyMap<string, string> = new Map(),
): Writing {
  const nameOf = (member: string) => names.get(member) ?? shortId(member);
  return { lang, currency: { currency, digits }, utcOffsetMinutes, nameOf };
}

export function amountText(writing: Writing, amount: number): string {
  return moneyText(writing, money(amount));
}

/** The first line of every screen: whose books, and up to when they are sealed. */
export function headLine(cli: Cli, moment: MomentView): string {
  const { lang } = cli;
  const { title, height, throughMs } = moment;
  const open =
    moment.open === 0 || cli.sealedOnly
      ? ""
      : say(lang, SCREEN_WORDS.openEntries, { count: String(moment.open) });
  if (height === 0) return say(lang, SCREEN_WORDS.neverSealed, { title, open });
  const through = momentText(writingOf(cli, moment), throughMs);
  return say(lang, SCREEN_WORDS.asOf, { title, through, height: String(height), open });
}

export function moneyFoot({ lang }: Pick<Cli, "lang">): string {
  return say(lang, STANDING_LINE);
}

/** What to show of a thing, and how sure it is; undefined: nothing that is sealed, and only that was asked for. */
export function shown<T>(
  { lang, sealedOnly }: Pick<Cli, "lang" | "sealedOnly">,
  { standing, sealed, provisional, seen }: Standing<T>,
): { readonly value: T; readonly mark: string } | undefined {
  const value = sealedOnly ? sealed : (provisional ?? sealed);
  if (value === null) return undefined;
  const sure = say(lang, STANDING_WORDS[sealedOnly ? "sealed" : standing]);
  if (sealedOnly || seen === null) return { value, mark: `[${sure}]` };
  return { value, mark: `[${say(lang, SEEN_WORDS.mark, { sure, seen: seenText({ lang }, seen) })}]` };
}

/** The one thing asked for; exit 6 where it is only provisional and only sealed was asked for. */
export function shownOne<T>(
  cli: Cli,
  standing: Standing<T> | undefined,
): { readonly value: T; readonly mark: string } {
  // The one thing that a member may ask for before it is anywhere is their own statement.
  if (standing === undefined) {
    const code = "not-a-member";
    throw new CliFault(exitOf(code), code, [sayCode(cli.lang, code) ?? code]);
  }
  const one = shown(cli, standing);
  if (one === undefined) throw onlyProvisional(cli);
  return one;
}

/** Those that can be shown; exit 6 where there are some, and none is sealed, and only sealed was asked for. */
export function shownRows<T, Row extends Standing<T>>(
  cli: Cli,
  rows: readonly Row[],
): readonly { readonly row: Row; readonly value: T; readonly mark: string }[] {
  const lines = rows.flatMap((row) => {
    const one = shown<T>(cli, row);
    return one === undefined ? [] : [{ row, ...one }];
  });
  if (cli.sealedOnly && rows.length > 0 && lines.length === 0) throw onlyProvisional(cli);
  return lines;
}

function onlyProvisional({ lang }: Cli): CliFault {
  return new CliFault(EXIT.provisional, "only-provisional", [say(lang, SCREEN_WORDS.onlyProvisional)]);
}

/** With --json the data and nothing else (of it, with --sealed, what is sealed); else the lines. */
export function show(cli: Cli, data: unknown, lines: () => readonly string[]): void {
  if (isOn(cli, "json")) {
    const wanted = (name: string, value: unknown): unknown =>
      cli.sealedOnly && (name === "provisional" || name === "seen") ? undefined : value;
    cli.io.out(JSON.stringify(data, wanted, 2));
    return;
  }
  for (const line of lines()) cli.io.out(line);
}
