import { EXIT } from "../base/operator-error.ts";
import { DEED_WORDS } from "../words/deed-words.ts";
import { say } from "../words/sentence.ts";
import { type Cli, isOn } from "./cli.ts";
import { CliFault } from "./cli-fault.ts";

/**
 * Shows what is agreed to, and has the person say yes: on the terminal, or with --yes. Throws CliFault: agreement-needed
 * where nobody sits there, declined.
 */
export async function agreeTo(cli: Cli, lines: readonly string[]): Promise<void> {
  const { lang, io } = cli;
  if (isOn(cli, "yes")) {
    if (!isOn(cli, "json")) for (const line of lines) io.out(line);
    return;
  }
  for (const line of lines) io.err(line);
  if (!io.isTty) throw new CliFault(EXIT.usage, "agreement-needed", [say(lang, DEED_WORDS.agreeNeeded)]);
  if (isYes(await io.ask(say(lang, DEED_WORDS.agreeQuestion)))) return;
  throw new CliFault(EXIT.failure, "declined", [say(lang, DEED_WORDS.declined)]);
}

/** Whatever is not plainly a yes is a no. */
export function isYes(answer: string): boolean {
  return ["yes", "y", "是", "同意"].includes(answer.normalize("NFKC").trim().toLowerCase());
}
