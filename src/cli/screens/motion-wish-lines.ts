import type { MomentView } from "../../api/views/moment-view.ts";
import type { MotionRow } from "../../api/views/motions-view.ts";
import { FIELD_WORDS } from "../../words/body-words.ts";
import { durationText } from "../../words/duration-words.ts";
import { MOTION_SHOW_WORDS } from "../../words/motion-show-words.ts";
import { planSummary } from "../../words/plan-summary.ts";
import { type Sentence, say, sayOpen } from "../../words/sentence.ts";
import type { Charter } from "../charter-defaults.ts";
import type { Cli } from "../cli.ts";
import { writingOf } from "../screen.ts";
import type { Terms } from "../terms-file.ts";

/** What holds now, as far as a motion would change it. */
export interface Before {
  readonly terms: Terms | null;
  readonly charter: Charter | null;
}

/** What a motion would change: each line that goes, and each that takes its place; all of it where nothing else holds now. */
export function wishLines(
  cli: Cli,
  moment: MomentView,
  { about }: MotionRow,
  before: Before,
): readonly string[] {
  switch (about.kind) {
    case "amend": {
      const lines = (terms: Terms) => termsLines(cli, moment, terms);
      return changes(cli, before.terms === null ? [] : lines(before.terms), lines(about.terms));
    }
    case "charter": {
      const lines = (charter: Charter) => charterLines(cli, charter);
      return changes(cli, before.charter === null ? [] : lines(before.charter), lines(about.charter));
    }
    case "rules":
      return [say(cli.lang, MOTION_SHOW_WORDS.after, { line: fieldText(cli, "rules", about.rules) })];
    case "end":
    case "expel":
    case "network-key":
      return [];
  }
}

function termsLines(cli: Cli, moment: MomentView, terms: Terms): readonly string[] {
  return [fieldText(cli, "title", terms.title), ...planSummary(writingOf(cli, moment), terms, moment.nowMs)];
}

function charterLines(cli: Cli, { growth, ...charter }: Charter): readonly string[] {
  return Object.entries({ ...charter, ...growth }).map(([field, value]) => fieldText(cli, field, value));
}

function fieldText({ lang }: Cli, field: string, value: string | number): string {
  const fields: Readonly<Record<string, Sentence>> = FIELD_WORDS;
  const text = typeof value === "number" && field.endsWith("Ms") ? durationText(lang, value) : String(value);
  const sentence = fields[field];
  return sentence === undefined ? `${field}: ${text}` : sayOpen(lang, sentence, { value: text });
}

function changes({ lang }: Cli, before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = before.filter((line) => !after.includes(line));
  const come = after.filter((line) => !before.includes(line));
  if (come.length + gone.length === 0) return [say(lang, MOTION_SHOW_WORDS.nothing)];
  return [
    ...(gone.length === 0 ? [] : [say(lang, MOTION_SHOW_WORDS.now), ...gone.map((line) => `  - ${line}`)]),
    say(lang, MOTION_SHOW_WORDS.wanted),
    ...come.map((line) => `  + ${line}`),
  ];
}
