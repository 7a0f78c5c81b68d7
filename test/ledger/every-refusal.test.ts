import { describe, expect, test } from "vitest";
import { REFUSAL_CODES, type RefusalCode } from "../../src/events/refusals.ts";
import { useVerify } from "../../src/events/signature.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { LANGS } from "../../src/words/language.ts";
import { REFUSAL_WORDS } from "../../src/words/refusal-words.ts";
import { PLACEHOLDER, sayOpen } from "../../src/words/sentence.ts";
import type { Line } from "./refusal-line.ts";
import { CLAIM_LINES } from "./refusal-lines-claims.ts";
import { FEED_LINES } from "./refusal-lines-feeds.ts";
import { IDENTITY_LINES } from "./refusal-lines-identity.ts";
import { MONEY_LINES } from "./refusal-lines-money.ts";
import { PEOPLE_LINES } from "./refusal-lines-people.ts";
import { PLAN_LINES } from "./refusal-lines-plans.ts";

useVerify(nativeVerify());

const STRATA = [IDENTITY_LINES, FEED_LINES, PEOPLE_LINES, PLAN_LINES, CLAIM_LINES, MONEY_LINES];

/** A code without a line does not compile. */
const LINES: Readonly<Record<RefusalCode, Line>> = {
  ...IDENTITY_LINES,
  ...FEED_LINES,
  ...PEOPLE_LINES,
  ...PLAN_LINES,
  ...CLAIM_LINES,
  ...MONEY_LINES,
};

describe("every code", () => {
  test.each(REFUSAL_CODES)("%s is what a short story ends in, and changes nothing", (code) => {
    expect(LINES[code]()).toBe(code);
  });

  test.each(REFUSAL_CODES)("%s has its sentence in three languages, with nothing left to fill in", (code) => {
    const said = LANGS.map((lang) => sayOpen(lang, REFUSAL_WORDS[code], {}));
    expect(new Set(said).size).toBe(LANGS.length);
    for (const sentence of said) expect(sentence.match(PLACEHOLDER)).toBeNull();
    for (const sentence of said) expect(sentence).toMatch(/^[^?]+[.。]$/);
  });

  test("has one line and no other", () => {
    expect(STRATA.flatMap((lines) => Object.keys(lines)).toSorted()).toEqual(REFUSAL_CODES.toSorted());
  });
});
