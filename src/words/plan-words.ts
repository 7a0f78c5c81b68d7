import type { Sentence } from "./sentence.ts";

/** The lines of a plan's plain summary. */
export const PLAN_WORDS = {
  need: { en: "For: {category}", hant: "保障需求：{category}", hans: "保障需求：{category}" },
  tier: {
    en: "Tier {index}, {name}: you get up to {benefit} a year; at worst you pay {perPeriod} a period and {perYear} a year (weight {weight})",
    hant: "級別 {index}，{name}：每年最多得到 {benefit}；最壞情況每期付 {perPeriod}，每年付 {perYear}（權重 {weight}）",
    hans: "级别 {index}，{name}：每年最多得到 {benefit}；最坏情况每期付 {perPeriod}，每年付 {perYear}（权重 {weight}）",
  },
  shared: {
    en: "What a period brings is shared by weight among the members; nobody pays more than these limits",
    hant: "每期的互助金由成員按權重分攤，誰都不會超過以上上限",
    hans: "每期的互助金由成员按权重分摊，谁都不会超过以上上限",
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
  credits: {
    en: "Time you have been in {plan}, and are still in it, counts as waiting time",
    hant: "您在 {plan} 的時間也算入等待期，只要您還在其中",
    hans: "您在 {plan} 的时间也算入等待期，只要您还在其中",
  },
  tiersChange: {
    en: "You may go over to another tier: a lower one counts at once, a higher one for what happens after its own waiting period",
    hant: "可以更改級別：較低的立即生效，較高的要再過一次等待期，之後發生的事才算",
    hans: "可以更改级别：较低的立即生效，较高的要再过一次等待期，之后发生的事才算",
  },
  noWaiting: { en: "No waiting period", hant: "沒有等待期", hans: "没有等待期" },
  vesting: {
    en: "After {after}: {part} of the aid",
    hant: "滿 {after}後：可得互助金的 {part}",
    hans: "满 {after}后：可得互助金的 {part}",
  },
  period: {
    en: "Shared out {period}",
    hant: "分攤：{period}",
    hans: "分摊：{period}",
  },
  claim: {
    en: "Claim within {window} of the incident; members vote for {vote}, then {notice} of public notice",
    hant: "事發後 {window}內可提出互助申請；成員表決 {vote}，再公示 {notice}",
    hans: "事发后 {window}内可提出互助申请；成员表决 {vote}，再公示 {notice}",
  },
  jury: {
    en: "Where more than {jury} may vote, 21 of them are drawn by lot, each replaced once if silent for 3 days; 14 must say yes",
    hant: "可投票者超過 {jury} 人時，抽籤選出 21 人的評議團，三天沒有表示的由候補替換一次；須有 14 人同意",
    hans: "可投票者超过 {jury} 人时，抽签选出 21 人的评议团，三天没有表示的由候补替换一次；须有 14 人同意",
  },
  turnoutMissed: {
    en: "If too few vote, the vote goes on once as long; then those who voted decide",
    hant: "投票人數不足時，表決延長一次；之後由已投票的人決定",
    hans: "投票人数不足时，表决延长一次；之后由已投票的人决定",
  },
  notice: {
    en: "During the notice whoever claimed may appeal against a no, and 5% of the members, but at least 2, against a yes; then all vote again, or 31 others drawn by lot",
    hant: "公示期內，申請人可對不同意提出異議；5% 的成員（至少 2 人）可對同意提出異議；再由所有人表決，或另抽 31 人",
    hans: "公示期内，申请人可对不同意提出异议；5% 的成员（至少 2 人）可对同意提出异议；再由所有人表决，或另抽 31 人",
  },
  noAppealTime: {
    en: "There is no public notice: a decision is final at once",
    hant: "沒有公示期，決定立即生效",
    hans: "没有公示期，决定立即生效",
  },
  day: {
    en: "The day of an incident is recorded, and nothing else about it",
    hant: "事發只記日期，其他一概不記",
    hans: "事发只记日期，其他一概不记",
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
    hant: "請在 {grace}內付款",
    hans: "请在 {grace}内付款",
  },
  lapse: {
    en: "Who has not paid {lapse} after that loses the place; what was due stays a debt to the plan",
    hant: "之後再過 {lapse} 仍未付款，即失去計畫中的位置，欠款仍記在計畫帳上",
    hans: "之后再过 {lapse} 仍未付款，即失去计划中的位置，欠款仍记在计划账上",
  },
  shortfallSpread: {
    en: "What somebody does not pay is shared by the others in a later period, within the same limits",
    hant: "有人沒付的部分，由其他人在以後的分攤中承擔，仍不超過上限",
    hans: "有人没付的部分，由其他人在以后的分摊中承担，仍不超过上限",
  },
  shortfallHaircut: {
    en: "What somebody does not pay is lost to whom it was meant for",
    hant: "有人沒付的部分，應得的人就少收那一份",
    hans: "有人没付的部分，应得的人就少收那一份",
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
  waitingFree: {
    en: "Who is still waiting pays nothing yet",
    hant: "等待期內不須分攤",
    hans: "等待期内不须分摊",
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
  dwindles: {
    en: "With fewer than {least} members for two whole periods the plan closes",
    hant: "連續兩個完整分攤期少於 {least} 人，計畫即停止",
    hans: "连续两个完整分摊期少于 {least} 人，计划即停止",
  },
  ending: {
    en: "Its members can end it by the same kind of vote. What happened before can then be claimed for {runOff} more, and the members of that day share it for the last time",
    hant: "成員可用同樣的表決結束計畫。之前發生的事還可在 {runOff}內申請，由當天的成員作最後分攤",
    hans: "成员可用同样的表决结束计划。之前发生的事还可在 {runOff}内申请，由当天的成员作最后分摊",
  },
  changes: {
    en: "Its members can change these terms by the same kind of vote: from the end of the period in which {notice} have passed, and never for what happened before; who does not like it can leave first",
    hant: "成員可用同樣的表決修訂條款：滿 {notice}後，自該期結束起生效，不影響之前發生的事；不同意的人可先退出",
    hans: "成员可用同样的表决修订条款：满 {notice}后，自该期结束起生效，不影响之前发生的事；不同意的人可先退出",
  },
  expelling: {
    en: "Two thirds of all members together can expel one at the period's end, never touching a claim for what happened before",
    hant: "全體成員的三分之二同意，可在該期結束時除名一人，但不影響之前發生的事的申請",
    hans: "全体成员的三分之二同意，可在该期结束时除名一人，但不影响之前发生的事的申请",
  },
  admissionOpen: { en: "Any member may join", hant: "任何成員都可加入", hans: "任何成员都可加入" },
  admissionVouch: {
    en: "Two of its members must vouch for you",
    hant: "須有計畫中兩位成員作保證人才可加入",
    hans: "须有计划中两位成员作保证人才可加入",
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
