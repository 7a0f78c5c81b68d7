import { DEED_WORDS } from "../words/deed-words.ts";
import type { Lang } from "../words/language.ts";
import { say } from "../words/sentence.ts";

const WORDS_PER_LINE = 6;

/** The identity phrase, numbered, with what it is. */
export function phraseLines(lang: Lang, phrase: string): readonly string[] {
  const words = phrase.split(" ").map((word, index) => `${String(index + 1).padStart(2)} ${word.padEnd(9)}`);
  const lines = words.flatMap((_, index) =>
    index % WORDS_PER_LINE === 0
      ? [
          `  ${words
            .slice(index, index + WORDS_PER_LINE)
            .join(" ")
            .trimEnd()}`,
        ]
      : [],
  );
  return [say(lang, DEED_WORDS.phrase), "", ...lines];
}
