import type { ExplainStep, ExplainValue } from "../ledger/explanation.ts";
import { CONTACT_ROLE_WORDS, MOTION_WORDS, YES_NO_WORDS } from "./body-words.ts";
import { durationText } from "./duration-words.ts";
import { BALLOT_WORD_WITH_AMOUNT, JUROR_OUT_WORDS } from "./explain-ballot-words.ts";
import { SIDE_WORDS } from "./explain-money-words.ts";
import { DEVICE_STOPPED_WORDS, MEMBER_LEAVING_WORDS } from "./explain-people-words.ts";
import { ENDING_WORDS } from "./explain-plan-words.ts";
import { EXPLAIN_WORDS } from "./explain-words.ts";
import { REFUSAL_WORDS } from "./refusal-words.ts";
import { type Sentence, sayOpen } from "./sentence.ts";
import { CHOICE_WORDS, DUE_WORDS, OUTCOME_WORDS } from "./status-words.ts";
import { dayWords, momentText, moneyText, permilleText, shortId, type Writing } from "./writing.ts";

/** One step of an explanation as a sentence. */
export function sayStep(writing: Writing, { code, values }: ExplainStep): string {
  const said = Object.entries(values).map(
    ([name, value]) => [name, valueText(writing, name, value)] as const,
  );
  const sentence =
    code === "ballot-word" && "amount" in values ? BALLOT_WORD_WITH_AMOUNT : EXPLAIN_WORDS[code];
  return sayOpen(writing.lang, sentence, Object.fromEntries(said));
}

/** Names of values whose words are of a closed list. */
const LISTS: Readonly<Record<string, Readonly<Record<string, Sentence>>>> = {
  code: REFUSAL_WORDS,
  choice: CHOICE_WORDS,
  outcome: OUTCOME_WORDS,
  side: SIDE_WORDS,
  state: DUE_WORDS,
  on: YES_NO_WORDS,
  matches: YES_NO_WORDS,
  role: CONTACT_ROLE_WORDS,
  kind: MOTION_WORDS,
  why: { ...JUROR_OUT_WORDS, ...MEMBER_LEAVING_WORDS, ...DEVICE_STOPPED_WORDS },
  ending: ENDING_WORDS,
};

/** A value as text; `name` tells from which list its words are. */
export function valueText(writing: Writing, name: string, value: ExplainValue): string {
  switch (value.is) {
    case "money":
      return moneyText(writing, value.value);
    case "moment":
      return momentText(writing, value.value);
    case "day":
      return dayWords(value.value);
    case "duration":
      return durationText(writing.lang, value.value);
    case "count":
      return String(value.value);
    case "permille":
      return permilleText(value.value);
    case "member":
      return writing.nameOf(value.value);
    case "id":
      return shortId(value.value);
    case "word": {
      const sentence = LISTS[name]?.[value.value];
      return sentence === undefined ? value.value : sayOpen(writing.lang, sentence, {});
    }
  }
}
