import { describe, expect, test } from "vitest";
import { EXIT } from "../../src/base/operator-error.ts";
import { exitOf, sayCode } from "../../src/cli/say-code.ts";
import { EVENT_FAULTS } from "../../src/events/faults.ts";
import { KIND_ORDER } from "../../src/events/kind.ts";
import { REFUSAL_CODES } from "../../src/events/refusals.ts";
import { EXPLAIN_CODES } from "../../src/ledger/explanation.ts";
import { PLACE_STATES } from "../../src/ledger/statement.ts";
import { DUE_STATES } from "../../src/state/due-state.ts";
import { EXPLAIN_WORDS } from "../../src/words/explain-words.ts";
import { EVENT_FAULT_WORDS } from "../../src/words/fault-words.ts";
import { KIND_WORDS } from "../../src/words/kind-words.ts";
import { LANGS } from "../../src/words/language.ts";
import { OPERATOR_WORDS } from "../../src/words/operator-words.ts";
import { REFUSAL_WORDS } from "../../src/words/refusal-words.ts";
import { sayStep } from "../../src/words/say-step.ts";
import { DUE_WORDS, PLACE_WORDS } from "../../src/words/status-words.ts";

describe("every code has its sentence, and no sentence is without a code", () => {
  test.each([
    ["refusals", REFUSAL_CODES, REFUSAL_WORDS],
    ["faults", EVENT_FAULTS, EVENT_FAULT_WORDS],
    ["kinds", KIND_ORDER, KIND_WORDS],
    ["steps", EXPLAIN_CODES, EXPLAIN_WORDS],
    ["dues", DUE_STATES, DUE_WORDS],
    ["places", PLACE_STATES, PLACE_WORDS],
  ] as const)("%s", (_, codes: readonly string[], words) => {
    expect(Object.keys(words).toSorted()).toEqual(codes.toSorted());
  });

  test.each(REFUSAL_CODES)("%s is said in three languages, and exits 5", (code) => {
    const texts = LANGS.map((lang) => sayCode(lang, code));
    expect(new Set(texts).size).toBeGreaterThan(1);
    expect(texts).not.toContain(undefined);
    expect(exitOf(code)).toBe(EXIT.refused);
  });

  test("every fault around the node comes with a fix in three languages", () => {
    for (const { what, fix } of Object.values(OPERATOR_WORDS)) {
      for (const text of [what, fix].flatMap(({ en, hant, hans }) => [en, hant, hans]))
        expect(text).not.toBe("");
    }
  });
});

test("a code that this version does not know has none", () => {
  expect(sayCode("en", "toString")).toBeUndefined();
});

test.each([
  ["not-synced", EXIT.unreachable],
  ["device-stopped", EXIT.integrity],
  ["reference-unknown", EXIT.usage],
  ["not-a-member", EXIT.refused],
  ["internal", EXIT.failure],
])("%s exits %d", (code, exit) => {
  expect(exitOf(code)).toBe(exit);
});

test("a step's words of a closed list are said in the reader's language", () => {
  const writing = {
    lang: "zh-Hant",
    currency: { currency: "TWD", digits: 0 },
    utcOffsetMinutes: 480,
    nameOf: () => "小安",
  } as const;
  const values = {
    event: { is: "id", value: "abcdef0123" },
    code: { is: "word", value: "over-tier" },
  } as const;
  expect(sayStep(writing, { code: "refused", values })).toBe(
    "紀錄 abcdef01 未被採納：這超過了您的級別今年還能得到的互助金。",
  );
});
