import { EXIT, type ExitCode } from "../base/operator-error.ts";
import { API_WORDS, REFERENCE_WORDS } from "../words/api-words.ts";
import { AUTHOR_FAULT_WORDS, EVENT_FAULT_WORDS } from "../words/fault-words.ts";
import type { Lang } from "../words/language.ts";
import { REFUSAL_WORDS } from "../words/refusal-words.ts";
import { type Sentence, say, sayOpen } from "../words/sentence.ts";

const WORDS: Readonly<Record<string, Sentence>> = {
  ...EVENT_FAULT_WORDS,
  ...AUTHOR_FAULT_WORDS,
  ...API_WORDS,
  ...REFUSAL_WORDS,
};

/** The sentence of a code in an answer of the node, or undefined for one this version does not know. */
export function sayCode(
  lang: Lang,
  code: string,
  details: Readonly<Record<string, string>> = {},
): string | undefined {
  const sentence = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (sentence === undefined) return undefined;
  const what = details["what"];
  return sayOpen(lang, sentence, what === undefined ? details : { ...details, what: kindText(lang, what) });
}

function kindText(lang: Lang, what: string): string {
  return what in REFERENCE_WORDS ? say(lang, REFERENCE_WORDS[what as keyof typeof REFERENCE_WORDS]) : what;
}

/** The exit code that goes with a code in an answer. */
export function exitOf(code: string): ExitCode {
  if (code in REFUSAL_WORDS || code === "not-a-member" || code === "needs-too-many") return EXIT.refused;
  switch (code) {
    case "not-synced":
    case "own-feed-behind":
    case "votes-missing":
      return EXIT.unreachable;
    case "update-needed":
    case "device-stopped":
    case "device-moved":
      return EXIT.integrity;
    case "reference-unknown":
    case "reference-ambiguous":
    case "request-invalid":
    case "event-too-large":
    case "group-unknown":
      return EXIT.usage;
    default:
      return EXIT.failure;
  }
}
