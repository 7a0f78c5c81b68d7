import { readFile } from "node:fs/promises";
import { Argument, type Command } from "commander";
import type { MemberId } from "../../base/id.ts";
import { EXIT } from "../../base/operator-error.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { ANEW_WORDS, REFOUND_WORDS } from "../../words/refound-words.ts";
import { say } from "../../words/sentence.ts";
import { shortId } from "../../words/writing.ts";
import { askPhrase } from "../ask-phrase.ts";
import { askSentence } from "../ask-sentence.ts";
import { type Builder, type Cli, isOn, mustText, textOf } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { commandFor } from "../client.ts";
import { show } from "../screen.ts";
import { OldCommunity, refoundFault } from "../screens/old-community.ts";
import { foundingLines } from "../screens/refound-lines.ts";
import { UsageFault } from "../usage-fault.ts";
import { withJson } from "../with-json.ts";

export function addRefound(build: Builder, program: Command): void {
  const refound = build.command(program, "refound");
  build.handle(withJson(build, build.command(refound, "refound sign", [new Argument("<member>")])), sign);
  const found = withJson(build, build.command(refound, "refound found", [new Argument("[line...]")]));
  build.required(found, "--to <folder>", "anewTo");
  build.option(found, "--words <file>", "anewWords");
  build.handle(found, beginAnew);
}

async function booksOf(cli: Cli): Promise<OldCommunity> {
  const { readBooks } = await import("../../node/old-books.ts");
  return new OldCommunity(cli, await readBooks(cli.home, Date.now()));
}

/** The 24 words sign here, and the line is all that leaves this machine. */
async function sign(cli: Cli): Promise<undefined> {
  const { lang, io } = cli;
  const old = await booksOf(cli);
  const founder = old.memberCalled(mustText(cli.words[0]));
  const values = { ...old.values, member: old.nameOf(old.books.member), founder: old.nameOf(founder) };
  if (!isOn(cli, "json")) {
    io.err(say(lang, REFOUND_WORDS.signAbout, values));
    io.err(say(lang, REFOUND_WORDS.signKeeps));
    io.err(say(lang, REFOUND_WORDS.signNothing));
  }
  const identity = await askPhrase(cli);
  const { giveRefoundWord, wordText } = await import("../../node/refound-word.ts");
  const word = giveRefoundWord(old.books, founder, identity);
  if (!word.ok) throw refoundFault(cli, old, { code: word.error });
  const line = wordText(word.value);
  const { community, seal, height, member } = word.value;
  show(cli, { line, community, seal, height, member, founder }, () => [line]);
  if (!isOn(cli, "json")) io.err(say(lang, REFOUND_WORDS.send, { founder: old.nameOf(founder) }));
  return undefined;
}

/** Everything is worked out and shown before anything is written, and only into the new folder. */
async function beginAnew(cli: Cli): Promise<undefined> {
  const { lang, io } = cli;
  const to = mustText(textOf(cli, "to"));
  const [{ refuseExisting }, { readWords }, { checkWords, prepareFounding }] = await Promise.all([
    import("../../node/home-file.ts"),
    import("../../node/refound-word.ts"),
    import("../../node/refound-home.ts"),
  ]);
  await refuseExisting(to);
  const lines = readWords(await pastedWords(cli));
  const old = await booksOf(cli);
  const wrong = checkWords(old.books, lines);
  if (wrong !== null) throw refoundFault(cli, old, wrong);
  const prepared = prepareFounding(old.books, lines, await askPhrase(cli), Date.now());
  if (!prepared.ok) throw refoundFault(cli, old, prepared.error);
  const { refoundingTold } = await import("../../node/refounding-told.ts");
  const told = refoundingTold(prepared.value.before, prepared.value.after);
  if (!isOn(cli, "json")) for (const each of foundingLines(cli, old, told)) io.err(each);
  const isSaid = await askSentence(cli, ANEW_WORDS, (words) => say(lang, REFOUND_WORDS.question, { words }));
  if (!isSaid) throw new CliFault(EXIT.failure, "declined", [say(lang, REFOUND_WORDS.not)]);
  const { refoundHome } = await import("../../node/home.ts");
  const { path, community } = await refoundHome(to, prepared.value, old.books.nicknameOf(old.books.member));
  const { title } = old;
  show(cli, { community, home: path, title, ...told }, () => [
    say(lang, REFOUND_WORDS.begun, { title, home: path }),
    say(lang, DEED_WORDS.startNext, { command: commandFor(path, "start") }),
    ...nextLines(cli, old, path, told.coming),
  ]);
  return undefined;
}

/** Words on the command line and in a file, in any number. */
async function pastedWords(cli: Cli): Promise<string> {
  const file = textOf(cli, "words");
  if (file === undefined) return cli.words.join("");
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw Object.assign(new UsageFault("file-unreadable", { file }), { cause: error });
  });
  return cli.words.join("") + text;
}

function nextLines(
  { lang }: Cli,
  old: OldCommunity,
  home: string,
  coming: readonly MemberId[],
): readonly string[] {
  const others = coming.filter((member) => member !== old.books.member);
  if (others.length === 0) return [];
  const lines = others.map((member) => {
    const command = commandFor(home, `invite --return ${shortId(member)}`);
    return say(lang, REFOUND_WORDS.lineFor, { name: old.nameOf(member), command });
  });
  return [...lines, say(lang, REFOUND_WORDS.comeBy)];
}
