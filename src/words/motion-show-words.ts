import type { Sentence } from "./sentence.ts";

/** What a motion would change. */
export const MOTION_SHOW_WORDS = {
  now: {
    en: "What holds now and would end:",
    hant: "目前適用、將不再適用：",
    hans: "目前适用、将不再适用：",
  },
  wanted: {
    en: "What the motion wants instead:",
    hant: "議案要改成：",
    hans: "议案要改成：",
  },
  after: { en: "  + {line}", hant: "  + {line}", hans: "  + {line}" },
  nothing: {
    en: "It would change nothing that holds now.",
    hant: "與目前適用的內容沒有差別。",
    hans: "与目前适用的内容没有差别。",
  },
} as const satisfies Record<string, Sentence>;
