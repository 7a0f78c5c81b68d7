import type { Sentence } from "./sentence.ts";

/** Why a secret for the drawing of lots is refused. */
export const BEACON_REFUSAL_WORDS = {
  "commitment-none": {
    en: "No secret of this member is sealed that could be told yet.",
    hant: "這位成員還沒有已定案、可以公開的秘密數。",
    hans: "这位成员还没有已定案、可以公开的秘密数。",
  },
  "reveal-wrong": {
    en: "This is not the secret that the member had committed to.",
    hant: "這不是該成員先前承諾的秘密數。",
    hans: "这不是该成员先前承诺的秘密数。",
  },
} as const satisfies Record<string, Sentence>;
