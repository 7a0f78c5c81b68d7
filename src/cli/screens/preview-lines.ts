import type { PreviewView, ToldView } from "../../api/views/preview-view.ts";
import { charterSummary } from "../../words/charter-summary.ts";
import { CONSENT_WORDS } from "../../words/consent-words.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { EVIDENCE_WORDS } from "../../words/evidence-words.ts";
import { planSummary } from "../../words/plan-summary.ts";
import { PREVIEW_WORDS } from "../../words/preview-words.ts";
import { say } from "../../words/sentence.ts";
import { STANDING_LINE } from "../../words/standing-line.ts";
import { momentText, moneyText, shortId, type Writing } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";

type Reader = Pick<Cli, "lang">;

/** What a community is about, as it was told; or that nobody told. */
export function toldLines({ lang }: Reader, { told }: PreviewView, nowMs: number): readonly string[] {
  if (told === null) return [say(lang, PREVIEW_WORDS.none), ""];
  const { charter, by, differing } = told;
  const { currency, digits, utcOffsetMinutes } = charter;
  const writing = { lang, currency: { currency, digits }, utcOffsetMinutes, nameOf: shortId };
  return [
    say(lang, by === "inviter" ? PREVIEW_WORDS.byInviter : PREVIEW_WORDS.byOther),
    ...(differing ? [say(lang, PREVIEW_WORDS.differing)] : []),
    "",
    aboutLine(writing, told),
    "",
    say(lang, PREVIEW_WORDS.charter),
    ...charterSummary(lang, charter).map(item),
    "",
    ...planLines(writing, told, nowMs),
    "",
  ];
}

/** What somebody agrees to who joins. */
export function consentLines({ lang }: Reader): readonly string[] {
  const { forGood, noTakingBack } = PREVIEW_WORDS;
  const sentences = [...Object.values(CONSENT_WORDS), EVIDENCE_WORDS.atJoining, forGood, noTakingBack];
  return [
    say(lang, DEED_WORDS.agreeTo),
    ...sentences.map((sentence) => item(say(lang, sentence))),
    "",
    say(lang, STANDING_LINE),
    "",
  ];
}

function item(line: string): string {
  return `  · ${line}`;
}

function aboutLine(writing: Writing, { charter, members, height, throughMs }: ToldView): string {
  const about = { title: charter.title, members: String(members) };
  if (height === 0) return say(writing.lang, PREVIEW_WORDS.aboutNew, about);
  return say(writing.lang, PREVIEW_WORDS.about, { ...about, through: momentText(writing, throughMs) });
}

function planLines(writing: Writing, { plans, morePlans }: ToldView, nowMs: number): readonly string[] {
  const { lang } = writing;
  if (plans.length === 0) return [say(lang, PREVIEW_WORDS.noPlans)];
  const titleOf = (id: string) => plans.find((plan) => plan.id === id)?.title ?? shortId(id);
  const lines = plans.flatMap(({ title, enrolled, terms }) => [
    "",
    say(lang, PREVIEW_WORDS.plan, { title, enrolled: String(enrolled) }),
    ...planSummary(writing, terms, nowMs, titleOf).map(item),
  ]);
  const more = morePlans === 0 ? [] : ["", say(lang, PREVIEW_WORDS.morePlans, { count: String(morePlans) })];
  return [say(lang, PREVIEW_WORDS.plans), ...lines, ...more, "", worstLine(writing, plans)];
}

/** Of all plans together, which no sum of safe numbers need be. */
function worstLine(writing: Writing, plans: ToldView["plans"]): string {
  const sum = (pick: (...amounts: readonly number[]) => number) =>
    plans.reduce((all, { tiers }) => all + BigInt(pick(...tiers.map(({ perYear }) => perYear))), 0n);
  const [least, most] = [sum(Math.min), sum(Math.max)].map((amount) => moneyText(writing, amount));
  return say(writing.lang, PREVIEW_WORDS.worst, { least: least ?? "", most: most ?? "" });
}
