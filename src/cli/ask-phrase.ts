import type { Identity } from "../node/identity.ts";
import { DEVICE_WORDS } from "../words/device-words.ts";
import { say } from "../words/sentence.ts";
import type { Cli } from "./cli.ts";

/** The person's 24 words, from the terminal or a pipe, never from the command line, which others may see. Throws OperatorError: phrase-invalid. */
export async function askPhrase({ io, lang }: Cli): Promise<Identity> {
  // Loaded only here: commands that merely ask the running node stay quick.
  const { readPhrase } = await import("../node/identity.ts");
  return readPhrase(await io.ask(say(lang, DEVICE_WORDS.phraseQuestion)));
}
