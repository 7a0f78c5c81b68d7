import type { ExplainCode } from "../ledger/explanation.ts";
import { BALLOT_STEP_WORDS } from "./explain-ballot-words.ts";
import { CLAIM_STEP_WORDS } from "./explain-claim-words.ts";
import { MONEY_STEP_WORDS } from "./explain-money-words.ts";
import { PEOPLE_STEP_WORDS } from "./explain-people-words.ts";
import { PLAN_STEP_WORDS } from "./explain-plan-words.ts";
import type { Sentence } from "./sentence.ts";

/** Every step of an explanation; the placeholders are the names of the step's values. */
export const EXPLAIN_WORDS = {
  refused: {
    en: "Entry {event} was refused: {code}",
    hant: "紀錄 {event} 未被採納：{code}",
    hans: "记录 {event} 未被采纳：{code}",
  },
  "plan-proposed": {
    en: 'The plan "{title}" was proposed by {by} on {at}; {adopted} have adopted it, {needed} are needed.',
    hant: "計畫「{title}」由 {by} 於 {at} 提出；已有 {adopted} 人同意參加，需要 {needed} 人。",
    hans: "计划“{title}”由 {by} 于 {at} 提出；已有 {adopted} 人同意参加，需要 {needed} 人。",
  },
  "plan-opened": {
    en: "It opened on {at}.",
    hant: "於 {at} 啟動。",
    hans: "于 {at} 启动。",
  },
  "plan-members": {
    en: "{enrolled} [enrolled|member is|members are] in it; at most {most} can be.",
    hant: "目前有 {enrolled} 位成員，最多 {most} 位。",
    hans: "目前有 {enrolled} 位成员，最多 {most} 位。",
  },
  "plan-caps": {
    en: "Per unit of weight you pay at most {perPeriod} a period and {perYear} a year.",
    hant: "每一份權重，每期最多付 {perPeriod}，每年最多付 {perYear}。",
    hans: "每一份权重，每期最多付 {perPeriod}，每年最多付 {perYear}。",
  },
  enrolled: {
    en: '{by} has been in "{title}" since {at}, in tier {tier} (aid up to {benefit}, weight {weight}), by entry {event}.',
    hant: "{by} 自 {at} 起加入「{title}」，級別 {tier}（互助金最高 {benefit}，權重 {weight}），依據紀錄 {event}。",
    hans: "{by} 自 {at} 起加入“{title}”，级别 {tier}（互助金最高 {benefit}，权重 {weight}），依据记录 {event}。",
  },
  "covered-since": {
    en: "Covered since {at}.",
    hant: "自 {at} 起在保障中。",
    hans: "自 {at} 起在保障中。",
  },
  "vesting-step": {
    en: "From {from} on: {part} of the aid.",
    hant: "{from} 起：可得互助金的 {part}。",
    hans: "{from} 起：可得互助金的 {part}。",
  },
  "leaving-at": {
    en: "Leaving on {at}; until then it can be taken back.",
    hant: "將於 {at} 退出；在那之前可以撤回。",
    hans: "将于 {at} 退出；在那之前可以撤回。",
  },
  "left-at": {
    en: "Left on {at}.",
    hant: "已於 {at} 退出。",
    hans: "已于 {at} 退出。",
  },
  "liable-until": {
    en: "Shares claims that were under way before leaving until {at} at the latest.",
    hant: "退出前已提出的互助申請，仍須分攤，最晚到 {at}。",
    hans: "退出前已提出的互助申请，仍须分摊，最晚到 {at}。",
  },
  ...PLAN_STEP_WORDS,
  ...PEOPLE_STEP_WORDS,
  ...BALLOT_STEP_WORDS,
  ...CLAIM_STEP_WORDS,
  ...MONEY_STEP_WORDS,
} as const satisfies Record<ExplainCode, Sentence>;
