import { Argument, type Command } from "commander";
import type { CharterView } from "../../api/views/charter-view.ts";
import type { ClaimFull, ClaimRow, ClaimsView, ClaimView } from "../../api/views/claims-view.ts";
import type { MomentView } from "../../api/views/moment-view.ts";
import type { ExitCode } from "../../base/operator-error.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { CHOICE_WORDS, CLAIM_STATUS_WORDS } from "../../words/status-words.ts";
import { dayWords, momentText, shortId } from "../../words/writing.ts";
import { type Builder, type Cli, mustText, textOf } from "../cli.ts";
import { addDeedOptions, deed } from "../deed.ts";
import { readAmount, readDay } from "../read-values.ts";
import { pathTo } from "../reference.ts";
import { amountText, headLine, moneyFoot, show, shownOne, shownRows, writingOf } from "../screen.ts";
import { withJson } from "../with-json.ts";

export function addClaim(build: Builder, program: Command): void {
  const claim = build.command(program, "claim");
  const file = addDeedOptions(build, build.command(claim, "claim file"));
  build.required(file, "--plan <plan>", "plan");
  build.required(file, "--day <date>", "day");
  build.required(file, "--amount <amount>", "amount");
  build.handle(file, fileClaim);
  build.handle(withJson(build, build.command(claim, "claim list")), async (cli) => {
    const view = await (await cli.client()).get<ClaimsView>("/v1/claims");
    const rows = shownRows<ClaimRow, ClaimsView["claims"][number]>(cli, view.claims);
    show(cli, view, () => [
      headLine(cli, view.moment),
      ...rows.flatMap(({ row, value, mark }) => claimLines(cli, view.moment, row.id, value, mark)),
      ...(rows.length === 0 ? [say(cli.lang, SCREEN_WORDS.none)] : []),
    ]);
    return undefined;
  });
  build.handle(
    withJson(build, build.command(claim, "claim show", [new Argument("<claim>")])),
    async (cli) => {
      const path = pathTo(cli.lang, "/v1/claims", "claim", mustText(cli.words[0]));
      const view = await (await cli.client()).get<ClaimView>(path);
      const { value, mark } = shownOne(cli, view.claim);
      show(cli, view, () => [
        headLine(cli, view.moment),
        ...claimLines(cli, view.moment, view.id, value, mark),
        ...voteLines(cli, view.moment, value),
        moneyFoot(cli),
      ]);
      return undefined;
    },
  );
}

async function fileClaim(cli: Cli): Promise<ExitCode> {
  const incidentDay = readDay(mustText(textOf(cli, "day")));
  const { digits } = (await (await cli.client()).get<CharterView>("/v1/charter")).moment;
  const amount = readAmount(mustText(textOf(cli, "amount")), digits);
  return deed(cli, "claim", "/v1/claims", { plan: textOf(cli, "plan"), incidentDay, amount });
}

function claimLines(
  cli: Cli,
  moment: MomentView,
  id: string,
  row: ClaimRow,
  mark: string,
): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  const { member, plan, asked, status, aid, tally, electors, closesMs, incidentDay, filedMs } = row;
  const head = say(lang, SCREEN_WORDS.claimLine, {
    id: shortId(id),
    name: member.name,
    asked: amountText(writing, asked),
    title: plan.title,
    status: say(lang, CLAIM_STATUS_WORDS[status]),
  });
  const filed = momentText(writing, filedMs);
  const votes = say(lang, SCREEN_WORDS.claimVotes, {
    yes: String(tally.yes),
    no: String(tally.no),
    abstain: String(tally.abstain),
    electors: String(electors),
    closes: momentText(writing, closesMs),
  });
  return [
    `${head} ${mark}`,
    say(lang, SCREEN_WORDS.claimIncident, { day: dayWords(incidentDay), filed }),
    votes,
    ...(aid === 0 ? [] : [say(lang, SCREEN_WORDS.claimAid, { aid: amountText(writing, aid) })]),
  ];
}

function voteLines(cli: Cli, moment: MomentView, { votes }: ClaimFull): readonly string[] {
  const writing = writingOf(cli, moment);
  return votes.map(({ member, choice, amount }) => {
    const line = say(cli.lang, SCREEN_WORDS.voteLine, {
      name: member.name,
      choice: say(cli.lang, CHOICE_WORDS[choice]),
    });
    return amount === null ? line : `${line}, ${amountText(writing, amount)}`;
  });
}
