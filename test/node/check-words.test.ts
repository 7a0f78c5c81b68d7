import { createHash } from "node:crypto";
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { expect, test } from "vitest";
import { checkWords, checkWordsText } from "../../src/node/check-words.ts";
import { inviteLine, returnLine } from "./lines.ts";

const hashOf = (line: string) => createHash("sha256").update(`huzhu/check-words/1\0${line}`).digest("hex");

test("are the first 44 bits of the line's hash in a domain of its own", () => {
  const bits = BigInt(`0x${hashOf(inviteLine())}`)
    .toString(2)
    .padStart(256, "0");
  const places = [0, 11, 22, 33].map((at) => Number.parseInt(bits.slice(at, at + 11), 2));
  expect(checkWords(inviteLine())).toEqual(places.map((place) => english[place]));
});

test("are the same for both sides however the line was pasted, and others for another line", () => {
  const pasted = `\u2060 ${inviteLine().toUpperCase().replace(/.{30}/g, "$&\n")}`;
  expect(checkWords(pasted)).toEqual(checkWords(inviteLine()));
  expect(checkWords(inviteLine({ expiresMs: 9e14 }))).not.toEqual(checkWords(inviteLine()));
  expect(checkWords(returnLine())).not.toEqual(checkWords(inviteLine()));
});

test("stand in Chinese beside the English ones, at the same places of the lists", () => {
  const words = checkWords(inviteLine());
  expect(checkWordsText("en", inviteLine())).toBe(words.join(" · "));
  for (const lang of ["zh-Hant", "zh-Hans"] as const) {
    const parts = checkWordsText(lang, inviteLine()).split(" · ");
    expect(parts.map((part) => part.split(" ")[0])).toEqual(words);
    for (const part of parts) expect(part).toMatch(/^[a-z]+ \p{Script=Han}$/u);
  }
});
