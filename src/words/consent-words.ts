import type { JoinBody } from "../events/kinds/join.ts";
import type { Sentence } from "./sentence.ts";

/** What a newcomer agrees to. */
export const CONSENT_WORDS = {
  gift: {
    en: "Aid is a gift among members. Nobody guarantees it, and no company stands behind it.",
    hant: "互助金是成員之間的贈與。沒有人擔保，背後也沒有公司。",
    hans: "互助金是成员之间的赠与。没有人担保，背后也没有公司。",
  },
  "public-log": {
    en: "What you sign (joining, plans, claims, votes, payments) is kept by every member for good. Your nickname, how to pay you and your needs are not part of it and can be erased.",
    hant: "您簽署的紀錄（加入、計畫、互助申請、投票、付款）會由每位成員永久保存。您的暱稱、收款方式與保障需求不在其中，可以刪除。",
    hans: "您签署的记录（加入、计划、互助申请、投票、付款）会由每位成员永久保存。您的昵称、收款方式与保障需求不在其中，可以删除。",
  },
} as const satisfies Record<JoinBody["consents"][number], Sentence>;
