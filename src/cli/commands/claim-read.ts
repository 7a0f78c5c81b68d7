import { join } from "node:path";
import type { EvidenceView } from "../../api/views/evidence-view.ts";
import { EXIT, type ExitCode } from "../../base/operator-error.ts";
import type { Document } from "../../node/evidence/document-frame.ts";
import { readDocuments, writeDocuments } from "../../node/evidence/read-documents.ts";
import { EVIDENCE_WORDS } from "../../words/evidence-words.ts";
import { say } from "../../words/sentence.ts";
import { sizeText } from "../../words/size-text.ts";
import { momentText, shortId } from "../../words/writing.ts";
import { type Cli, mustText, textOf } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { pathTo } from "../reference.ts";
import { safeName } from "../safe-name.ts";
import { show, writingOf } from "../screen.ts";

type Row = EvidenceView["documents"][number];

interface Opened {
  readonly row: Row;
  /** undefined: not here, or it does not open */
  readonly document: Document | undefined;
  readonly name: string | null;
  /** where it was written */
  readonly file: string | null;
}

/**
 * A claim's documents, opened with this home's keys and checked against what is on record; written where asked, nowhere
 * else. Exit 5 where one differs or the reader is no reviewer, 4 where one is not here yet.
 */
export async function readEvidence(cli: Cli): Promise<ExitCode> {
  const { lang, home } = cli;
  const path = `${pathTo(lang, "/v1/claims", "claim", mustText(cli.words[0]))}/evidence`;
  const view = await (await cli.client()).get<EvidenceView>(path);
  if (view.documents.length > 0 && view.as === "nobody")
    throw new CliFault(EXIT.refused, "not-a-reviewer", [say(lang, EVIDENCE_WORDS.notForYou)]);
  const documents = await readDocuments(home, view.id, view.documents);
  const folder = textOf(cli, "out");
  const opened: readonly Opened[] = view.documents.map((row, index) => {
    const document = documents[index];
    const name = document === undefined ? null : safeName(document.name);
    const file = folder === undefined || name === null ? null : join(folder, `${index + 1}-${name}`);
    return { row, document, name, file };
  });
  if (folder !== undefined)
    await writeDocuments(
      folder,
      opened.flatMap(({ file, document }) => (file && document ? [{ file, content: document.content }] : [])),
    );
  const rows = opened.map(({ row, document, name, file }) => {
    return { ...row, name, documentBytes: document?.content.length ?? null, file };
  });
  show(cli, { ...view, documents: rows }, () => linesOf(cli, view, opened));
  return exitOf(view, opened);
}

function exitOf({ as }: EvidenceView, opened: readonly Opened[]): ExitCode {
  if (opened.some(({ row }) => row.standing === "differs")) return EXIT.refused;
  const isAllHere = as === "side" || opened.every(({ document }) => document !== undefined);
  return isAllHere ? EXIT.ok : EXIT.unreachable;
}

function linesOf(cli: Cli, view: EvidenceView, opened: readonly Opened[]): readonly string[] {
  const { lang } = cli;
  const { as, isAddressed, isReviewed, endMs } = view;
  if (opened.length === 0) return [say(lang, EVIDENCE_WORDS.none)];
  const id = shortId(view.id);
  const isReviewer = as === "reviewer";
  const isHere = opened.some(({ document }) => document !== undefined);
  const matches = opened.some(({ row }) => row.standing === "differs") ? "no" : "yes";
  const isRead = opened.every(({ row, document }) => document !== undefined || row.standing === "differs");
  const until = endMs === null ? null : momentText(writingOf(cli, view.moment), endMs);
  return [
    ...(isReviewer && !isAddressed ? [say(lang, EVIDENCE_WORDS.otherDevice)] : []),
    ...opened.map((each, index) => documentLine(cli, view, each, String(index + 1))),
    ...opened.flatMap(({ file }) => (file === null ? [] : [say(lang, EVIDENCE_WORDS.written, { file })])),
    ...(isHere && opened.every(({ file }) => file === null)
      ? [say(lang, EVIDENCE_WORDS.toWrite, { id })]
      : []),
    ...(isReviewer && isReviewed && isRead ? [say(lang, EVIDENCE_WORDS.seenNext, { id, matches })] : []),
    ...(until === null ? [] : [say(lang, EVIDENCE_WORDS.ends, { until })]),
  ];
}

function documentLine(
  cli: Cli,
  { as, sides }: EvidenceView,
  { row, document, name }: Opened,
  number: string,
): string {
  const { lang } = cli;
  if (document !== undefined) {
    const of = { name: name ?? "", size: sizeText(document.content.length) };
    return say(lang, as === "side" ? EVIDENCE_WORDS.own : EVIDENCE_WORDS.here, of);
  }
  const names = sides.map(({ name }) => name).join(", ");
  switch (row.standing) {
    case "differs":
      return say(lang, EVIDENCE_WORDS.differs, { number, names });
    case "partly":
      return say(lang, EVIDENCE_WORDS.partly, { number, size: sizeText(row.bytes) });
    case "awaited":
      return as === "side"
        ? say(lang, EVIDENCE_WORDS.gone, { number })
        : say(lang, EVIDENCE_WORDS.awaited, { number, names });
    case "here":
      return say(lang, EVIDENCE_WORDS.unreadable, { number });
  }
}
