import type { Sentence } from "./sentence.ts";

/** One member's lines, plan by plan and period by period. */
export const STATEMENT_WORDS = {
  of: { en: "Statement of {name}", hant: "{name} 的分攤明細", hans: "{name} 的分摊明细" },
  owed: {
    en: "  still owed from payments that lapsed: {amount}",
    hant: "  先前始終未付、仍欠：{amount}",
    hans: "  先前始终未付、仍欠：{amount}",
  },
  period: { en: "  {from} to {to}", hant: "  {from} 至 {to}", hans: "  {from} 至 {to}" },
  share: {
    en: "you pay {amount}   ({ref})",
    hant: "您付 {amount}　（{ref}）",
    hans: "您付 {amount}　（{ref}）",
  },
  arrears: {
    en: "you pay {amount} that was owed from before   ({ref})",
    hant: "您付先前所欠 {amount}　（{ref}）",
    hans: "您付先前所欠 {amount}　（{ref}）",
  },
  aid: {
    en: "you get {amount} for claim {of}   ({ref})",
    hant: "您得 {amount}，申請 {of}　（{ref}）",
    hans: "您得 {amount}，申请 {of}　（{ref}）",
  },
  madeGood: {
    en: "you get {amount}, made good of payment {of}   ({ref})",
    hant: "您得 {amount}，補足轉帳 {of}　（{ref}）",
    hans: "您得 {amount}，补足转账 {of}　（{ref}）",
  },
  payInAll: { en: "in all you pay {amount}", hant: "合計您付 {amount}", hans: "合计您付 {amount}" },
  getInAll: { en: "in all you get {amount}", hant: "合計您得 {amount}", hans: "合计您得 {amount}" },
  explainHint: {
    en: "How is this worked out? huzhu explain ID",
    hant: "怎麼算的？ huzhu explain 編號",
    hans: "怎么算的？ huzhu explain 编号",
  },
} as const satisfies Record<string, Sentence>;
