import type { Lang } from "./language.ts";
import { type Sentence, say } from "./sentence.ts";

const WORDS = {
  nobody: { en: "nobody", hant: "無", hans: "无" },
  and: { en: " and ", hant: "、", hans: "、" },
  comma: { en: ", ", hant: "、", hans: "、" },
  others: { en: "{count} [count|other|others]", hant: "另外 {count} 位", hans: "另外 {count} 位" },
  other: { en: "1 other", hant: "另外 1 位", hans: "另外 1 位" },
} as const satisfies Record<string, Sentence>;

/** "Bo", "Bo and Di", "Bo, Di and 3 others"; nobody, where there is none. `more`: how many are not named. */
export function nameList(lang: Lang, names: readonly string[], more = 0): string {
  const rest = more === 1 ? say(lang, WORDS.other) : say(lang, WORDS.others, { count: String(more) });
  const parts = more > 0 ? [...names, rest] : names;
  const last = parts.at(-1);
  if (last === undefined) return say(lang, WORDS.nobody);
  if (parts.length === 1) return last;
  return parts.slice(0, -1).join(say(lang, WORDS.comma)) + say(lang, WORDS.and) + last;
}
