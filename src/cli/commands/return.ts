import { Argument, type Command } from "commander";
import { EXIT } from "../../base/operator-error.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { DEVICE_WORDS } from "../../words/device-words.ts";
import { say } from "../../words/sentence.ts";
import { shortId } from "../../words/writing.ts";
import { askPhrase } from "../ask-phrase.ts";
import { type Builder, type Cli, isOn, textOf } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { commandFor } from "../client.ts";
import { pastedLine } from "../pasted-line.ts";
import { readName } from "../read-values.ts";
import { show } from "../screen.ts";
import { withJson } from "../with-json.ts";

export function addReturn(build: Builder, program: Command): void {
  // A pasted line may have been broken into several words, or lie in a file; what is piped in are the 24 words.
  const command = withJson(build, build.command(program, "return", [new Argument("[line...]")]));
  build.option(command, "--name <name>", "name");
  build.option(command, "--from <file>", "from");
  build.handle(command, goOn);
}

/** A member whose disk is gone: the phrase is compared with the member's root key before anything is made or sent. */
async function goOn(cli: Cli): Promise<undefined> {
  const { lang, io } = cli;
  // Loaded only here: commands that merely ask the running node stay quick.
  const [{ returnHome }, { refuseExisting }, { readReturn }, { checkWordsText }] = await Promise.all([
    import("../../node/home.ts"),
    import("../../node/home-file.ts"),
    import("../../node/return-text.ts"),
    import("../../node/check-words.ts"),
  ]);
  const said = textOf(cli, "name");
  const nickname = said === undefined ? undefined : readName(said);
  const text = await pastedLine(cli);
  const line = readReturn(text);
  await refuseExisting(cli.home);
  const { title, currency, member } = line;
  const name = nickname ?? (line.name === "" ? shortId(member) : line.name);
  if (!isOn(cli, "json")) {
    io.err(say(lang, DEVICE_WORDS.returnAbout, { name, title, currency }));
    io.err(say(lang, DEED_WORDS.reachedBy, { count: String(line.addresses.length) }));
    io.err(say(lang, DEED_WORDS.checkWords, { words: checkWordsText(lang, text) }));
    io.err(say(lang, DEED_WORDS.checkAsked));
  }
  const identity = await askPhrase(cli);
  if (identity.root.publicKey !== line.root)
    throw new CliFault(EXIT.refused, "phrase-wrong", [say(lang, DEVICE_WORDS.phraseWrong)]);
  const { path, community } = await returnHome(cli.home, { line, identity, nowMs: Date.now(), nickname });
  show(cli, { community, home: path, title, member }, () => [
    say(lang, DEVICE_WORDS.returned, { home: path }),
    say(lang, DEED_WORDS.startNext, { command: commandFor(path, "start") }),
  ]);
  return undefined;
}
