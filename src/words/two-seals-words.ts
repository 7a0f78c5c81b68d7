import type { Sentence } from "./sentence.ts";

/** Lines of `huzhu status` while two seals for one height are known. */
export const TWO_SEALS_WORDS = {
  applied: {
    en: "Seal {id} (in use here), dated {at}, round {round}: signed by {names}.",
    hant: "定案 {id}（本節點採用），時間 {at}，第 {round} 輪：由 {names} 簽署。",
    hans: "定案 {id}（本节点采用），时间 {at}，第 {round} 轮：由 {names} 签署。",
  },
  other: {
    en: "Seal {id}, dated {at}, round {round}: signed by {names}.",
    hant: "定案 {id}，時間 {at}，第 {round} 輪：由 {names} 簽署。",
    hans: "定案 {id}，时间 {at}，第 {round} 轮：由 {names} 签署。",
  },
  proven: {
    en: "Signed both in one round, which nobody may do: {names}. Their own signatures prove it.",
    hant: "在同一輪簽了兩份（誰都不可以這樣做）：{names}。他們自己的簽名就是證據。",
    hans: "在同一轮签了两份（谁都不可以这样做）：{names}。他们自己的签名就是证据。",
  },
  questioned: {
    en: "Signed both, in different rounds: {names}. At least {count} of those who signed the earlier one broke the rules of voting. Ask each of them which votes of a round in between allowed it.",
    hant: "在不同輪簽了兩份：{names}。先前那份的簽署者之中，至少 {count} 位違反了投票規則。請逐一詢問：中間哪一輪的哪些票允許他們這樣做。",
    hans: "在不同轮签了两份：{names}。先前那份的签署者之中，至少 {count} 位违反了投票规则。请逐一询问：中间哪一轮的哪些票允许他们这样做。",
  },
} as const satisfies Record<string, Sentence>;
