import { DAY_MS, HOUR_MS, MINUTE_MS } from "../calendar/calendar.ts";
import type { Lang } from "./language.ts";
import { type Sentence, sayOpen } from "./sentence.ts";

const SECOND_MS = 1_000;

const UNITS: readonly { readonly ms: number; readonly one: Sentence; readonly many: Sentence }[] = [
  {
    ms: DAY_MS,
    one: { en: "1 day", hant: "1 天", hans: "1 天" },
    many: { en: "{n} days", hant: "{n} 天", hans: "{n} 天" },
  },
  {
    ms: HOUR_MS,
    one: { en: "1 hour", hant: "1 小時", hans: "1 小时" },
    many: { en: "{n} hours", hant: "{n} 小時", hans: "{n} 小时" },
  },
  {
    ms: MINUTE_MS,
    one: { en: "1 minute", hant: "1 分鐘", hans: "1 分钟" },
    many: { en: "{n} minutes", hant: "{n} 分鐘", hans: "{n} 分钟" },
  },
  {
    ms: SECOND_MS,
    one: { en: "1 second", hant: "1 秒", hans: "1 秒" },
    many: { en: "{n} seconds", hant: "{n} 秒", hans: "{n} 秒" },
  },
];

/** A length of time in terms: exact, in the largest unit that is. */
export function durationText(lang: Lang, ms: number): string {
  const unit = UNITS.find((each) => ms >= each.ms && ms % each.ms === 0);
  if (unit === undefined) return ms === 0 ? sayOpen(lang, NONE, {}) : `${ms} ms`;
  return sayOpen(lang, ms === unit.ms ? unit.one : unit.many, { n: String(ms / unit.ms) });
}

/** How long something may still take: rounded up to a unit that is small beside it. */
export function roughDurationText(lang: Lang, ms: number): string {
  const unit = UNITS.find((each) => ms >= 2 * each.ms)?.ms ?? SECOND_MS;
  return durationText(lang, Math.max(1, Math.ceil(ms / unit)) * unit);
}

const NONE: Sentence = { en: "none", hant: "無", hans: "无" };
