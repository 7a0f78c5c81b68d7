import { type Sentence, sayOpen } from "../words/sentence.ts";
import type { Cli } from "./cli.ts";

/** Whether the person typed that sentence, in any of the languages: nothing that a script, or a finger, does by itself. */
export async function askSentence(
  { io, lang }: Cli,
  sentence: Sentence,
  question: (words: string) => string,
): Promise<boolean> {
  const typed = plainText(await io.ask(question(sayOpen(lang, sentence, {}))));
  return [sentence.en, sentence.hant, sentence.hans].some((words) => plainText(words) === typed);
}

/** Without capitals, signs and blanks, which say nothing here. */
export function plainText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, " ")
    .trim();
}
