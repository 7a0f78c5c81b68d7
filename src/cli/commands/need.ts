import type { Command } from "commander";
import type { CharterView } from "../../api/views/charter-view.ts";
import type { NeedGroupView, NeedsView } from "../../api/views/needs-view.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { CATEGORY_WORDS } from "../../words/status-words.ts";
import { type Builder, type Cli, mustText, textOf } from "../cli.ts";
import { readChoice, readRange, readSum } from "../read-values.ts";
import { amountText, headLine, show, writingOf } from "../screen.ts";
import { withJson } from "../with-json.ts";

type Category = keyof typeof CATEGORY_WORDS;
const CATEGORIES = Object.keys(CATEGORY_WORDS) as Category[];

export function addNeed(build: Builder, program: Command): void {
  const need = build.command(program, "need");
  const state = withJson(build, build.command(need, "need state"));
  build.required(state, "--category <category>", "category");
  build.required(state, "--benefit <amount>", "benefit");
  build.required(state, "--most <amount>", "most");
  build.required(state, "--group <least-most>", "group");
  build.handle(state, stateNeed);
  build.handle(withJson(build, build.command(need, "need list")), listNeeds);
  const withdraw = withJson(build, build.command(need, "need withdraw"));
  build.required(withdraw, "--category <category>", "category");
  build.handle(withdraw, async (cli) => {
    const category = readCategory(cli);
    const profile = await (await cli.client()).post("/v1/needs/withdraw", { category });
    show(cli, profile, () => [say(cli.lang, DEED_WORDS.told)]);
    return undefined;
  });
}

function readCategory(cli: Cli): Category {
  return readChoice(mustText(textOf(cli, "category")), CATEGORIES);
}

async function stateNeed(cli: Cli): Promise<undefined> {
  const category = readCategory(cli);
  const { least, most } = readRange(mustText(textOf(cli, "group")));
  const client = await cli.client();
  const { digits } = (await client.get<CharterView>("/v1/charter")).moment;
  const profile = await client.post("/v1/needs", {
    category,
    benefit: readSum(mustText(textOf(cli, "benefit")), digits),
    mostPerYear: readSum(mustText(textOf(cli, "most")), digits),
    groupMin: least,
    groupMax: most,
  });
  show(cli, profile, () => [say(cli.lang, DEED_WORDS.told)]);
}

async function listNeeds(cli: Cli): Promise<undefined> {
  const view = await (await cli.client()).get<NeedsView>("/v1/needs", { lang: cli.lang });
  show(cli, view, () => {
    const lines = [
      ...view.mine.map((need) => mineLine(cli, view, need)),
      ...view.groups.flatMap((group) => groupLines(cli, view, group)),
    ];
    return [headLine(cli, view.moment), ...(lines.length === 0 ? [say(cli.lang, SCREEN_WORDS.none)] : lines)];
  });
}

function mineLine(cli: Cli, { moment }: NeedsView, need: NeedsView["mine"][number]): string {
  const writing = writingOf(cli, moment);
  return say(cli.lang, SCREEN_WORDS.myNeed, {
    category: say(cli.lang, CATEGORY_WORDS[need.category]),
    benefit: amountText(writing, need.benefit),
    most: amountText(writing, need.mostPerYear),
    least: String(need.groupMin),
    largest: String(need.groupMax),
  });
}

function groupLines(cli: Cli, { moment }: NeedsView, group: NeedGroupView): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  const { category, size, people, includesMe, draft } = group;
  const values = {
    count: String(people.length),
    category: say(lang, CATEGORY_WORDS[category]),
    size: String(size),
    names: people.map(({ name }) => name).join(", "),
  };
  const { tiers, caps } = draft.terms;
  const [tier] = tiers;
  return [
    say(lang, includesMe ? SCREEN_WORDS.group : SCREEN_WORDS.othersGroup, values),
    say(lang, SCREEN_WORDS.draft, {
      benefit: amountText(writing, tier?.benefit ?? 0),
      perYear: amountText(writing, caps.perYear),
    }),
    say(lang, SCREEN_WORDS.proposeHint, { command: `huzhu plan propose --from-needs ${category} --tier 1` }),
  ];
}
