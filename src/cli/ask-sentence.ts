import { type Sentence, sayOpen } from "../words/sentence.ts";
import type { Cli } from "./cli.ts";

/** Whether the person typed that sentence, in any of the languages: nothing that a script, or a finger, does by itself. */
export async function askSentence(
  { io, lang }: Cli,
  sentence: Sentence,
  question: (words: string) => string,
): Promise<boolean> {
  const typed = plain(await io.ask(question(sayOpen(lang, sentence, {}))));
  return [sentence.en, sentence.hant, sentence.hans].some((words) => plain(words) === typed);
}

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, " ")
    .trim();
}
