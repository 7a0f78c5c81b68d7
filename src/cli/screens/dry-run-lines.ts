import type { DryRunView } from "../../api/views/dry-run-view.ts";
import { DRY_RUN_WORDS, FIELD_WORDS } from "../../words/body-words.ts";
import { kindSentence } from "../../words/kind-words.ts";
import { planSummary } from "../../words/plan-summary.ts";
import { valueText } from "../../words/say-step.ts";
import { type Sentence, say, sayOpen } from "../../words/sentence.ts";
import type { Writing } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import { sayCode } from "../say-code.ts";
import { writingOf } from "../screen.ts";

/** An entry as every member would see it, in words and as data, and whether it would count; `others`: what is not in it. */
export function dryRunLines(cli: Cli, view: DryRunView, others: readonly string[] = []): readonly string[] {
  const { lang } = cli;
  const { kind, terms, body, refused, moment } = view;
  const verdict =
    refused === null
      ? say(lang, DRY_RUN_WORDS.holds)
      : say(lang, DRY_RUN_WORDS.refused, { why: sayCode(lang, refused) ?? refused });
  return [
    say(lang, DRY_RUN_WORDS.would, { what: sayOpen(lang, kindSentence(kind, body), {}) }),
    ...forEverLines(cli, view),
    ...(terms === null ? [] : [`  ${say(lang, FIELD_WORDS.title, { value: terms.title })}`]),
    ...(terms === null
      ? []
      : planSummary(writingFor(cli, view), terms, moment.nowMs).map((line) => `  ${line}`)),
    ...others,
    say(lang, DRY_RUN_WORDS.data),
    `  ${JSON.stringify({ kind, body })}`,
    verdict,
    say(lang, DRY_RUN_WORDS.nothing),
  ];
}

/** What every member would see for ever, a line for each field. */
export function forEverLines(cli: Cli, view: DryRunView): readonly string[] {
  const { lang } = cli;
  const writing = writingFor(cli, view);
  const fields: Readonly<Record<string, Sentence>> = FIELD_WORDS;
  return [
    say(lang, DRY_RUN_WORDS.forEver),
    ...view.says.map(({ field, value }) => {
      const text = valueText(writing, field, value);
      const sentence = Object.hasOwn(fields, field) ? fields[field] : undefined;
      return `  ${sentence === undefined ? `${field}: ${text}` : sayOpen(lang, sentence, { value: text })}`;
    }),
  ];
}

function writingFor(cli: Cli, { moment, members }: DryRunView): Writing {
  return writingOf(cli, moment, new Map(members.map(({ id, name }) => [id, name])));
}
