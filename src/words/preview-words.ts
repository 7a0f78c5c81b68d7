import type { Sentence } from "./sentence.ts";

/** What somebody who was invited is shown before they join. */
export const PREVIEW_WORDS = {
  asking: {
    en: "Asking the community what it is about …",
    hant: "正在向社群詢問它的章程與計畫……",
    hans: "正在向社群询问它的章程与计划……",
  },
  none: {
    en: "Nobody at these addresses answers now, so the charter and the plans cannot be shown.",
    hant: "這些位址目前沒有人回應，無法顯示章程與計畫。",
    hans: "这些地址目前没有人回应，无法显示章程与计划。",
  },
  unseenQuestion: {
    en: "Go on without having seen them? (yes/no) ",
    hant: "沒有看過也要繼續嗎？（yes/no）",
    hans: "没有看过也要继续吗？（yes/no）",
  },
  unseenNeeded: {
    en: "Nothing was done. Try again when your inviter's computer is on; or join without having seen them, with --unseen.",
    hant: "沒有做任何事。請等邀請人的電腦開著時再試；或加上 --unseen，不看就加入。",
    hans: "没有做任何事。请等邀请人的电脑开着时再试；或加上 --unseen，不看就加入。",
  },
  byInviter: {
    en: "Your inviter's own computer has just told this:",
    hant: "以下由邀請人自己的電腦剛剛告知：",
    hans: "以下由邀请人自己的电脑刚刚告知：",
  },
  byOther: {
    en: "Another node that the invite names has just told this. Once you have joined, your own computer checks all of it:",
    hant: "以下由邀請碼所列的另一個節點剛剛告知；加入後，您自己的電腦會全部核對：",
    hans: "以下由邀请码所列的另一个节点刚刚告知；加入后，您自己的电脑会全部核对：",
  },
  differing: {
    en: "Careful: not all nodes told the same. Ask your inviter before you go on.",
    hant: "請注意：各節點說的不一樣。請先問過邀請人再繼續。",
    hans: "请注意：各节点说的不一样。请先问过邀请人再继续。",
  },
  about: {
    en: '"{title}" has {members} [members|member|members], sealed up to {through}',
    hant: "「{title}」有 {members} 位成員，定案至 {through}",
    hans: "“{title}”有 {members} 位成员，定案至 {through}",
  },
  aboutNew: {
    en: '"{title}" has {members} [members|member|members], and nothing is sealed yet',
    hant: "「{title}」有 {members} 位成員，尚未定案過",
    hans: "“{title}”有 {members} 位成员，尚未定案过",
  },
  charter: { en: "Its charter:", hant: "章程：", hans: "章程：" },
  plans: {
    en: "Its plans. Joining the community costs nothing: you share only in plans that you join later, and never more than they say:",
    hant: "計畫。加入社群不用付錢：只有之後參加的計畫才需要分攤，且不超過所列的上限：",
    hans: "计划。加入社群不用付钱：只有之后参加的计划才需要分摊，且不超过所列的上限：",
  },
  noPlans: {
    en: "There is no open plan. Joining costs nothing.",
    hant: "目前沒有進行中的計畫。加入不用付錢。",
    hans: "目前没有进行中的计划。加入不用付钱。",
  },
  plan: {
    en: "{title}, {enrolled} [enrolled|member|members] in it:",
    hant: "{title}，{enrolled} 人參加：",
    hans: "{title}，{enrolled} 人参加：",
  },
  morePlans: {
    en: "… and {count} more [count|plan|plans], shown once you have joined",
    hant: "……還有 {count} 個計畫，加入後可見",
    hans: "……还有 {count} 个计划，加入后可见",
  },
  worst: {
    en: "If you joined every plan listed, you would at worst pay {least} a year with the cheapest places, {most} with the dearest.",
    hant: "若參加以上所有計畫，最壞情況每年付：最低級別共 {least}，最高級別共 {most}。",
    hans: "若参加以上所有计划，最坏情况每年付：最低级别共 {least}，最高级别共 {most}。",
  },
  forGood: {
    en: "All members will see for good: that you joined, when and by whose invite; which plans you are in; what you claim, vote, owe and have paid.",
    hant: "所有成員將永久看到：您何時、由誰邀請加入；參加哪些計畫；您的互助申請、投票、應付與已付。",
    hans: "所有成员将永久看到：您何时、由谁邀请加入；参加哪些计划；您的互助申请、投票、应付与已付。",
  },
  noTakingBack: {
    en: "None of this can be taken back, by you or by anybody. You can leave, and the record stays.",
    hant: "以上誰都無法收回，包括您自己。您可以離開，但紀錄會留下。",
    hans: "以上谁都无法收回，包括您自己。您可以离开，但记录会留下。",
  },
} as const satisfies Record<string, Sentence>;
