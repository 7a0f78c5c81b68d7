import type { Sentence } from "./sentence.ts";

/** Why a claim, its evidence, an appeal or a withdrawal was refused. */
export const CLAIM_REFUSAL_WORDS = {
  "claim-unknown": {
    en: "There is no such claim.",
    hant: "沒有這筆互助申請。",
    hans: "没有这笔互助申请。",
  },
  "claim-decided": {
    en: "This claim is decided, or was withdrawn; nothing can be added to it or taken back.",
    hant: "這筆互助申請已有最後結果或已撤回，不能再補件或撤回。",
    hans: "这笔互助申请已有最后结果或已撤回，不能再补充材料或撤回。",
  },
  "not-the-claimant": {
    en: "This is for whoever the claim is for, or the contact who filed it.",
    hant: "這件事只能由申請人本人，或代為提出申請的聯絡人來做。",
    hans: "这件事只能由申请人本人，或代为提出申请的联系人来做。",
  },
  "not-a-contact": {
    en: "You may claim for somebody only if they named you as a contact and you accepted.",
    hant: "只有對方指定您為聯絡人、而且您也接受了，才能替對方提出申請。",
    hans: "只有对方指定您为联系人、而且您也接受了，才能替对方提出申请。",
  },
  "evidence-none": {
    en: "No evidence has been put before you for this claim yet.",
    hant: "這筆互助申請還沒有證明文件可看。",
    hans: "这笔互助申请还没有证明材料可看。",
  },
  "notice-none": {
    en: "There is no decision to appeal: it is still open, or its notice is over.",
    hant: "沒有可以提出異議的決定：還沒有結果，或公示期已過。",
    hans: "没有可以提出异议的决定：还没有结果，或公示期已过。",
  },
  "appealed-already": {
    en: "You have appealed this decision already.",
    hant: "您已經對這個決定提出異議了。",
    hans: "您已经对这个决定提出异议了。",
  },
} as const satisfies Record<string, Sentence>;
