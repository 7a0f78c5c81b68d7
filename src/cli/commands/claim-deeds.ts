import { Argument, type Command } from "commander";
import type { CharterView } from "../../api/views/charter-view.ts";
import type { ClaimView } from "../../api/views/claims-view.ts";
import { EXIT, type ExitCode } from "../../base/operator-error.ts";
import { EVIDENCE_WORDS } from "../../words/evidence-words.ts";
import { say } from "../../words/sentence.ts";
import { shortId } from "../../words/writing.ts";
import { type Builder, type Cli, isOn, mustText, textOf } from "../cli.ts";
import { addDeedOptions, deed, isDryRun } from "../deed.ts";
import { commitTo, fingerprintOf, keepSalts } from "../evidence-salts.ts";
import { readAmount, readChoice, readDay } from "../read-values.ts";
import { pathTo } from "../reference.ts";
import { show } from "../screen.ts";
import { withJson } from "../with-json.ts";

/** What is signed about a claim: by who files it, by reviewers, by the plan's members. */
export function addClaimDeeds(build: Builder, claim: Command): void {
  const one = () => [new Argument("<claim>")];
  const file = addDeedOptions(build, build.command(claim, "claim file"));
  build.required(file, "--plan <plan>", "plan");
  build.required(file, "--day <date>", "day");
  build.required(file, "--amount <amount>", "amount");
  build.option(file, "--for <member>", "for");
  build.handle(file, fileClaim);
  const files = [...one(), new Argument("<file...>")];
  const evidence = addDeedOptions(build, build.command(claim, "claim evidence", files));
  build.handle(evidence, showEvidence);
  const check = [...one(), new Argument("<file>"), new Argument("<salt>")];
  build.handle(withJson(build, build.command(claim, "claim check", check)), checkEvidence);
  const seen = addDeedOptions(
    build,
    build.command(claim, "claim seen", [...one(), new Argument("<matches>")]),
  );
  build.handle(seen, (cli) => {
    const matches = readChoice(mustText(cli.words[1]), ["yes", "no"]) === "yes";
    return deed(cli, "seen", "/v1/seen", { claim: cli.words[0], matches });
  });
  const appeal = addDeedOptions(build, build.command(claim, "claim appeal", one()));
  build.handle(appeal, (cli) => deed(cli, "appeal", "/v1/appeals", { claim: cli.words[0] }));
  const withdraw = addDeedOptions(build, build.command(claim, "claim withdraw", one()));
  build.handle(withdraw, (cli) => deed(cli, "withdraw", "/v1/withdrawals", { claim: cli.words[0] }));
}

export function addRecuse(build: Builder, program: Command): void {
  const recuse = addDeedOptions(build, build.command(program, "recuse", [new Argument("<ballot>")]));
  build.handle(recuse, (cli) => deed(cli, "recuse", "/v1/recusals", { ballot: cli.words[0] }));
}

async function fileClaim(cli: Cli): Promise<ExitCode> {
  const incidentDay = readDay(mustText(textOf(cli, "day")));
  const { digits } = (await (await cli.client()).get<CharterView>("/v1/charter")).moment;
  const amount = readAmount(mustText(textOf(cli, "amount")), digits);
  const body = { plan: textOf(cli, "plan"), incidentDay, amount, for: textOf(cli, "for") ?? null };
  return deed(cli, "claim", "/v1/claims", body);
}

/** Only fingerprints are signed; the documents and their salts stay here, to be handed to the reviewers. */
async function showEvidence(cli: Cli): Promise<ExitCode> {
  const [claim, ...files] = cli.words;
  const committed = await Promise.all(files.map((file) => commitTo(file)));
  const commitments = committed.map(({ commitment }) => commitment);
  // Kept first: a fingerprint whose salt is lost proves nothing.
  if (!isDryRun(cli)) await keepSalts(cli.home, committed);
  const exit = await deed(cli, "evidence", "/v1/evidence", { claim, commitments });
  if (isDryRun(cli) || isOn(cli, "json")) return exit;
  cli.io.out(say(cli.lang, EVIDENCE_WORDS.hand));
  for (const { file, salt } of committed) cli.io.out(say(cli.lang, EVIDENCE_WORDS.line, { file, salt }));
  return exit;
}

/** For a reviewer: whether a document that was handed over is one that was committed to. Exit 5 where it is not. */
async function checkEvidence(cli: Cli): Promise<ExitCode> {
  const [claim, file, salt] = cli.words.map(mustText);
  const path = pathTo(cli.lang, "/v1/claims", "claim", mustText(claim));
  const view = await (await cli.client()).get<ClaimView>(path);
  const fingerprint = await fingerprintOf(mustText(file), mustText(salt));
  const matches = (view.claim?.provisional ?? view.claim?.sealed)?.commitments.includes(fingerprint) ?? false;
  const line = matches ? EVIDENCE_WORDS.matches : EVIDENCE_WORDS.differs;
  const command = `huzhu claim seen ${shortId(view.id)} ${matches ? "yes" : "no"}`;
  show(cli, { fingerprint, matches }, () => [say(cli.lang, line, { command })]);
  return matches ? EXIT.ok : EXIT.refused;
}
