import type { PlaceState } from "../ledger/statement.ts";
import type { Need } from "../profiles/profile.ts";
import type { Ballot, ClaimStatus, Motion, Vote } from "../state/claim-records.ts";
import type { DueState } from "../state/due-state.ts";
import type { Plan } from "../state/plan-records.ts";
import type { Sentence } from "./sentence.ts";

export const CLAIM_STATUS_WORDS = {
  filed: {
    en: "filed, a jury is to be drawn",
    hant: "已提出，等待抽選評議團",
    hans: "已提出，等待抽选评议团",
  },
  drawn: {
    en: "jury drawn, evidence to come",
    hant: "評議團已抽出，待提交證明",
    hans: "评议团已抽出，待提交证明",
  },
  voting: { en: "being voted on", hant: "表決中", hans: "表决中" },
  "notice-yes": { en: "agreed, in its notice", hant: "已同意，公示期中", hans: "已同意，公示期中" },
  "notice-no": { en: "not agreed, in its notice", hant: "未同意，公示期中", hans: "未同意，公示期中" },
  appealed: { en: "appealed, decided anew", hant: "已提異議，重新評議中", hans: "已提异议，重新评议中" },
  payable: { en: "final, aid at the period's end", hant: "已確定，等待分攤", hans: "已确定，等待分摊" },
  apportioned: { en: "apportioned", hant: "已分攤", hans: "已分摊" },
  refused: { en: "refused", hant: "未通過", hans: "未通过" },
  draw: {
    en: "undecided, may be made again once",
    hant: "未有結果，可再申請一次",
    hans: "未有结果，可再申请一次",
  },
  withdrawn: { en: "withdrawn", hant: "已撤回", hans: "已撤回" },
} as const satisfies Record<ClaimStatus, Sentence>;

export const PLACE_WORDS = {
  waiting: { en: "waiting", hant: "等待期", hans: "等待期" },
  covered: { en: "covered", hant: "保障中", hans: "保障中" },
  leaving: { en: "leaving", hant: "即將退出", hans: "即将退出" },
  left: { en: "left", hant: "已退出", hans: "已退出" },
} as const satisfies Record<PlaceState, Sentence>;

export const DUE_WORDS = {
  due: { en: "due", hant: "應付", hans: "应付" },
  "paid-unconfirmed": { en: "paid, unconfirmed", hant: "已付，待對方確認", hans: "已付，待对方确认" },
  disputed: { en: "disputed, put to the vote", hant: "有爭議，表決中", hans: "有争议，表决中" },
  received: { en: "received", hant: "對方已收到", hans: "对方已收到" },
  overdue: { en: "overdue", hant: "逾期未付", hans: "逾期未付" },
  lapsed: { en: "never paid, void", hant: "始終未付，已作廢", hans: "始终未付，已作废" },
} as const satisfies Record<DueState, Sentence>;

/** The same, as the one who is to receive sees them. */
export const RECEIVABLE_WORDS = {
  due: { en: "to come", hant: "待收", hans: "待收" },
  "paid-unconfirmed": { en: "paid, confirm it", hant: "對方已付，待您確認", hans: "对方已付，待您确认" },
  disputed: { en: "disputed, put to the vote", hant: "有爭議，表決中", hans: "有争议，表决中" },
  received: { en: "received", hant: "已收到", hans: "已收到" },
  overdue: { en: "overdue", hant: "逾期未收", hans: "逾期未收" },
  lapsed: { en: "never paid, void", hant: "始終未付，已作廢", hans: "始终未付，已作废" },
} as const satisfies Record<DueState, Sentence>;

export const PLAN_STATUS_WORDS = {
  proposed: { en: "proposed", hant: "提議中", hans: "提议中" },
  open: { en: "open", hant: "進行中", hans: "进行中" },
  closing: { en: "closing", hant: "解散中", hans: "解散中" },
  ended: { en: "ended", hant: "已結束", hans: "已结束" },
} as const satisfies Record<Plan["status"], Sentence>;

export const CHOICE_WORDS = {
  yes: { en: "yes", hant: "同意", hans: "同意" },
  no: { en: "no", hant: "不同意", hans: "不同意" },
  abstain: { en: "abstain", hant: "棄權", hans: "弃权" },
} as const satisfies Record<Vote["choice"], Sentence>;

export const OUTCOME_WORDS = {
  yes: { en: "agreed", hant: "同意", hans: "同意" },
  no: { en: "not agreed", hant: "不同意", hans: "不同意" },
  void: { en: "withdrawn", hant: "已撤回", hans: "已撤回" },
  draw: { en: "undecided", hant: "未有結果", hans: "未有结果" },
} as const satisfies Record<Exclude<Ballot["outcome"], null>, Sentence>;

