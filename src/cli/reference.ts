import type { ReferenceKind } from "../api/api-fault.ts";
import type { Lang } from "../words/language.ts";
import { CliFault } from "./cli-fault.ts";
import { exitOf, sayCode } from "./say-code.ts";

/** As the interface's requests have it; what is longer names nothing. */
const REFERENCE_CHARACTERS_MAX = 300;
const SHOWN_CHARACTERS_MAX = 40;

/**
 * What a person named, as the last part of a path. Nothing, dots and novels name nothing: a path would lose the first
 * two, and no request is that long. Throws CliFault: reference-unknown.
 */
export function pathTo(lang: Lang, folder: string, what: ReferenceKind, word: string): string {
  const isNone = /^\s*\.{0,2}\s*$/.test(word) || word.length > REFERENCE_CHARACTERS_MAX;
  if (!isNone) return `${folder}/${encodeURIComponent(word)}`;
  throw referenceUnknown(lang, what, word);
}

/** That nothing is called so; a very long word is shown by its beginning. */
export function referenceUnknown(lang: Lang, what: ReferenceKind, word: string): CliFault {
  const code = "reference-unknown";
  const isLong = word.length > SHOWN_CHARACTERS_MAX;
  const reference = isLong ? `${[...word].slice(0, SHOWN_CHARACTERS_MAX).join("")}…` : word;
  const details = { what, reference };
  return new CliFault(exitOf(code), code, [sayCode(lang, code, details) ?? code], details);
}
