import { Argument, type Command } from "commander";
import type { OutlookView, PlanOutlook } from "../../api/views/outlook-view.ts";
import { type Builder, type Cli, mustText, textOf } from "../cli.ts";
import { readTier } from "../read-values.ts";
import { pathTo } from "../reference.ts";
import { headLine, moneyFoot, show, shownOne } from "../screen.ts";
import { outlookLines } from "../screens/outlook-lines.ts";
import { withJson } from "../with-json.ts";

export function addOutlook(build: Builder, program: Command): void {
  const outlook = withJson(build, build.command(program, "outlook", [new Argument("<plan>")]));
  build.option(outlook, "--tier <tier>", "tier");
  build.handle(outlook, async (cli) => {
    const tier = textOf(cli, "tier");
    const view = await getOutlook(
      cli,
      mustText(cli.words[0]),
      tier === undefined ? undefined : readTier(tier),
    );
    const { value, mark } = shownOne<PlanOutlook>(cli, view.outlook);
    show(cli, view, () => [
      headLine(cli, view.moment),
      ...outlookLines(cli, view.moment, value),
      mark,
      moneyFoot(cli),
    ]);
    return undefined;
  });
}

/** `tier`: as if the reader took it; none: as they stand. */
export async function getOutlook(cli: Cli, plan: string, tier?: number | string): Promise<OutlookView> {
  const path = pathTo(cli.lang, "/v1/outlook", "plan", plan);
  // by index, or by name
  const query = tier === undefined ? {} : { [typeof tier === "number" ? "index" : "tier"]: String(tier) };
  return (await cli.client()).get<OutlookView>(path, query);
}
