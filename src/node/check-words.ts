import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as hans } from "@scure/bip39/wordlists/simplified-chinese.js";
import { wordlist as hant } from "@scure/bip39/wordlists/traditional-chinese.js";
import { assert } from "../base/assert.ts";
import { taggedHash } from "../base/hash.ts";
import { utf8Encode } from "../base/utf8.ts";
import type { Lang } from "../words/language.ts";
import { cleanLine } from "./code-line.ts";

/** Words that who sent a line and who was sent it compare by voice. */
const WORDS = 4;
/** of each word: a list has 2048 */
const BITS = 11;

const CHINESE: Readonly<Record<Exclude<Lang, "en">, readonly string[]>> = {
  "zh-Hant": hant,
  "zh-Hans": hans,
};

/** The first 4 × 11 bits of H(check-words, line), as English words of BIP-39; the line as it was written, however it was pasted. */
export function checkWords(pasted: string): readonly string[] {
  return placesOf(pasted).map((place) => wordAt(english, place));
}

/** As they are shown: in Chinese each with the word at the same place of BIP-39's Chinese list. */
export function checkWordsText(lang: Lang, pasted: string): string {
  const words = checkWords(pasted);
  if (lang === "en") return words.join(" · ");
  const chinese = placesOf(pasted).map((place) => wordAt(CHINESE[lang], place));
  return words.map((word, index) => `${word} ${chinese[index] ?? ""}`).join(" · ");
}

function placesOf(pasted: string): readonly number[] {
  const hash = taggedHash("check-words", utf8Encode(cleanLine(pasted)));
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: WORDS }, (_, index) =>
    Number.parseInt(bits.slice(index * BITS, (index + 1) * BITS), 2),
  );
}

function wordAt(list: readonly string[], place: number): string {
  const word = list[place];
  assert(word !== undefined, "a list of BIP-39 has a word at each of its 2048 places");
  return word;
}
