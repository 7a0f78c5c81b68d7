import type { EndingWhy } from "../state/plan-records.ts";
import type { Sentence } from "./sentence.ts";

/** Steps of a plan, and of a member's place in it. */
export const PLAN_STEP_WORDS = {
  "plan-under": {
    en: "It has had fewer than {least} members since {since}; if that stays so, it closes on {at}.",
    hant: "自 {since} 起成員少於 {least} 位；若持續如此，將於 {at} 解散。",
    hans: "自 {since} 起成员少于 {least} 位；若持续如此，将于 {at} 解散。",
  },
  "plan-closed": {
    en: "The members dissolved it on {at}: cover ended with that day (entry {event}).",
    hant: "成員於 {at} 決定解散：保障到當天為止（紀錄 {event}）。",
    hans: "成员于 {at} 决定解散：保障到当天为止（记录 {event}）。",
  },
  "plan-dwindled": {
    en: "It closed on {at}, with too few members for two whole periods; cover ended with that day.",
    hant: "因連續兩個整期成員不足，於 {at} 解散；保障到當天為止。",
    hans: "因连续两个整期成员不足，于 {at} 解散；保障到当天为止。",
  },
  "plan-run-off": {
    en: "What happened before can be claimed until {until}; who was in it then shares that.",
    hant: "之前發生的事可申請到 {until}，由當時的成員分攤。",
    hans: "之前发生的事可申请到 {until}，由当时的成员分摊。",
  },
  "plan-ended": {
    en: "It has ended.",
    hant: "已經結束。",
    hans: "已经结束。",
  },
  "plan-new-terms": {
    en: "New terms hold from {at} on; who does not want them can leave before.",
    hant: "{at} 起適用新條款，不接受的人可在之前退出。",
    hans: "{at} 起适用新条款，不接受的人可在之前退出。",
  },
  "tier-before": {
    en: "Until {until} in tier {tier}.",
    hant: "{until} 前的級別為 {tier}。",
    hans: "{until} 前的级别为 {tier}。",
  },
  "waiting-credited": {
    en: 'Time in "{title}" counts: held to be in since {since}.',
    hant: "在「{title}」的時間併計：視為自 {since} 起加入。",
    hans: "在“{title}”的时间并计：视为自 {since} 起加入。",
  },
  "waiting-term": {
    en: "These terms have everybody wait {waiting}, so that nobody joins only once something has happened.",
    hant: "條款規定人人等待 {waiting}，以免有人出事後才加入。",
    hans: "条款规定人人等待 {waiting}，以免有人出事后才加入。",
  },
  "waiting-until": {
    en: "Waiting period: you can claim for what happens from {at} on.",
    hant: "等待期：{at} 起發生的事可申請互助。",
    hans: "等待期：{at} 起发生的事可申请互助。",
  },
  "covered-lower": {
    en: "Until then covered in the lower tier, since {at}.",
    hant: "在那之前以較低級別保障，自 {at} 起。",
    hans: "在那之前以较低级别保障，自 {at} 起。",
  },
  "ending-why": {
    en: "Why it ends: {ending} (entry {event}).",
    hant: "結束原因：{ending}（紀錄 {event}）。",
    hans: "结束原因：{ending}（记录 {event}）。",
  },
  "ending-alone": {
    en: "Why it ends: {ending}.",
    hant: "結束原因：{ending}。",
    hans: "结束原因：{ending}。",
  },
  "leaving-for-good": {
    en: "It ends on {at}.",
    hant: "將於 {at} 結束。",
    hans: "将于 {at} 结束。",
  },
} as const satisfies Record<string, Sentence>;

export const ENDING_WORDS = {
  leave: { en: "the member leaves the plan", hant: "成員退出計畫", hans: "成员退出计划" },
  resign: { en: "the member leaves the community", hant: "成員離開社群", hans: "成员离开社群" },
  expel: { en: "the members decided so", hant: "成員決議除名", hans: "成员决议除名" },
  lapse: { en: "a payment was never made", hant: "有款項始終未付", hans: "有款项始终未付" },
  end: { en: "the plan has ended", hant: "計畫已結束", hans: "计划已结束" },
} as const satisfies Record<EndingWhy, Sentence>;
