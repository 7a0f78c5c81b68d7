import type { RefusalCode } from "../events/refusals.ts";
import { BEACON_REFUSAL_WORDS } from "./beacon-refusal-words.ts";
import { CLAIM_REFUSAL_WORDS } from "./claim-refusal-words.ts";
import { MONEY_REFUSAL_WORDS } from "./money-refusal-words.ts";
import { MOTION_REFUSAL_WORDS } from "./motion-refusal-words.ts";
import { PEOPLE_REFUSAL_WORDS } from "./people-refusal-words.ts";
import { PLAN_REFUSAL_WORDS } from "./plan-refusal-words.ts";
import type { Sentence } from "./sentence.ts";

/** Why a rule refused what somebody signed. */
export const REFUSAL_WORDS = {
  "not-in-rules": {
    en: "This community's rules do not know this kind of entry.",
    hant: "這個社群的規則裡沒有這種紀錄。",
    hans: "这个社群的规则里没有这种记录。",
  },
  "body-invalid": {
    en: "The entry is not filled in as its kind asks.",
    hant: "這筆紀錄的內容不符合格式。",
    hans: "这笔记录的内容不符合格式。",
  },
  "device-unknown": {
    en: "This device is not on the community's list.",
    hant: "名冊上沒有這台裝置。",
    hans: "名册上没有这台设备。",
  },
  "device-frozen": {
    en: "This device is frozen because it signed two different histories. Add a new device with your 24 words.",
    hant: "這台裝置簽過兩份不同的紀錄，已被凍結。請用您的 24 個單字加入一台新裝置。",
    hans: "这台设备签过两份不同的记录，已被冻结。请用您的 24 个单词加入一台新设备。",
  },
  "device-revoked": {
    en: "This device was taken off the list by its owner.",
    hant: "這台裝置已被它的主人停用。",
    hans: "这台设备已被它的主人停用。",
  },
  "anchor-unknown": {
    en: "The entry refers to a seal that is not part of this community's history.",
    hant: "這筆紀錄所依據的定案不在本社群的歷史中。",
    hans: "这笔记录所依据的定案不在本社群的历史中。",
  },
  "anchor-backwards": {
    en: "The entry refers to an older seal than the one before it did.",
    hant: "這筆紀錄依據的定案比前一筆還舊。",
    hans: "这笔记录依据的定案比前一笔还旧。",
  },
  "member-unknown": {
    en: "There is no such member in this community.",
    hant: "社群裡沒有這位成員。",
    hans: "社群里没有这位成员。",
  },
  "found-twice": {
    en: "This community has been founded already.",
    hant: "這個社群已經成立了。",
    hans: "这个社群已经成立了。",
  },
  "invite-used": {
    en: "This invite has been used. Ask for a new one.",
    hant: "這個邀請碼已經用過了，請索取新的。",
    hans: "这个邀请码已经用过了，请索取新的。",
  },
  "invite-expired": {
    en: "This invite has expired. Ask for a new one.",
    hant: "這個邀請碼已經過期了，請索取新的。",
    hans: "这个邀请码已经过期了，请索取新的。",
  },
  "invite-signature": {
    en: "This invite was not signed by the member it names.",
    hant: "這個邀請碼不是所寫的那位成員簽發的。",
    hans: "这个邀请码不是所写的那位成员签发的。",
  },
  "invite-proof": {
    en: "The newcomer could not prove holding this invite.",
    hant: "加入的人無法證明持有這個邀請碼。",
    hans: "加入的人无法证明持有这个邀请码。",
  },
  "certificate-wrong": {
    en: "The device's certificate is not from its member's identity key.",
    hant: "裝置的憑證不是由成員的身分金鑰簽發的。",
    hans: "设备的凭证不是由成员的身份密钥签发的。",
  },
  "consents-missing": {
    en: "Whoever joins must agree that aid is a gift and that all members see the log.",
    hant: "加入前必須同意：互助是贈與，帳本由所有成員共同看見。",
    hans: "加入前必须同意：互助是赠与，账本由所有成员共同看见。",
  },
  "key-inadmissible": {
    en: "This key cannot be used: it is not a sound key.",
    hant: "這把金鑰不可靠，不能使用。",
    hans: "这把密钥不可靠，不能使用。",
  },
  "root-taken": {
    en: "This identity is a member already. One person joins once.",
    hant: "這個身分已經是成員了，每個人只能加入一次。",
    hans: "这个身份已经是成员了，每个人只能加入一次。",
  },
  "device-taken": {
    en: "This device is on the list already.",
    hant: "這台裝置已經在名冊上了。",
    hans: "这台设备已经在名册上了。",
  },
  "devices-too-many": {
    en: "You have 4 devices that may still sign, which is the most. Take one off first.",
    hant: "您已經有 4 台可簽署的裝置，這是上限；請先停用一台。",
    hans: "您已经有 4 台可签署的设备，这是上限；请先停用一台。",
  },
  "cover-none": {
    en: "You were not in this plan on that day.",
    hant: "那一天您不在這個計畫裡。",
    hans: "那一天您不在这个计划里。",
  },
  "cover-waiting": {
    en: "That day was still inside your waiting period.",
    hant: "那一天還在您的等待期內。",
    hans: "那一天还在您的等待期内。",
  },
  "window-past": {
    en: "It is too late to claim for that day under this plan's terms.",
    hant: "依照計畫條款，那一天的互助申請期限已過。",
    hans: "依照计划条款，那一天的互助申请期限已过。",
  },
  "incident-future": {
    en: "That day has not come yet.",
    hant: "那一天還沒到。",
    hans: "那一天还没到。",
  },
  "incident-not-month": {
    en: "This plan asks for the month only: name its first day.",
    hant: "這個計畫只記月份，請填那個月的第一天。",
    hans: "这个计划只记月份，请填那个月的第一天。",
  },
  "amount-zero": {
    en: "The amount must be more than nothing.",
    hant: "金額必須大於零。",
    hans: "金额必须大于零。",
  },
  "over-tier": {
    en: "That is more than your tier still gives for this year.",
    hant: "這超過了您的級別今年還能得到的互助金。",
    hans: "这超过了您的级别今年还能得到的互助金。",
  },
  "claim-duplicate": {
    en: "There is a claim for that day already.",
    hant: "那一天已經有一筆互助申請了。",
    hans: "那一天已经有一笔互助申请了。",
  },
  "claim-redone": {
    en: "This claim was made again once already; that is all the rules allow.",
    hant: "這筆互助申請已經重新提出過一次，規則只允許一次。",
    hans: "这笔互助申请已经重新提出过一次，规则只允许一次。",
  },
  "ballot-unknown": {
    en: "There is no such vote.",
    hant: "沒有這場表決。",
    hans: "没有这场表决。",
  },
  "ballot-closed": {
    en: "This vote is over.",
    hant: "這場表決已經結束。",
    hans: "这场表决已经结束。",
  },
  "not-an-elector": {
    en: "You have no vote here: you were not in the plan when it began, or it is about you.",
    hant: "您在這場表決沒有票：開始時您不在計畫裡，或者這件事與您本人有關。",
    hans: "您在这场表决没有票：开始时您不在计划里，或者这件事与您本人有关。",
  },
  "amount-without-yes": {
    en: "An amount goes with a yes only.",
    hant: "只有投「同意」時才能填金額。",
    hans: "只有投「同意」时才能填金额。",
  },
  ...MONEY_REFUSAL_WORDS,
  "leave-not-pending": {
    en: "You are not leaving this plan, so there is nothing to take back.",
    hant: "您沒有要退出這個計畫，不需要撤回。",
    hans: "您没有要退出这个计划，不需要撤回。",
  },
  "leaving-already": {
    en: "You are leaving this plan already.",
    hant: "您已經提出退出這個計畫了。",
    hans: "您已经提出退出这个计划了。",
  },
  "fork-not-conflicting": {
    en: "The two entries shown do not contradict each other.",
    hant: "所舉的兩筆紀錄並不衝突。",
    hans: "所举的两笔记录并不冲突。",
  },
  "fork-signature": {
    en: "The two entries shown are not both signed by that device.",
    hant: "所舉的兩筆紀錄並非都由那台裝置簽署。",
    hans: "所举的两笔记录并非都由那台设备签署。",
  },
  "fork-known": {
    en: "That this device signed two histories is known already.",
    hant: "這台裝置簽過兩份紀錄，這件事大家已經知道了。",
    hans: "这台设备签过两份记录，这件事大家已经知道了。",
  },
  "devices-differ": {
    en: "Two of your devices said different things at the same time, so nothing was changed.",
    hant: "您的兩台裝置在同一時間說法不同，因此沒有任何變更。",
    hans: "您的两台设备在同一时间说法不同，因此没有任何变更。",
  },
  ...BEACON_REFUSAL_WORDS,
  ...CLAIM_REFUSAL_WORDS,
  ...MOTION_REFUSAL_WORDS,
  ...PLAN_REFUSAL_WORDS,
  ...PEOPLE_REFUSAL_WORDS,
  "order-in-cut": {
    en: "The entry came before something it depends on.",
    hant: "這筆紀錄排在它所依據的紀錄之前。",
    hans: "这笔记录排在它所依据的记录之前。",
  },
} as const satisfies Record<RefusalCode, Sentence>;
