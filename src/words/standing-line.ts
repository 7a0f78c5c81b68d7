import type { Sentence } from "./sentence.ts";

/** On every screen that speaks of money. */
export const STANDING_LINE = {
  en: "This is not insurance, and nobody holds your money. It goes from members straight to the person in need.",
  hant: "這不是保險，也沒有人保管您的錢。錢由成員直接轉給需要的人。",
  hans: "这不是保险，也没有人保管您的钱。钱由成员直接转给需要的人。",
} as const satisfies Sentence;