export const MOTION_STATUS_WORDS = {
  voting: { en: "being voted on", hant: "表決中", hans: "表决中" },
  passed: { en: "passed", hant: "通過", hans: "通过" },
  failed: { en: "not passed", hant: "未通過", hans: "未通过" },
} as const satisfies Record<Motion["status"], Sentence>;

export const CATEGORY_WORDS = {
  illness: { en: "serious illness", hant: "重大疾病", hans: "重大疾病" },
  accident: { en: "accident", hant: "意外", hans: "意外" },
  "sick-pay": { en: "income while ill", hant: "病中收入", hans: "病中收入" },
  funeral: { en: "funeral", hant: "身後事", hans: "身后事" },
  loss: { en: "loss of crops or tools", hant: "作物或工具損失", hans: "作物或工具损失" },
  other: { en: "something else", hant: "其他", hans: "其他" },
} as const satisfies Record<Need["category"], Sentence>;

/** How sure a line is. */
export const STANDING_WORDS = {
  sealed: { en: "sealed", hant: "定案", hans: "定案" },
  changing: { en: "provisional, may still change", hant: "暫定，仍可能變動", hans: "暂定，仍可能变动" },
  provisional: { en: "provisional, not sealed yet", hant: "暫定，尚未定案", hans: "暂定，尚未定案" },
} as const satisfies Record<"sealed" | "changing" | "provisional", Sentence>;

/** Behind the mark of what is not sealed yet: how many witnesses have seen it, and who is missed. */
export const SEEN_WORDS = {
  mark: { en: "{sure}; {seen}", hant: "{sure}；{seen}", hans: "{sure}；{seen}" },
  some: {
    en: "{count} of {of} [count|has|have] seen it; waiting for {names}",
    hant: "{of} 位見證人中 {count} 位看到了，還在等 {names}",
    hans: "{of} 位见证人中 {count} 位看到了，还在等 {names}",
  },
  all: {
    en: "{count} of {of} [count|has|have] seen it",
    hant: "{of} 位見證人中 {count} 位看到了",
    hans: "{of} 位见证人中 {count} 位看到了",
  },
  alone: {
    en: "{name} seals it alone",
    hant: "由 {name} 一人見證定案",
    hans: "由 {name} 一人见证定案",
  },
  aloneMissed: {
    en: "waiting for {name}, who seals alone",
    hant: "還在等 {name}，目前由其一人見證定案",
    hans: "还在等 {name}，目前由其一人见证定案",
  },
} as const satisfies Record<string, Sentence>;

/** Who seals, and how far the next seal is. */
export const SEAL_WORDS = {
  witnesses: {
    en: "Sealed by {names}; {needed} of {count} are needed.",
    hant: "見證人：{names}；{count} 位中需要 {needed} 位。",
    hans: "见证人：{names}；{count} 位中需要 {needed} 位。",
  },
  alone: {
    en: "Sealed by {name} alone.",
    hant: "目前由 {name} 一人見證定案。",
    hans: "目前由 {name} 一人见证定案。",
  },
  waits: {
    en: "Seal {height} is under way. Reported: {reported}. Not yet: {silent}. Still needed: {missing}.",
    hant: "第 {height} 次定案進行中。已回報：{reported}。尚未回報：{silent}。還需要 {missing} 位。",
    hans: "第 {height} 次定案进行中。已回报：{reported}。尚未回报：{silent}。还需要 {missing} 位。",
  },
  agreeing: {
    en: "Seal {height} is under way. Reported: {reported}. Not yet: {silent}. That is enough; they are agreeing on it.",
    hant: "第 {height} 次定案進行中。已回報：{reported}。尚未回報：{silent}。人數已足夠，正在達成一致。",
    hans: "第 {height} 次定案进行中。已回报：{reported}。尚未回报：{silent}。人数已足够，正在达成一致。",
  },
  late: {
    en: "Nothing was sealed since {since}. If it stays so, recovery becomes possible on {from}.",
    hant: "自 {since} 起沒有任何定案。若持續如此，{from} 起可以復原。",
    hans: "自 {since} 起没有任何定案。若持续如此，{from} 起可以恢复。",
  },
  lateRecoverable: {
    en: "Nothing was sealed since {since}. Recovery has been possible since {from}.",
    hant: "自 {since} 起沒有任何定案。{from} 起已可復原。",
    hans: "自 {since} 起没有任何定案。{from} 起已可恢复。",
  },
} as const satisfies Record<string, Sentence>;
