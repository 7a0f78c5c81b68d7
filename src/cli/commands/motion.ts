import { Argument, type Command } from "commander";
import type { CharterView } from "../../api/views/charter-view.ts";
import type { MotionRow, MotionsView } from "../../api/views/motions-view.ts";
import type { ExitCode } from "../../base/operator-error.ts";
import { MOTION_WORDS } from "../../words/body-words.ts";
import { CONFIRM_WORDS } from "../../words/confirm-words.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { MOTION_STATUS_WORDS } from "../../words/status-words.ts";
import { momentText, shortId } from "../../words/writing.ts";
import { type Builder, type Cli, mustText, textOf } from "../cli.ts";
import { confirmName } from "../confirm-name.ts";
import { addDeedOptions, deed } from "../deed.ts";
import { planNamed } from "../plan-named.ts";
import { readCount } from "../read-values.ts";
import { referenceUnknown } from "../reference.ts";
import { headLine, show, shownOne, shownRows, writingOf } from "../screen.ts";
import { wishLines } from "../screens/motion-wish-lines.ts";
import { readPlainFile, readTermsFile } from "../terms-file.ts";
import { withJson } from "../with-json.ts";

const RULES_MAX = 65_535;

export function addMotion(build: Builder, program: Command): void {
  const motion = build.command(program, "motion");
  const one = (name: string) => [new Argument(`<${name}>`)];
  const amend = addDeedOptions(build, build.command(motion, "motion amend", one("plan")));
  build.required(amend, "--terms <file>", "terms");
  build.handle(amend, amendPlan);
  build.handle(addDeedOptions(build, build.command(motion, "motion end", one("plan"))), endPlan);
  const expel = addDeedOptions(build, build.command(motion, "motion expel", one("member")));
  build.option(expel, "--plan <plan>", "expelPlan");
  build.handle(expel, (cli) => {
    const about = { kind: "expel", member: cli.words[0], plan: textOf(cli, "plan") ?? null };
    return deed(cli, "motion", "/v1/motions", { about });
  });
  const charter = addDeedOptions(build, build.command(motion, "motion charter"));
  build.required(charter, "--charter <file>", "charter");
  build.handle(charter, amendCharter);
  build.handle(addDeedOptions(build, build.command(motion, "motion rules", one("version"))), (cli) => {
    const rules = readCount(mustText(cli.words[0]), RULES_MAX, "2");
    return deed(cli, "motion", "/v1/motions", { about: { kind: "rules", rules } });
  });
  build.handle(addDeedOptions(build, build.command(motion, "motion network-key")), (cli) =>
    deed(cli, "motion", "/v1/motions", { about: { kind: "network-key" } }),
  );
  build.handle(withJson(build, build.command(motion, "motion list")), listMotions);
  build.handle(withJson(build, build.command(motion, "motion show", one("motion"))), showMotion);
}

/** The file says only what is to change. */
async function amendPlan(cli: Cli): Promise<ExitCode> {
  const { id, terms, moment } = await planNamed(cli, mustText(cli.words[0]));
  const changed = await readTermsFile(mustText(textOf(cli, "terms")), terms, moment.digits);
  return deed(cli, "motion", "/v1/motions", { about: { kind: "amend", plan: id, terms: changed } });
}

async function endPlan(cli: Cli): Promise<ExitCode> {
  const { id, terms } = await planNamed(cli, mustText(cli.words[0]));
  const { title } = terms;
  await confirmName(cli, title, say(cli.lang, CONFIRM_WORDS.dissolve, { title }));
  return deed(cli, "motion", "/v1/motions", { about: { kind: "end", plan: id } });
}

async function amendCharter(cli: Cli): Promise<ExitCode> {
  const { digits } = (await (await cli.client()).get<CharterView>("/v1/charter")).moment;
  const charter = await readPlainFile(mustText(textOf(cli, "charter")), digits);
  return deed(cli, "motion", "/v1/motions", { about: { kind: "charter", charter } });
}

async function listMotions(cli: Cli): Promise<undefined> {
  const view = await (await cli.client()).get<MotionsView>("/v1/motions");
  const rows = shownRows<MotionRow, MotionsView["motions"][number]>(cli, view.motions);
  show(cli, view, () => [
    headLine(cli, view.moment),
    ...rows.flatMap(({ row, value, mark }) => motionLines(cli, view, row.id, value, mark)),
    ...(rows.length === 0 ? [say(cli.lang, SCREEN_WORDS.none)] : []),
  ]);
}

/** One motion with what it would change, beside what holds now. */
async function showMotion(cli: Cli): Promise<undefined> {
  const word = mustText(cli.words[0]);
  const client = await cli.client();
  const view = await client.get<MotionsView>("/v1/motions");
  const [row, ...others] = view.motions.filter(
    ({ id }) => /^[0-9a-f]{4,}$/.test(word) && id.startsWith(word),
  );
  if (row === undefined || others.length > 0) throw referenceUnknown(cli.lang, "ballot", word);
  const { value, mark } = shownOne<MotionRow>(cli, row);
  const { about, status } = value;
  const isOpen = status === "voting";
  const terms = isOpen && about.kind === "amend" ? (await planNamed(cli, about.plan)).terms : null;
  const now = isOpen && about.kind === "charter" ? await client.get<CharterView>("/v1/charter") : undefined;
  const charter = now?.charter?.sealed?.charter ?? null;
  show(cli, { moment: view.moment, ...row }, () => [
    headLine(cli, view.moment),
    ...motionLines(cli, view, row.id, value, mark),
    ...wishLines(cli, view.moment, value, { terms, charter }),
  ]);
}

function motionLines(
  cli: Cli,
  { moment }: MotionsView,
  id: string,
  { by, about, plan, member, status, ballot }: MotionRow,
  mark: string,
): readonly string[] {
  const { lang } = cli;
  const what = [say(lang, MOTION_WORDS[about.kind]), member?.name, plan?.title];
  const line = say(lang, SCREEN_WORDS.motionLine, {
    id: shortId(id),
    what: what.filter((part) => part !== undefined).join(" · "),
    name: by.name,
    status: say(lang, MOTION_STATUS_WORDS[status]),
  });
  if (ballot === null) return [`${line} ${mark}`];
  const { tally, electors, closesMs } = ballot;
  const votes = say(lang, SCREEN_WORDS.claimVotes, {
    yes: String(tally.yes),
    no: String(tally.no),
    abstain: String(tally.abstain),
    electors: String(electors),
    closes: momentText(writingOf(cli, moment), closesMs),
  });
  return [`${line} ${mark}`, votes];
}
