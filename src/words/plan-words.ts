import type { Sentence } from "./sentence.ts";

/** The lines of a plan's plain summary. */
export const PLAN_WORDS = {
  need: { en: "For: {category}", hant: "保障需求：{category}", hans: "保障需求：{category}" },
  tier: {
    en: "Tier {index}, {name}: you get up to {benefit}; you pay at most {perPeriod} a period and {perYear} a year",
    hant: "級別 {index}，{name}：最多得到 {benefit}；每期最多付 {perPeriod}，每年最多付 {perYear}",
    hans: "级别 {index}，{name}：最多得到 {benefit}；每期最多付 {perPeriod}，每年最多付 {perYear}",
  },
  perCase: {
    en: "For one case you pay at most {perCase} per unit of weight; aid is cut to that",
    hant: "每一案、每一份權重最多付 {perCase}，互助金以此為限",
    hans: "每一案、每一份权重最多付 {perCase}，互助金以此为限",
  },
  paysOnly: {
    en: "You pay only when somebody receives aid; nothing is collected beforehand",
    hant: "有人得到互助金時才需要付，事前不收任何錢",
    hans: "有人得到互助金时才需要付，事前不收任何钱",
  },
  waiting: {
    en: "Waiting period {waiting}: join today and what happens from {from} on can be claimed for",
    hant: "等待期 {waiting}：今天加入，{from} 起發生的事可申請",
    hans: "等待期 {waiting}：今天加入，{from} 起发生的事可申请",
  },
  noWaiting: { en: "No waiting period", hant: "沒有等待期", hans: "没有等待期" },
  vesting: {
    en: "After {after}: {part} of the aid",
    hant: "滿 {after} 後：可得互助金的 {part}",
    hans: "满 {after} 后：可得互助金的 {part}",
  },
  period: {
    en: "Shared out {period}",
    hant: "分攤：{period}",
    hans: "分摊：{period}",
  },
  claim: {
    en: "Claim within {window} of the incident; members vote for {vote}, then {notice} of public notice",
    hant: "事發後 {window} 內可提出互助申請；成員表決 {vote}，再公示 {notice}",
    hans: "事发后 {window} 内可提出互助申请；成员表决 {vote}，再公示 {notice}",
  },
  month: {
    en: "Only the month of an incident is recorded, not the day",
    hant: "事發只記月份，不記日期",
    hans: "事发只记月份，不记日期",
  },
  votes: {
    en: "{turnout} of the electors must vote; yes needs {threshold} of yes and no",
    hant: "須有 {turnout} 的人投票；同意須達同意與不同意總數的 {threshold}",
    hans: "须有 {turnout} 的人投票；同意须达同意与不同意总数的 {threshold}",
  },
  paying: {
    en: "Pay within {grace}",
    hant: "請在 {grace} 內付款",
    hans: "请在 {grace} 内付款",
  },
  excessDrop: {
    en: "What the ceilings do not reach is not paid",
    hant: "超過上限的部分不再給付",
    hans: "超过上限的部分不再给付",
  },
  excessDefer: {
    en: "What the ceilings do not reach is shared in later periods",
    hant: "超過上限的部分留待以後各期分攤",
    hans: "超过上限的部分留待以后各期分摊",
  },
  waitingShares: {
    en: "Members share from the day they join, also while they wait",
    hant: "等待期內也須分攤",
    hans: "等待期内也须分摊",
  },
  members: {
    en: "Opens with {least} members, takes at most {most}",
    hant: "滿 {least} 人啟動，最多 {most} 人",
    hans: "满 {least} 人启动，最多 {most} 人",
  },
  leaving: {
    en: "You can leave at the end of any period; claims from before that you share for at most {runOff}",
    hant: "每期結束時都可退出；之前的互助申請最多再分攤 {runOff}",
    hans: "每期结束时都可退出；之前的互助申请最多再分摊 {runOff}",
  },
  admissionOpen: { en: "Any member may join", hant: "任何成員都可加入", hans: "任何成员都可加入" },
  admissionVouch: {
    en: "A member must vouch for you",
    hant: "須有成員作保證人才可加入",
    hans: "须有成员作保证人才可加入",
  },
  admissionVote: { en: "Members vote on who joins", hant: "由成員表決是否接納", hans: "由成员表决是否接纳" },
} as const satisfies Record<string, Sentence>;

export const PERIOD_WORDS = {
  week: { en: "every week", hant: "每週一次", hans: "每周一次" },
  "half-month": {
    en: "twice a month, on the 1st and the 16th",
    hant: "每月兩次，1 日與 16 日",
    hans: "每月两次，1 日与 16 日",
  },
  month: { en: "every month", hant: "每月一次", hans: "每月一次" },
  interval: { en: "every {every}", hant: "每 {every} 一次", hans: "每 {every} 一次" },
} as const satisfies Record<string, Sentence>;
