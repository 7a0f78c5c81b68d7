import type { Sentence } from "./sentence.ts";

/** What stands before each check's line. */
export const CHECK_STATE_WORDS = {
  ok: { en: "ok", hant: "正常", hans: "正常" },
  wrong: { en: "WRONG", hant: "有問題", hans: "有问题" },
  unknown: { en: "not looked at", hant: "未檢查", hans: "未检查" },
} as const satisfies Record<string, Sentence>;
