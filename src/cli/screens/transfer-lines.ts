import type { MomentView } from "../../api/views/moment-view.ts";
import type { StandingRow } from "../../api/views/standing.ts";
import type { TransferRow } from "../../api/views/transfers-view.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { DUE_WORDS, RECEIVABLE_WORDS } from "../../words/status-words.ts";
import { momentText, shortId } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import { amountText, shown, writingOf } from "../screen.ts";

/** What the reader pays, one payment a line. */
export function transferLines(
  cli: Cli,
  moment: MomentView,
  rows: readonly StandingRow<TransferRow>[],
): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  return rows.flatMap((row) => {
    const one = shown(cli, row);
    if (one === undefined) return [];
    const { to, amount, rest, dueMs, state, payTo } = one.value;
    const common = { name: to.name, state: say(lang, DUE_WORDS[state]), id: shortId(row.id) };
    if (state === "received") {
      return [
        `${say(lang, SCREEN_WORDS.youPaid, { ...common, amount: amountText(writing, amount) })} ${one.mark}`,
      ];
    }
    const open = { ...common, rest: amountText(writing, rest), due: momentText(writing, dueMs) };
    const line = `${say(lang, SCREEN_WORDS.youPay, open)} ${one.mark}`;
    return [
      line,
      ...(payTo === null || payTo === "" ? [] : [say(lang, SCREEN_WORDS.payTo, { payTo })]),
      ...clockLines(cli, moment, one.value, false),
    ];
  });
}

/** What the reader is paid, one payment a line. */
export function receivableLines(
  cli: Cli,
  moment: MomentView,
  rows: readonly StandingRow<TransferRow>[],
): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  return rows.flatMap((row) => {
    const one = shown(cli, row);
    if (one === undefined) return [];
    const { from, amount, rest, dueMs, state } = one.value;
    const common = { name: from.name, state: say(lang, RECEIVABLE_WORDS[state]), id: shortId(row.id) };
    const text =
      state === "received"
        ? say(lang, SCREEN_WORDS.youGot, { ...common, amount: amountText(writing, amount) })
        : say(lang, SCREEN_WORDS.youGet, {
            ...common,
            rest: amountText(writing, rest),
            due: momentText(writing, dueMs),
          });
    return [`${text} ${one.mark}`, ...clockLines(cli, moment, one.value, true)];
  });
}

/** What happens by itself, and when, if nobody says anything. */
function clockLines(
  cli: Cli,
  moment: MomentView,
  { state, lapsesMs, silenceMs }: TransferRow,
  isPayee: boolean,
): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  if (state === "overdue" && !isPayee)
    return [say(lang, SCREEN_WORDS.lapsesAt, { at: momentText(writing, lapsesMs) })];
  if (state !== "paid-unconfirmed" || silenceMs === null) return [];
  const at = momentText(writing, silenceMs);
  return [say(lang, isPayee ? SCREEN_WORDS.silenceMine : SCREEN_WORDS.silence, { at })];
}
