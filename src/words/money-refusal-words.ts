import type { Sentence } from "./sentence.ts";

/** Why a word on a payment was refused. */
export const MONEY_REFUSAL_WORDS = {
  "transfer-unknown": {
    en: "There is no such payment.",
    hant: "沒有這筆轉帳。",
    hans: "没有这笔转账。",
  },
  "not-the-payer": {
    en: "This payment is not yours to make.",
    hant: "這筆轉帳不是由您來付。",
    hans: "这笔转账不是由您来付。",
  },
  "not-the-payee": {
    en: "This payment is not to you.",
    hant: "這筆轉帳不是付給您的。",
    hans: "这笔转账不是付给您的。",
  },
  "paid-already": {
    en: "You have said already that you paid this; the other side has yet to confirm.",
    hant: "您已經說過付款了，正在等對方確認。",
    hans: "您已经说过付款了，正在等对方确认。",
  },
  "settled-already": {
    en: "This payment is settled.",
    hant: "這筆轉帳已經結清。",
    hans: "这笔转账已经结清。",
  },
  "amount-over-transfer": {
    en: "That is more than this payment's open rest.",
    hant: "這超過了這筆轉帳還沒付的餘額。",
    hans: "这超过了这笔转账还没付的余额。",
  },
  "transfer-void": {
    en: "This payment was never made and has lapsed. What was owed is now owed to the plan.",
    hant: "這筆轉帳逾期未付，已經作廢；欠款改為欠互助計畫。",
    hans: "这笔转账逾期未付，已经作废；欠款改为欠互助计划。",
  },
  "not-paid": {
    en: "Nobody has said that this was paid, so there is nothing to dispute.",
    hant: "對方還沒說已付款，沒有可以爭議的。",
    hans: "对方还没说已付款，没有可以争议的。",
  },
  "disputed-already": {
    en: "This payment is disputed already; the others are voting.",
    hant: "這筆轉帳已在爭議中，大家正在表決。",
    hans: "这笔转账已在争议中，大家正在表决。",
  },
} as const satisfies Record<string, Sentence>;
