import { Argument, type Command } from "commander";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { say } from "../../words/sentence.ts";
import { charterOf } from "../charter-defaults.ts";
import { type Builder, type Cli, mustText, textOf } from "../cli.ts";
import { commandFor } from "../client.ts";
import { localOffsetMinutes } from "../local-offset.ts";
import { phraseLines } from "../phrase-lines.ts";
import { readCurrency, readDigits, readName, readOffset } from "../read-values.ts";
import { show } from "../screen.ts";
import { withJson } from "../with-json.ts";

export function addFound(build: Builder, program: Command): void {
  const found = withJson(build, build.command(program, "found", [new Argument("<title>")]));
  build.option(found, "--name <name>", "name");
  build.option(found, "--currency <code>", "currency");
  build.option(found, "--digits <digits>", "digits");
  build.option(found, "--offset <offset>", "offset");
  build.option(found, "--charter <file>", "charter");
  build.handle(found, foundCommunity);
}

async function foundCommunity(cli: Cli): Promise<undefined> {
  const currency = textOf(cli, "currency");
  const digits = textOf(cli, "digits");
  const offset = textOf(cli, "offset");
  const charter = await charterOf({
    title: mustText(cli.words[0]),
    lang: cli.lang,
    currency: currency === undefined ? undefined : readCurrency(currency),
    digits: digits === undefined ? undefined : readDigits(digits),
    utcOffsetMinutes: offset === undefined ? localOffsetMinutes() : readOffset(offset),
    file: textOf(cli, "charter"),
  });
  const nickname = readName(textOf(cli, "name") ?? "");
  // Loaded only here: commands that merely ask the running node stay quick.
  const { foundHome } = await import("../../node/home.ts");
  const { home, identity } = await foundHome(cli.home, { charter, nickname, nowMs: Date.now() });
  const { phrase } = identity;
  const { community, path } = home;
  show(cli, { community, home: path, title: charter.title, charter, phrase }, () => [
    say(cli.lang, DEED_WORDS.founded, { title: charter.title, home: path }),
    "",
    ...phraseLines(cli.lang, phrase),
    "",
    say(cli.lang, DEED_WORDS.startNext, { command: commandFor(path, "start") }),
    say(cli.lang, DEED_WORDS.inviteNext, { command: commandFor(path, "invite") }),
  ]);
}
