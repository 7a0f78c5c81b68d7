import type { Command } from "commander";
import type { PeriodView, PlanLinesView, StatementView } from "../../api/views/statement-view.ts";
import { type Sentence, say, sayOpen } from "../../words/sentence.ts";
import { STATEMENT_WORDS } from "../../words/statement-words.ts";
import { PLACE_WORDS } from "../../words/status-words.ts";
import { momentText, shortId } from "../../words/writing.ts";
import { type Builder, type Cli, textOf } from "../cli.ts";
import { readPeriod } from "../read-values.ts";
import { amountText, headLine, moneyFoot, show, shownOne, writingOf } from "../screen.ts";
import { receivableLines, transferLines } from "../screens/transfer-lines.ts";
import { withJson } from "../with-json.ts";

export function addLedger(build: Builder, program: Command): void {
  const ledger = withJson(build, build.command(program, "ledger"));
  build.option(ledger, "--member <member>", "member");
  build.option(ledger, "--period <period>", "period");
  build.handle(ledger, async (cli) => {
    const wanted = textOf(cli, "period");
    const query = {
      member: textOf(cli, "member"),
      period: wanted === undefined ? undefined : readPeriod(wanted),
    };
    const view = await (await cli.client()).get<StatementView>("/v1/ledger", query);
    const { value: plans, mark } = shownOne(cli, view.plans);
    show(cli, view, () => [
      headLine(cli, view.moment),
      `${say(cli.lang, STATEMENT_WORDS.of, { name: view.member.name })} ${mark}`,
      ...plans.flatMap((plan) => planLines(cli, view, plan)),
      ...transferLines(cli, view.moment, view.toPay),
      ...receivableLines(cli, view.moment, view.toReceive),
      say(cli.lang, STATEMENT_WORDS.explainHint),
      moneyFoot(cli),
    ]);
    return undefined;
  });
}

function planLines(
  cli: Cli,
  view: StatementView,
  { title, place, owed, periods }: PlanLinesView,
): readonly string[] {
  const state = place === null ? "" : ` · ${say(cli.lang, PLACE_WORDS[place.state])} (${shortId(place.ref)})`;
  const amount = amountText(writingOf(cli, view.moment), owed);
  return [
    `${title}${state}`,
    ...(owed === 0 ? [] : [say(cli.lang, STATEMENT_WORDS.owed, { amount })]),
    ...periods.flatMap((period) => periodLines(cli, view, period)),
  ];
}

/** What the period's end brought, line by line, and in all where there is more than one. */
function periodLines(cli: Cli, { moment }: StatementView, period: PeriodView): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  const { startMs, endMs, share, arrears, aid, madeGood, net } = period;
  const line = (sentence: Sentence, ref: string, amount: number, of = "") =>
    sayOpen(lang, sentence, { amount: amountText(writing, amount), ref: shortId(ref), of: shortId(of) });
  const lines = [
    ...(share === null ? [] : [line(STATEMENT_WORDS.share, share.ref, share.amount)]),
    ...(arrears === null ? [] : [line(STATEMENT_WORDS.arrears, arrears.ref, arrears.amount)]),
    ...aid.map(({ ref, claim, amount }) => line(STATEMENT_WORDS.aid, ref, amount, claim)),
    ...madeGood.map(({ ref, transfer, amount }) => line(STATEMENT_WORDS.madeGood, ref, amount, transfer)),
  ];
  const sum = amountText(writing, Math.abs(net));
  const inAll = say(lang, net < 0 ? STATEMENT_WORDS.payInAll : STATEMENT_WORDS.getInAll, { amount: sum });
  const span = { from: momentText(writing, startMs), to: momentText(writing, endMs) };
  return [
    say(lang, STATEMENT_WORDS.period, span),
    ...lines.map((text) => `    ${text}`),
    ...(lines.length > 1 ? [`    ${inAll}`] : []),
  ];
}
