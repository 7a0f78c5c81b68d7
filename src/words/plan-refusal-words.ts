import type { Sentence } from "./sentence.ts";

/** Why a proposal, a signature under one or a place in a plan was refused. */
export const PLAN_REFUSAL_WORDS = {
  "plan-unknown": {
    en: "There is no such plan.",
    hant: "沒有這個互助計畫。",
    hans: "没有这个互助计划。",
  },
  "plan-not-open": {
    en: "This plan has not opened yet; more people must adopt it first.",
    hant: "這個計畫還沒啟動，要先有足夠的人同意參加。",
    hans: "这个计划还没启动，要先有足够的人同意参加。",
  },
  "plan-ended": {
    en: "This plan has ended.",
    hant: "這個計畫已經結束。",
    hans: "这个计划已经结束。",
  },
  "plan-full": {
    en: "This plan is full.",
    hant: "這個計畫已經滿員。",
    hans: "这个计划已经满员。",
  },
  "admission-closed": {
    en: "This plan does not take new members just like that; its members decide.",
    hant: "這個計畫不能直接加入，要由計畫裡的成員決定。",
    hans: "这个计划不能直接加入，要由计划里的成员决定。",
  },
  "plans-too-many": {
    en: "There are too many proposed plans already, yours or the community's.",
    hant: "提出的計畫太多了（您的或整個社群的），請先等其中一些有結果。",
    hans: "提出的计划太多了（您的或整个社群的），请先等其中一些有结果。",
  },
  "terms-differ": {
    en: "The terms you signed are not this plan's terms. Read them again.",
    hant: "您簽的條款和這個計畫的條款不同，請重新閱讀。",
    hans: "您签的条款和这个计划的条款不同，请重新阅读。",
  },
  "terms-invalid": {
    en: "These terms contradict themselves.",
    hant: "這些條款自相矛盾。",
    hans: "这些条款自相矛盾。",
  },
  "period-too-short": {
    en: "The plan's period is shorter than the time between two seals of this community.",
    hant: "這個計畫的分攤週期比社群兩次定案的間隔還短。",
    hans: "这个计划的分摊周期比社群两次定案的间隔还短。",
  },
  "tier-unknown": {
    en: "This plan has no such tier.",
    hant: "這個計畫沒有這個級別。",
    hans: "这个计划没有这个级别。",
  },
  "adopted-already": {
    en: "You have adopted this plan already.",
    hant: "您已經同意參加這個計畫了。",
    hans: "您已经同意参加这个计划了。",
  },
  "enrolled-already": {
    en: "You are in this plan already.",
    hant: "您已經在這個計畫裡了。",
    hans: "您已经在这个计划里了。",
  },
  "not-enrolled": {
    en: "You are not in this plan.",
    hant: "您不在這個計畫裡。",
    hans: "您不在这个计划里。",
  },
} as const satisfies Record<string, Sentence>;
