import { roughDurationText } from "./duration-words.ts";
import type { Lang } from "./language.ts";
import { type Sentence, sayOpen } from "./sentence.ts";

/** How far this node is on its way to what the others hold. */
export const CATCHING_UP_WORDS = {
  start: {
    en: "Getting the community's present state from the others: {seals} of {ofSeals} seals are checked.",
    hant: "正在從其他節點取得社群的現況：已核對 {seals} 次定案，共 {ofSeals} 次。",
    hans: "正在从其他节点取得社群的现况：已核对 {seals} 次定案，共 {ofSeals} 次。",
  },
  history: {
    en: "Catching up: {seals} of {ofSeals} seals and {events} entries are here. Figures are not up to date until then.",
    hant: "正在補上紀錄：已有 {seals} 次定案，共 {ofSeals} 次；{events} 筆紀錄。補完之前，數字還不是最新的。",
    hans: "正在补上记录：已有 {seals} 次定案，共 {ofSeals} 次；{events} 笔记录。补完之前，数字还不是最新的。",
  },
  past: {
    en: "Figures are up to date. Older history is still coming: {seals} of {ofSeals} seals and {events} entries are here.",
    hant: "數字已是最新。較早的紀錄還在取回：已有 {seals} 次定案，共 {ofSeals} 次；{events} 筆紀錄。",
    hans: "数字已是最新。较早的记录还在取回：已有 {seals} 次定案，共 {ofSeals} 次；{events} 笔记录。",
  },
} as const satisfies Record<string, Sentence>;

export const CATCHING_UP_RATE = {
  en: "{perSecond} entries a second.",
  hant: "每秒 {perSecond} 筆。",
  hans: "每秒 {perSecond} 笔。",
} as const satisfies Sentence;
export const CATCHING_UP_LEFT = {
  en: "About {left} left.",
  hant: "大約還要 {left}。",
  hans: "大约还要 {left}。",
} as const satisfies Sentence;

/** `events`: entries in the store; null: not known yet. */
export function sayCatchingUp(
  lang: Lang,
  at: {
    readonly what: keyof typeof CATCHING_UP_WORDS;
    readonly seals: number;
    readonly ofSeals: number;
    readonly events: number;
    readonly perSecond: number | null;
    readonly leftMs: number | null;
  },
): string {
  const { what, seals, ofSeals, events, perSecond, leftMs } = at;
  const counts = { seals: String(seals), ofSeals: String(ofSeals), events: String(events) };
  const parts = [sayOpen(lang, CATCHING_UP_WORDS[what], counts)];
  // on the way to a start nothing comes into the store
  if (perSecond !== null && what !== "start")
    parts.push(sayOpen(lang, CATCHING_UP_RATE, { perSecond: String(perSecond) }));
  if (leftMs !== null) parts.push(sayOpen(lang, CATCHING_UP_LEFT, { left: roughDurationText(lang, leftMs) }));
  return parts.join(lang === "en" ? " " : "");
}
