import { describe, expect, test } from "vitest";
import { durationText } from "../../src/words/duration-words.ts";
import { langOf, pickLang } from "../../src/words/language.ts";
import { say, sayOpen } from "../../src/words/sentence.ts";
import { permilleText } from "../../src/words/writing.ts";

describe("a language", () => {
  test.each([
    ["en", "en"],
    ["en_GB.UTF-8", "en"],
    ["C.UTF-8", "en"],
    ["POSIX", "en"],
    ["zh", "zh-Hans"],
    ["zh_CN.UTF-8", "zh-Hans"],
    ["zh-SG", "zh-Hans"],
    ["zh_TW.UTF-8", "zh-Hant"],
    ["zh-Hant-HK", "zh-Hant"],
    ["zh_HK", "zh-Hant"],
    ["ZH-HANT", "zh-Hant"],
    ["de_DE.UTF-8", undefined],
    ["zhuang", undefined],
  ])("%s is %s", (tag, lang) => {
    expect(langOf(tag)).toBe(lang);
  });

  test.each([
    ["zh-TW", { HUZHU_LANG: "en" }, "zh-Hant"],
    [undefined, { HUZHU_LANG: "zh-Hans", LANG: "en" }, "zh-Hans"],
    [undefined, { LC_ALL: "zh_TW", LANG: "en" }, "zh-Hant"],
    [undefined, { LC_ALL: "", LC_MESSAGES: "zh_CN", LANG: "en" }, "zh-Hans"],
    [undefined, { LC_ALL: "de_DE", LANG: "zh_TW" }, "en"],
    ["klingon", { LANG: "zh_TW" }, "zh-Hant"],
    [undefined, {}, "en"],
  ] as const)("--lang %s with %o is %s", (option, env, lang) => {
    expect(pickLang(option, env)).toBe(lang);
  });
});

test("values are put in place, and a missing one shows", () => {
  const sentence = { en: "{a} to {b}", hant: "{b}由{a}", hans: "{b}由{a}" } as const;
  expect(say("zh-Hant", sentence, { a: "1", b: "2" })).toBe("2由1");
  expect(sayOpen("en", sentence, { a: "1" })).toBe("1 to ?");
});

test.each([
  [0, "none"],
  [1, "1 ms"],
  [2_000, "2 seconds"],
  [86_400_000, "1 day"],
  [90 * 86_400_000, "90 days"],
  [36 * 3_600_000, "36 hours"],
])("%d ms is %s", (ms, text) => {
  expect(durationText("en", ms)).toBe(text);
});

test.each([
  [501, "50.1%"],
  [500, "50%"],
  [1000, "100%"],
  [7, "0.7%"],
])("%d permille is %s", (permille, text) => {
  expect(permilleText(permille)).toBe(text);
});
