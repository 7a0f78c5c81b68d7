import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { KindName } from "../../src/events/kind.ts";
import { kindSentence } from "../../src/words/kind-words.ts";
import { PLACEHOLDER, type Sentence, say } from "../../src/words/sentence.ts";
import { STANDING_LINE } from "../../src/words/standing-line.ts";
import { SIMPLIFIED_ONLY, TRADITIONAL_ONLY } from "./scripts.ts";

const folder = new URL("../../src/words/", import.meta.url);
const modules = await Promise.all(
  readdirSync(folder).map(async (file) => [file, await import(new URL(file, folder).href)] as const),
);

type Named = readonly [name: string, sentence: Sentence];

function isSentence(value: object): value is Sentence {
  return "en" in value && "hant" in value && "hans" in value;
}

/** Every sentence of the folder, however deep in its tables. */
function sentencesIn(name: string, value: unknown): readonly Named[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  if (isSentence(value)) return [[name, value]];
  return Object.entries(value).flatMap(([key, part]) => sentencesIn(`${name}.${key}`, part));
}

const SENTENCES: readonly Named[] = modules.flatMap(([file, module]) => sentencesIn(file, { ...module }));

const placeholders = (text: string) => [...text.matchAll(PLACEHOLDER)].map((match) => match[1]).sort();

/** Words that say what this is not, or that no member needs to know. */
const FORBIDDEN =
  /保險|理賠|保費|賠付|會員費|互助會|上鏈|保险|理赔|保费|赔付|会员费|互助会|上链|\binsur|\bpremium|\bpolicy\b|\bgossip\b|\bDAG\b|\bquorum\b|\bfinality\b|\bblockchain\b/i;

test("there are sentences to look at", () => {
  expect(SENTENCES.length).toBeGreaterThan(300);
});

describe("every sentence", () => {
  test("has the same placeholders in the three languages", () => {
    const differing = SENTENCES.filter(([, { en, hant, hans }]) => {
      const wanted = placeholders(en).join();
      return placeholders(hant).join() !== wanted || placeholders(hans).join() !== wanted;
    });
    expect(differing).toEqual([]);
  });

  test("says something in each", () => {
    const empty = SENTENCES.filter(([, { en, hant, hans }]) =>
      [en, hant, hans].some((text) => text.trim() === ""),
    );
    expect(empty).toEqual([]);
  });

  test("uses no word that would mislead", () => {
    const others = SENTENCES.filter(([, sentence]) => sentence !== STANDING_LINE);
    const bad = others.filter(([, { en, hant, hans }]) =>
      [en, hant, hans].some((text) => FORBIDDEN.test(text)),
    );
    expect(bad).toEqual([]);
  });

  test("is Traditional where it says so, and Simplified where it says so", () => {
    const wrong = SENTENCES.flatMap(([name, { hant, hans }]) => [
      ...[...hant]
        .filter((character) => SIMPLIFIED_ONLY.has(character))
        .map((found) => `${name}: ${found} in hant`),
      ...[...hans]
        .filter((character) => TRADITIONAL_ONLY.has(character))
        .map((found) => `${name}: ${found} in hans`),
    ]);
    expect(wrong).toEqual([]);
  });

  test("has Chinese in both scripts where English has words", () => {
    const HAN = /\p{Script=Han}/u;
    const hasWords = (text: string) => /[a-z]{2}/i.test(text.replace(PLACEHOLDER, ""));
    const bare = SENTENCES.filter(
      ([, { en, hant, hans }]) => hasWords(en) && en !== hant && !(HAN.test(hant) && HAN.test(hans)),
    );
    // Lists of words that are typed as they are have none.
    expect(bare.map(([name]) => name)).toEqual(["help-words.ts.OPTION_WORDS.category"]);
  });
});

test("the standing line is the one that was agreed", () => {
  expect(STANDING_LINE).toEqual({
    en: "This is not insurance, and nobody holds your money. It goes from members straight to the person in need.",
    hant: "這不是保險，也沒有人保管您的錢。錢由成員直接轉給需要的人。",
    hans: "这不是保险，也没有人保管您的钱。钱由成员直接转给需要的人。",
  });
});

test("a word goes by its number", () => {
  const sentence = { en: "{count} [count|entry waits|entries wait]", hant: "{count} 筆", hans: "{count} 笔" };
  const told = (count: string) => say("en", sentence, { count });
  expect(["0", "1", "2", "11"].map(told)).toEqual([
    "0 entries wait",
    "1 entry waits",
    "2 entries wait",
    "11 entries wait",
  ]);
});

test("whoever's word goes by a number has that number", () => {
  const wrong = SENTENCES.filter(([, { en }]) =>
    [...en.matchAll(/\[(\w+)\|/g)].some(([, name]) => !en.includes(`{${name}}`)),
  );
  expect(wrong.map(([name]) => name)).toEqual([]);
});

test("what an entry says is told as it is meant", () => {
  const told = (kind: KindName, body: unknown) => kindSentence(kind, body).en;
  expect(told("leave", { on: true })).toBe("leaves a plan");
  expect(told("leave", { on: false })).toBe("takes back leaving a plan");
  expect(told("resign", { on: false })).toBe("takes back leaving the community");
  expect(told("delegate", { to: null })).toBe("delegates the vote no more");
  expect(told("contact", { role: "name", on: true })).toBe("names a contact person");
  expect(told("contact", { role: "accept", on: true })).toBe("agrees to be a contact person");
  expect(told("contact", { role: "accept", on: false })).toBe("takes back a word about a contact person");
  expect(told("vote", null)).toBe("votes");
});
