import type { Sentence } from "./sentence.ts";

/** Before what cannot be taken back for long, or ends something for others: a name is typed. */
export const CONFIRM_WORDS = {
  leave: {
    en: 'You leave "{title}" at the period\'s end. Until then it can be taken back; afterwards you would wait anew. You go on sharing claims that came in before.',
    hant: "您將在本期結束時退出「{title}」。在那之前可以撤回；之後若要再加入，等待期重新起算。退出前提出的互助申請，您仍須分攤。",
    hans: "您将在本期结束时退出“{title}”。在那之前可以撤回；之后若要再加入，等待期重新起算。退出前提出的互助申请，您仍须分摊。",
  },
  resign: {
    en: "You leave every plan at its period's end, and then the community: at once if you are in no plan. Until then it can be taken back. You go on paying what you owe, and sharing claims that came in before.",
    hant: "您將在各計畫本期結束時全部退出，接著離開社群；若不在任何計畫中，立即離開。在那之前可以撤回。應付的款項和先前提出的互助申請，您仍須負擔。",
    hans: "您将在各计划本期结束时全部退出，接着离开社群；若不在任何计划中，立即离开。在那之前可以撤回。应付的款项和先前提出的互助申请，您仍须负担。",
  },
  dissolve: {
    en: 'If the members agree, "{title}" is dissolved: cover ends that day, what happened before can still be claimed for a while, then nothing more.',
    hant: "若成員同意，「{title}」將解散：保障到當天為止，之前發生的事仍可在一段期間內申請，然後就此結束。",
    hans: "若成员同意，“{title}”将解散：保障到当天为止，之前发生的事仍可在一段期间内申请，然后就此结束。",
  },
  question: {
    en: 'To go on, type "{name}": ',
    hant: "要繼續，請輸入「{name}」：",
    hans: "要继续，请输入“{name}”：",
  },
  not: {
    en: "That is not the name. Nothing was signed.",
    hant: "名稱不符，沒有簽署任何東西。",
    hans: "名称不符，没有签署任何东西。",
  },
} as const satisfies Record<string, Sentence>;
