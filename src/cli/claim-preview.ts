import type { DryRunView } from "../api/views/dry-run-view.ts";
import { EXIT, type ExitCode } from "../base/operator-error.ts";
import { DEED_WORDS } from "../words/deed-words.ts";
import { EVIDENCE_WORDS } from "../words/evidence-words.ts";
import { say } from "../words/sentence.ts";
import { type Cli, isOn } from "./cli.ts";
import { CliFault } from "./cli-fault.ts";
import { isDryRun } from "./deed.ts";
import { show } from "./screen.ts";
import { dryRunLines, forEverLines } from "./screens/dry-run-lines.ts";

/**
 * Shows the two lists before anything about a claim is signed: what every member will see for ever, and what only the
 * reviewers see. Who sits there is asked, unless --yes. An exit code: it was a dry run. Throws CliFault: declined.
 */
export async function previewClaim(
  cli: Cli,
  path: string,
  body: unknown,
  reviewersOnly: readonly string[],
): Promise<ExitCode | null> {
  const { io, lang } = cli;
  const view = await (await cli.client()).post<DryRunView>(`${path}?dryRun=1`, body);
  const others = [say(lang, EVIDENCE_WORDS.reviewersOnly), ...reviewersOnly, say(lang, EVIDENCE_WORDS.who)];
  if (isDryRun(cli)) {
    show(cli, { ...view, reviewersOnly }, () => dryRunLines(cli, view, others));
    return view.refused === null ? EXIT.ok : EXIT.refused;
  }
  // a refusal is told by whoever signs
  if (view.refused !== null || isOn(cli, "json")) return null;
  for (const line of [...forEverLines(cli, view), ...others]) io.out(line);
  if (!io.isTty || isOn(cli, "yes")) return null;
  const answer = (await io.ask(say(lang, EVIDENCE_WORDS.question))).normalize("NFKC").trim().toLowerCase();
  if (["yes", "y", "是", "同意"].includes(answer)) return null;
  throw new CliFault(EXIT.failure, "declined", [say(lang, DEED_WORDS.declined)]);
}
