import type { Sentence } from "./sentence.ts";

/** How a draft made from needs is named until people name it themselves. */
export const DRAFT_WORDS = {
  title: { en: "Mutual aid: {category}", hant: "互助計畫：{category}", hans: "互助计划：{category}" },
  tier: { en: "everybody", hant: "所有人", hans: "所有人" },
} as const satisfies Record<string, Sentence>;
