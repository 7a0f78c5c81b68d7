import { Argument, type Command } from "commander";
import type { CharterView } from "../../api/views/charter-view.ts";
import type { ClaimView } from "../../api/views/claims-view.ts";
import type { ExitCode } from "../../base/operator-error.ts";
import { travelBytes } from "../../node/evidence/document-frame.ts";
import type { OwnDocument } from "../../node/evidence/own-documents.ts";
import { EVIDENCE_WORDS } from "../../words/evidence-words.ts";
import { say } from "../../words/sentence.ts";
import { sizeText } from "../../words/size-text.ts";
import { previewClaim } from "../claim-preview.ts";
import { type Builder, type Cli, isOn, mustText, textOf } from "../cli.ts";
import { addDeedOptions, deed } from "../deed.ts";
import { readDocument } from "../read-document.ts";
import { readAmount, readChoice, readDay } from "../read-values.ts";
import { pathTo } from "../reference.ts";
import { safeName } from "../safe-name.ts";
import { UsageFault } from "../usage-fault.ts";
import { withJson } from "../with-json.ts";

/** What is signed about a claim: by who files it, by reviewers, by the plan's members. */
export function addClaimDeeds(build: Builder, claim: Command): void {
  const one = () => [new Argument("<claim>")];
  const file = addDeedOptions(build, build.command(claim, "claim file"));
  build.required(file, "--plan <plan>", "plan");
  build.required(file, "--day <date>", "day");
  build.required(file, "--amount <amount>", "amount");
  build.option(file, "--for <member>", "for");
  build.option(file, "--yes", "yes");
  build.handle(file, fileClaim);
  const files = [...one(), new Argument("<file...>")];
  const evidence = addDeedOptions(build, build.command(claim, "claim evidence", files));
  build.option(evidence, "--yes", "yes");
  build.handle(evidence, showEvidence);
  const read = withJson(build, build.command(claim, "claim read", one()));
  build.option(read, "--out <folder>", "outFolder");
  // Loaded only here, as below: it takes up documents' keys, which no other command needs.
  build.handle(read, async (cli) => (await import("./claim-read.ts")).readEvidence(cli));
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
  const shown = await previewClaim(cli, "/v1/claims", body, [say(cli.lang, EVIDENCE_WORDS.later)]);
  return shown ?? deed(cli, "claim", "/v1/claims", body);
}

/** Only fingerprints are signed; the documents travel to the reviewers from a copy that the home keeps, encrypted. */
async function showEvidence(cli: Cli): Promise<ExitCode> {
  const { lang } = cli;
  const { fitsClaim, keepOwnDocuments } = await import("../../node/evidence/own-documents.ts");
  const [reference, ...files] = cli.words.map(mustText);
  const documents: OwnDocument[] = [];
  for (const file of files) documents.push(await readDocument(file));
  const path = pathTo(lang, "/v1/claims", "claim", mustText(reference));
  const { id, claim } = await (await cli.client()).get<ClaimView>(path);
  const misfit = fitsClaim((claim?.provisional ?? claim?.sealed)?.commitments.length ?? 0, documents);
  if (misfit !== null) {
    const { code, most } = misfit;
    throw new UsageFault(code, { most: code === "documents-too-many" ? String(most) : sizeText(most) });
  }
  const body = { claim: id, commitments: documents.map(({ commitment }) => commitment) };
  const lines = documents.map(({ document: { name, content } }) => {
    const [size, padded] = [sizeText(content.length), sizeText(travelBytes(content.length))];
    return say(lang, EVIDENCE_WORDS.document, { name: safeName(name), size, padded });
  });
  const shown = await previewClaim(cli, "/v1/evidence", body, lines);
  if (shown !== null) return shown;
  // Kept first: a fingerprint whose document is lost proves nothing.
  await keepOwnDocuments(cli.home, id, documents);
  const exit = await deed(cli, "evidence", "/v1/evidence", body);
  if (!isOn(cli, "json")) cli.io.out(say(lang, EVIDENCE_WORDS.travels));
  return exit;
}
