import type { Lang } from "./language.ts";

/** One thing said in every language; `{name}` stands for a value, `[name|one|many]` for a word by whether that value is 1. */
export interface Sentence {
  readonly en: string;
  readonly hant: string;
  readonly hans: string;
}

/** The names between braces in a text; any name, where the text is not known before it runs. */
type PlaceholderOf<Text extends string> = string extends Text
  ? string
  : Text extends `${string}{${infer Name}}${infer Rest}`
    ? Name | PlaceholderOf<Rest>
    : never;

export type ValuesOf<S extends Sentence> = Readonly<Record<PlaceholderOf<S["en"]>, string>>;

const FIELD = { en: "en", "zh-Hant": "hant", "zh-Hans": "hans" } as const satisfies Record<
  Lang,
  keyof Sentence
>;

/** The sentence in that language, with its values in place; a value that is missing fails the build. */
export function say<const S extends Sentence>(
  lang: Lang,
  sentence: S,
  ...[values]: [PlaceholderOf<S["en"]>] extends [never] ? [] : [values: ValuesOf<S>]
): string {
  return fill(sentence[FIELD[lang]], values ?? {});
}

/** Puts values into a text known only when it runs; "?" where one is missing, since half a sentence helps more than none. */
export function sayOpen(lang: Lang, sentence: Sentence, values: Readonly<Record<string, string>>): string {
  return fill(sentence[FIELD[lang]], values);
}

export const PLACEHOLDER = /\{([a-zA-Z]+)\}/g;
const BY_NUMBER = /\[([a-zA-Z]+)\|([^|\]]*)\|([^|\]]*)\]/g;

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text
    .replace(BY_NUMBER, (_, name: string, one: string, many: string) => (values[name] === "1" ? one : many))
    .replace(PLACEHOLDER, (_, name: string) => values[name] ?? "?");
}
