import type { Fork } from "../state/records.ts";
import type { Lang } from "./language.ts";
import { type Sentence, say, sayOpen } from "./sentence.ts";

/** Whose device is frozen, why, and what it means. */
export const FROZEN_WORDS = {
  line: {
    en: "Device {device} of {name} is frozen since {since}: {why}.",
    hant: "{name} 的裝置 {device} 自 {since} 起凍結：{why}。",
    hans: "{name} 的设备 {device} 自 {since} 起冻结：{why}。",
  },
  barred: {
    en: "{name} has no seat before {until}.",
    hant: "{until} 之前，{name} 不能擔任見證人。",
    hans: "{until} 之前，{name} 不能担任见证人。",
  },
  feed: {
    en: "it signed two different histories, from its entry {seq} on",
    hant: "它從第 {seq} 筆紀錄起簽了兩份不同的紀錄",
    hans: "它从第 {seq} 笔记录起签了两份不同的记录",
  },
  seal: {
    en: "it signed two different words as a witness ({step}, seal {height}, round {round})",
    hant: "它當見證人時簽了兩份不同的話（{step}，第 {height} 次定案，第 {round} 輪）",
    hans: "它当见证人时签了两份不同的话（{step}，第 {height} 次定案，第 {round} 轮）",
  },
  recovery: {
    en: "it signed two different words in a recovery ({step}, to epoch {epoch}, round {round})",
    hant: "它在復原中簽了兩份不同的話（{step}，前往第 {epoch} 紀元，第 {round} 輪）",
    hans: "它在恢复中签了两份不同的话（{step}，前往第 {epoch} 纪元，第 {round} 轮）",
  },
} as const satisfies Record<string, Sentence>;

const STEP_WORDS: Readonly<Record<string, Sentence>> = {
  mandate: { en: "its member's word", hant: "表態", hans: "表态" },
  report: { en: "report", hant: "回報", hans: "回报" },
  recover: { en: "proposal", hant: "提案", hans: "提案" },
  propose: { en: "proposal", hant: "提案", hans: "提案" },
  prevote: { en: "first vote", hant: "第一次投票", hans: "第一次投票" },
  precommit: { en: "second vote", hant: "第二次投票", hans: "第二次投票" },
};

/** Why a device is frozen: the place for which there are two. */
export function forkReason(lang: Lang, { seq, place }: Pick<Fork, "seq" | "place">): string {
  if (place === null) return say(lang, FROZEN_WORDS.feed, { seq: String(seq ?? 0) });
  const { epoch, height, round } = place;
  const known = STEP_WORDS[place.step];
  const step = known === undefined ? place.step : sayOpen(lang, known, {});
  // a recovery stands at height 0
  return height === 0
    ? say(lang, FROZEN_WORDS.recovery, { step, epoch: String(epoch), round: String(round) })
    : say(lang, FROZEN_WORDS.seal, { step, height: String(height), round: String(round) });
}
