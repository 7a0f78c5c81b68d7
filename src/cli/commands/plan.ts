import { Argument, type Command } from "commander";
import type { CharterView } from "../../api/views/charter-view.ts";
import type { NeedsView } from "../../api/views/needs-view.ts";
import type { PlanFull, PlanRow, PlansView, PlanView } from "../../api/views/plans-view.ts";
import type { ExitCode } from "../../base/operator-error.ts";
import { planSummary } from "../../words/plan-summary.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText } from "../../words/writing.ts";
import { agreeTo } from "../agree-to.ts";
import { type Builder, type Cli, mustText, textOf } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { addDeedOptions, deed, isDryRun } from "../deed.ts";
import { readTier } from "../read-values.ts";
import { pathTo } from "../reference.ts";
import { exitOf, sayCode } from "../say-code.ts";
import { headLine, moneyFoot, show, shownOne, shownRows, writingOf } from "../screen.ts";
import { outlookLines } from "../screens/outlook-lines.ts";
import { planLines } from "../screens/plan-lines.ts";
import { readTermsFile, type Terms, templateTerms } from "../terms-file.ts";
import { UsageFault } from "../usage-fault.ts";
import { withJson } from "../with-json.ts";
import { getOutlook } from "./outlook.ts";

export function addPlan(build: Builder, program: Command): void {
  const plan = build.command(program, "plan");
  const one = () => [new Argument("<plan>")];
  const propose = addDeedOptions(build, build.command(plan, "plan propose"));
  build.option(propose, "--template <name>", "template");
  build.option(propose, "--terms <file>", "terms");
  build.option(propose, "--from-needs <category>", "fromNeeds");
  build.option(propose, "--tier <tier>", "tier");
  build.handle(propose, proposePlan);
  const adopt = addDeedOptions(build, build.command(plan, "plan adopt", one()));
  build.option(adopt, "--tier <tier>", "tier");
  build.option(adopt, "--yes", "yes");
  build.handle(adopt, adoptPlan);
  const enrol = addDeedOptions(build, build.command(plan, "plan enrol", one()));
  build.option(enrol, "--tier <tier>", "tier");
  build.option(enrol, "--yes", "yes");
  build.handle(enrol, adoptPlan);
  build.handle(withJson(build, build.command(plan, "plan list")), async (cli) => {
    const view = await (await cli.client()).get<PlansView>("/v1/plans");
    const rows = shownRows<PlanRow, PlansView["plans"][number]>(cli, view.plans);
    show(cli, view, () => [
      headLine(cli, view.moment),
      ...rows.flatMap(({ row }) => planLines(cli, view.moment, row)),
      ...(rows.length === 0 ? [say(cli.lang, SCREEN_WORDS.none)] : []),
    ]);
    return undefined;
  });
  build.handle(withJson(build, build.command(plan, "plan show", one())), async (cli) => {
    const view = await getPlan(cli);
    const { value } = shownOne(cli, view.plan);
    show(cli, view, () => [
      headLine(cli, view.moment),
      ...(view.plan === undefined ? [] : planLines(cli, view.moment, { id: view.id, ...view.plan })),
      ...summaryLines(cli, view, value),
      moneyFoot(cli),
    ]);
    return undefined;
  });
}

/** The terms in force, and those that come after them. */
function summaryLines(cli: Cli, { moment }: PlanView, { terms, coming }: PlanFull): readonly string[] {
  const writing = writingOf(cli, moment);
  const summary = (of: Terms) => planSummary(writing, of, moment.nowMs).map((line) => `  ${line}`);
  if (coming === null) return summary(terms);
  const at = momentText(writing, coming.fromMs);
  return [...summary(terms), say(cli.lang, SCREEN_WORDS.newTerms, { at }), ...summary(coming.terms)];
}

async function getPlan(cli: Cli): Promise<PlanView> {
  const path = pathTo(cli.lang, "/v1/plans", "plan", mustText(cli.words[0]));
  return (await cli.client()).get<PlanView>(path);
}

async function proposePlan(cli: Cli): Promise<ExitCode> {
  const tier = textOf(cli, "tier");
  const terms = await wantedTerms(cli);
  return deed(cli, "propose", "/v1/plans", { terms, tier: tier === undefined ? null : readTier(tier) });
}

/** From a template, from what people need, from a file, or a file over one of these. */
async function wantedTerms(cli: Cli): Promise<Terms> {
  const [template, file, needs] = ["template", "terms", "fromNeeds"].map((name) => textOf(cli, name));
  if (template === undefined && file === undefined && needs === undefined) {
    const forms = "--from-needs illness · --template illness · --terms terms.json";
    throw new UsageFault("nothing-to-do", { forms });
  }
  const { digits } = (await (await cli.client()).get<CharterView>("/v1/charter")).moment;
  const base =
    needs !== undefined
      ? await draftOf(cli, needs)
      : template === undefined
        ? undefined
        : templateTerms(template, digits, cli.lang);
  if (file !== undefined) return readTermsFile(file, base, digits);
  return base ?? templateTerms("illness", digits, cli.lang);
}

async function draftOf(cli: Cli, category: string): Promise<Terms> {
  const view = await (await cli.client()).get<NeedsView>("/v1/needs", { lang: cli.lang });
  const group = view.groups.find((each) => each.category === category);
  if (group !== undefined) return group.draft.terms;
  const code = "group-unknown";
  throw new CliFault(exitOf(code), code, [sayCode(cli.lang, code) ?? code]);
}

async function adoptPlan(cli: Cli): Promise<ExitCode> {
  const wanted = textOf(cli, "tier");
  const view = await getPlan(cli);
  const plan = view.plan?.provisional ?? view.plan?.sealed;
  if (wanted === undefined && (plan?.terms.tiers.length ?? 0) > 1) {
    throw new UsageFault("missing-option", { name: "--tier" });
  }
  const tier = wanted === undefined ? 0 : readTier(wanted);
  const kind = plan?.status === "proposed" ? "adopt" : "enrol";
  if (plan !== undefined && plan !== null) await agree(cli, view, plan, tier);
  return deed(cli, kind, `/v1/plans/${view.id}/adopt`, { tier });
}

/** Shows the plan in plain words and what it can cost, and has the person say yes: on the terminal, or with --yes. */
async function agree(cli: Cli, view: PlanView, { terms }: PlanFull, tier: number | string): Promise<void> {
  if (isDryRun(cli)) return;
  const { moment, outlook } = await getOutlook(cli, view.id, tier);
  const mine = outlook?.provisional ?? outlook?.sealed;
  await agreeTo(cli, [
    ...planSummary(writingOf(cli, moment), terms, moment.nowMs),
    ...(mine ? outlookLines(cli, moment, mine) : []),
    moneyFoot(cli),
  ]);
}
