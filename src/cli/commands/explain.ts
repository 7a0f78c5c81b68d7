import { Argument, type Command } from "commander";
import type { ExplainView } from "../../api/views/explain-view.ts";
import { sayStep } from "../../words/say-step.ts";
import { type Builder, mustText } from "../cli.ts";
import { pathTo } from "../reference.ts";
import { headLine, show, shownOne, writingOf } from "../screen.ts";
import { withJson } from "../with-json.ts";

export function addExplain(build: Builder, program: Command): void {
  const explain = withJson(build, build.command(program, "explain", [new Argument("<id>")]));
  build.handle(explain, async (cli) => {
    const path = pathTo(cli.lang, "/v1/explain", "entry", mustText(cli.words[0]));
    const view = await (await cli.client()).get<ExplainView>(path);
    const { value, mark } = shownOne(cli, view.explanation);
    const names = new Map(view.members.map(({ id, name }) => [id as string, name]));
    const writing = writingOf(cli, view.moment, names);
    show(cli, view, () => [
      headLine(cli, view.moment),
      ...value.steps.map((step) => `· ${sayStep(writing, step)}`),
      mark,
    ]);
    return undefined;
  });
}
