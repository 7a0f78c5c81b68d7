import { Argument, type Command } from "commander";
import type { ClaimFull, ClaimRow, ClaimsView, ClaimView } from "../../api/views/claims-view.ts";
import type { MomentView } from "../../api/views/moment-view.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { CHOICE_WORDS, CLAIM_STATUS_WORDS } from "../../words/status-words.ts";
import { dayWords, momentText, shortId } from "../../words/writing.ts";
import { type Builder, type Cli, mustText } from "../cli.ts";
import { pathTo } from "../reference.ts";
import { amountText, headLine, moneyFoot, show, shownOne, shownRows, writingOf } from "../screen.ts";
import { withJson } from "../with-json.ts";
import { addClaimDeeds } from "./claim-deeds.ts";

export function addClaim(build: Builder, program: Command): void {
  const claim = build.command(program, "claim");
  addClaimDeeds(build, claim);
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

function claimLines(
  cli: Cli,
  moment: MomentView,
  id: string,
  row: ClaimRow,
  mark: string,
): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  const { member, plan, asked, status, untilMs, aid, tally, electors, closesMs, incidentDay, filedMs } = row;
  const head = say(lang, SCREEN_WORDS.claimLine, {
    id: shortId(id),
    name: member.name,
    asked: amountText(writing, asked),
    title: plan.title,
    status: say(lang, CLAIM_STATUS_WORDS[status]),
  });
  const filed = momentText(writing, filedMs);
  const counts = { yes: String(tally.yes), no: String(tally.no), abstain: String(tally.abstain) };
  const until = untilMs ?? closesMs;
  const votes =
    closesMs === null
      ? until === null
        ? []
        : [say(lang, SCREEN_WORDS.claimUntil, { until: momentText(writing, until) })]
      : [
          say(lang, row.byJury ? SCREEN_WORDS.claimJury : SCREEN_WORDS.claimVotes, {
            ...counts,
            electors: String(electors),
            closes: momentText(writing, closesMs),
          }),
        ];
  return [
    `${head} ${mark}`,
    say(lang, SCREEN_WORDS.claimIncident, { day: dayWords(incidentDay), filed }),
    ...votes,
    ...(row.filer.id === member.id ? [] : [say(lang, SCREEN_WORDS.claimFiler, { name: row.filer.name })]),
    ...(aid === 0 ? [] : [say(lang, SCREEN_WORDS.claimAid, { aid: amountText(writing, aid) })]),
  ];
}

function voteLines(cli: Cli, moment: MomentView, { votes }: ClaimFull): readonly string[] {
  const writing = writingOf(cli, moment);
  return votes.map(({ member, choice, amount, carries }) => {
    const line = say(cli.lang, SCREEN_WORDS.voteLine, {
      name: member.name,
      choice: say(cli.lang, CHOICE_WORDS[choice]),
    });
    const named = amount === null ? line : `${line}, ${amountText(writing, amount)}`;
    if (carries.length === 0) return named;
    const names = carries.map(({ name }) => name).join(", ");
    return named + say(cli.lang, SCREEN_WORDS.carries, { names });
  });
}
