import type { Command } from "commander";
import type { PeriodView, PlanLinesView, StatementView } from "../../api/views/statement-view.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
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
      `${say(cli.lang, SCREEN_WORDS.statementOf, { name: view.member.name })} ${mark}`,
      ...plans.flatMap((plan) => planLines(cli, view, plan)),
      ...transferLines(cli, view.moment, view.toPay),
      ...receivableLines(cli, view.moment, view.toReceive),
      say(cli.lang, SCREEN_WORDS.explainHint),
      moneyFoot(cli),
    ]);
    return undefined;
  });
}

function planLines(
  cli: Cli,
  view: StatementView,
  { title, place, periods }: PlanLinesView,
): readonly string[] {
  const state = place === null ? "" : ` · ${say(cli.lang, PLACE_WORDS[place.state])} (${shortId(place.ref)})`;
  return [`${title}${state}`, ...periods.flatMap((period) => periodLines(cli, view, period))];
}

function periodLines(cli: Cli, { moment }: StatementView, period: PeriodView): readonly string[] {
  const writing = writingOf(cli, moment);
  const { startMs, endMs, share, aid } = period;
  const span = { from: momentText(writing, startMs), to: momentText(writing, endMs) };
  const shareLines =
    share === null
      ? []
      : [
          say(cli.lang, SCREEN_WORDS.shareLine, {
            amount: amountText(writing, share.amount),
            ref: shortId(share.ref),
          }),
        ];
  const aidLines = aid.map(({ ref, claim, amount }) =>
    say(cli.lang, SCREEN_WORDS.aidLine, {
      amount: amountText(writing, amount),
      claim: shortId(claim),
      ref: shortId(ref),
    }),
  );
  return [say(cli.lang, SCREEN_WORDS.periodLine, span), ...shareLines, ...aidLines];
}
