import { readFile } from "node:fs/promises";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { DEED_WORDS } from "../words/deed-words.ts";
import { say } from "../words/sentence.ts";
import { type Cli, textOf } from "./cli.ts";
import { UsageFault } from "./usage-fault.ts";

/**
 * The line that a person was sent: from the command line, where it may have been broken into several words, or the file
 * of `--from`. Throws UsageFault: file-unreadable; OperatorError: line-missing.
 */
export async function pastedLine(cli: Cli): Promise<string> {
  const file = textOf(cli, "from");
  const text = file === undefined ? cli.words.join(" ") : await readText(file);
  if (text.trim() === "") throw new OperatorError("line-missing", EXIT.usage);
  return text;
}

/** As `pastedLine`; where neither is given it is asked for, or read from what is piped in. */
export async function pastedLineOrInput(cli: Cli): Promise<string> {
  const { io, lang } = cli;
  if (cli.words.length > 0 || textOf(cli, "from") !== undefined) return await pastedLine(cli);
  const text = io.isTty ? await io.ask(say(lang, DEED_WORDS.lineQuestion)) : await io.input();
  if (text.trim() === "") throw new OperatorError("line-missing", EXIT.usage);
  return text;
}

async function readText(file: string): Promise<string> {
  return await readFile(file, "utf8").catch((error: unknown) => {
    throw Object.assign(new UsageFault("file-unreadable", { file }), { cause: error });
  });
}
