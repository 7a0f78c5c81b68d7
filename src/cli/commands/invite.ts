import type { Command } from "commander";
import type { CharterView } from "../../api/views/charter-view.ts";
import { DAY_MS } from "../../calendar/calendar.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { DEVICE_WORDS } from "../../words/device-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText } from "../../words/writing.ts";
import { type Builder, type Cli, isOn, textOf } from "../cli.ts";
import { readCount } from "../read-values.ts";
import { show, writingOf } from "../screen.ts";
import { withJson } from "../with-json.ts";

const DAYS = "7";
const DAYS_MAX = 365;

export function addInvite(build: Builder, program: Command): void {
  const command = build.option(withJson(build, build.command(program, "invite")), "--days <days>", "days");
  build.option(command, "--return <member>", "returning");
  build.option(command, "--qr", "qr");
  build.option(command, "--png <file>", "png");
  build.handle(command, async (cli) => {
    const returning = textOf(cli, "return");
    if (returning !== undefined) return await writeReturn(cli, returning);
    const validMs = readCount(textOf(cli, "days") ?? DAYS, DAYS_MAX, DAYS) * DAY_MS;
    const client = await cli.client();
    const { moment } = await client.get<CharterView>("/v1/charter");
    const { invite } = await client.post<{ readonly invite: string }>("/v1/invites", { validMs });
    const expiresMs = moment.nowMs + validMs;
    const until = momentText(writingOf(cli, moment), expiresMs);
    const words = await sayBeside(cli, invite, say(cli.lang, DEED_WORDS.inviteLine, { until }));
    show(cli, { invite, expiresMs, checkWords: words }, () => [invite]);
    return undefined;
  });
}

/** For a member whose computer is gone; no secret of theirs is in it. */
async function writeReturn(cli: Cli, member: string): Promise<undefined> {
  const { line } = await (await cli.client()).post<{ readonly line: string }>("/v1/returns", { member });
  const words = await sayBeside(cli, line, say(cli.lang, DEVICE_WORDS.returnLine, { name: member }));
  show(cli, { line, checkWords: words }, () => [line]);
  return undefined;
}

/** What is said about a line, on the other output, so that the line alone can be piped or put into a command; gives its check words. */
async function sayBeside(cli: Cli, line: string, about: string): Promise<readonly string[]> {
  const { io, lang } = cli;
  // Loaded only here: other commands stay quick.
  const [{ checkWords, checkWordsText }, { writeNewFile }, { qrLines, qrPng }] = await Promise.all([
    import("../../node/check-words.ts"),
    import("../../node/new-file.ts"),
    import("../line-qr.ts"),
  ]);
  const png = textOf(cli, "png");
  if (png !== undefined) await writeNewFile(png, qrPng(line));
  if (!isOn(cli, "json")) {
    if (isOn(cli, "qr")) for (const row of qrLines(line)) io.err(row);
    if (png !== undefined) io.err(say(lang, DEED_WORDS.pngWritten, { file: png }));
    io.err(say(lang, DEED_WORDS.checkWords, { words: checkWordsText(lang, line) }));
    io.err(say(lang, DEED_WORDS.checkGiven));
    io.err(about);
  }
  return checkWords(line);
}
