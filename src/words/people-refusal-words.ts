import type { Sentence } from "./sentence.ts";

/** Why what was said about people is refused: joining, contacts, delegating, leaving, devices taken off. */
export const PEOPLE_REFUSAL_WORDS = {
  "member-left": {
    en: "You have left the community. You can still claim for days on which you were covered, say what was paid and received, and take off a device.",
    hant: "您已經離開社群，只能再為仍受保障的日子提出申請、處理付款與收款，或停用裝置。",
    hans: "您已经离开社群，只能再为仍受保障的日子提出申请、处理付款与收款，或停用设备。",
  },
  "member-leaving": {
    en: "This member is leaving the community. That would have to be taken back first.",
    hant: "這位成員正要離開社群，須先撤回離開。",
    hans: "这位成员正要离开社群，须先撤回离开。",
  },
  "invite-withdrawn": {
    en: "This invite was taken back by the member who gave it.",
    hant: "這個邀請碼已被發出的成員收回。",
    hans: "这个邀请码已被发出的成员收回。",
  },
  "nobody-waiting": {
    en: "Nobody waits to be let in there, or it has been decided.",
    hant: "那裡沒有人等候加入，或已經有了結果。",
    hans: "那里没有人等候加入，或已经有了结果。",
  },
  "vouched-already": {
    en: "You have vouched for them already. An invite counts as vouching.",
    hant: "您已經為他作保證了；發出邀請也算作保證。",
    hans: "您已经为他作保证了；发出邀请也算作保证。",
  },
  "objected-already": {
    en: "You have objected to this newcomer already.",
    hant: "您已經對這位新成員提出異議了。",
    hans: "您已经对这位新成员提出异议了。",
  },
  "objection-none": {
    en: "You have not objected, so there is nothing to take back.",
    hant: "您沒有提出異議，不需要撤回。",
    hans: "您没有提出异议，不需要撤回。",
  },
  "objection-late": {
    en: "The days in which members may object to this newcomer are over.",
    hant: "對這位新成員提出異議的期限已過。",
    hans: "对这位新成员提出异议的期限已过。",
  },
  "contact-oneself": {
    en: "You cannot be your own contact person.",
    hant: "您不能當自己的聯絡人。",
    hans: "您不能当自己的联系人。",
  },
  "contact-already": {
    en: "You have said so already.",
    hant: "您已經這樣表示過了。",
    hans: "您已经这样表示过了。",
  },
  "contact-none": {
    en: "You have not said so, so there is nothing to take back.",
    hant: "您沒有這樣表示過，不需要撤回。",
    hans: "您没有这样表示过，不需要撤回。",
  },
  "contacts-too-many": {
    en: "You have named 3 contact persons, which is the most. Take one back first.",
    hant: "您已經指定 3 位聯絡人，這是上限；請先撤回一位。",
    hans: "您已经指定 3 位联系人，这是上限；请先撤回一位。",
  },
  "delegate-oneself": {
    en: "You cannot delegate your vote to yourself.",
    hant: "您不能把投票委託給自己。",
    hans: "您不能把投票委托给自己。",
  },
  "delegation-none": {
    en: "You have not delegated your vote, so there is nothing to take back.",
    hant: "您沒有委託投票，不需要撤回。",
    hans: "您没有委托投票，不需要撤回。",
  },
  "delegated-already": {
    en: "You have delegated your vote to this member already.",
    hant: "您已經把投票委託給這位成員了。",
    hans: "您已经把投票委托给这位成员了。",
  },
  "resigning-already": {
    en: "You are leaving the community already.",
    hant: "您已經提出離開社群了。",
    hans: "您已经提出离开社群了。",
  },
  "resign-not-pending": {
    en: "You have not asked to leave the community, so there is nothing to take back.",
    hant: "您沒有提出離開社群，不需要撤回。",
    hans: "您没有提出离开社群，不需要撤回。",
  },
  "device-of-another": {
    en: "This is not one of your devices.",
    hant: "這不是您的裝置。",
    hans: "这不是您的设备。",
  },
  "device-off-already": {
    en: "This device signs nothing any more: it was taken off or frozen before.",
    hant: "這台裝置先前已停用或凍結，不再能簽署。",
    hans: "这台设备先前已停用或冻结，不再能签署。",
  },
  "revocation-wrong": {
    en: "Taking off this device was not signed with its member's 24 words.",
    hant: "停用這台裝置，並非以該成員的 24 個單字簽署。",
    hans: "停用这台设备，并非以该成员的 24 个单词签署。",
  },
  "applied-already": {
    en: "You have asked for a place in this plan already, and it is not decided.",
    hant: "您已經申請加入這個計畫，還沒有結果。",
    hans: "您已经申请加入这个计划，还没有结果。",
  },
} as const satisfies Record<string, Sentence>;
