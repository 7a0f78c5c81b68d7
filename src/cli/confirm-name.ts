import { EXIT } from "../base/operator-error.ts";
import { CONFIRM_WORDS } from "../words/confirm-words.ts";
import { say } from "../words/sentence.ts";
import { plainText } from "./ask-sentence.ts";
import type { Cli } from "./cli.ts";
import { CliFault } from "./cli-fault.ts";
import { isDryRun } from "./deed.ts";

/**
 * Has the person type a name, so that neither a finger nor a script does it by itself. A dry run asks for nothing. Throws
 * CliFault: declined.
 */
export async function confirmName(cli: Cli, name: string, about: string): Promise<void> {
  if (isDryRun(cli)) return;
  const { io, lang } = cli;
  io.err(about);
  const typed = await io.ask(say(lang, CONFIRM_WORDS.question, { name }));
  if (plainText(typed) === plainText(name)) return;
  throw new CliFault(EXIT.failure, "declined", [say(lang, CONFIRM_WORDS.not)]);
}
