import type { Sentence } from "./sentence.ts";

/** Why a motion, a change of tier or taking back a leave was refused. */
export const MOTION_REFUSAL_WORDS = {
  "motions-too-many": {
    en: "You already have 5 motions being voted on. Wait until one is decided.",
    hant: "您已有 5 項議案正在表決，請等其中一項有結果。",
    hans: "您已有 5 项议案正在表决，请等其中一项有结果。",
  },
  "terms-fixed": {
    en: "An amendment cannot change the plan's kind of need, its periods or the plan whose waiting time counts, nor take away a tier. Propose a new plan for that.",
    hant: "修訂不能更改計畫的保障需求、分攤週期、所承認等待期的計畫，也不能取消級別。請另提一個新計畫。",
    hans: "修订不能更改计划的保障需求、分摊周期、所承认等待期的计划，也不能取消级别。请另提一个新计划。",
  },
  "charter-fixed": {
    en: "The currency, its decimal places and the community's time cannot be changed: what people owe each other depends on them.",
    hant: "幣別、小數位數和社群時間不能更改，因為大家之間的帳以此為準。",
    hans: "币种、小数位数和社群时间不能更改，因为大家之间的账以此为准。",
  },
  "rules-not-newer": {
    en: "The community already has these rules, or newer ones.",
    hant: "社群已採用這一版規則，或更新的版本。",
    hans: "社群已采用这一版规则，或更新的版本。",
  },
  "expel-oneself": {
    en: "Nobody moves to expel themselves. To go, leave the plan or resign.",
    hant: "不能提議除名自己。要離開，請退出計畫或離開社群。",
    hans: "不能提议除名自己。要离开，请退出计划或离开社群。",
  },
  "member-not-enrolled": {
    en: "That member has no place in this plan.",
    hant: "這位成員不在這個計畫裡。",
    hans: "这位成员不在这个计划里。",
  },
  "leave-not-own": {
    en: "This place does not end by a leave of yours: an expulsion stands, and resigning is taken back as a whole.",
    hant: "這不是您自己退出計畫：除名不能撤回；離開社群須整個撤回。",
    hans: "这不是您自己退出计划：除名不能撤回；离开社群须整个撤回。",
  },
  "tier-changes-too-many": {
    en: "You have changed tiers in this plan as often as it can be recorded.",
    hant: "您在這個計畫更改級別的次數已達上限。",
    hans: "您在这个计划更改级别的次数已达上限。",
  },
} as const satisfies Record<string, Sentence>;
