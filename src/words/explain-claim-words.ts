import type { Sentence } from "./sentence.ts";

/** Steps of a claim's life. */
export const CLAIM_STEP_WORDS = {
  "claim-filed": {
    en: "{by} asked on {at} for {asked} for {for}, for an incident on {incident} (entry {event}).",
    hant: "{by} 於 {at} 為 {for} 申請 {asked}，事發日 {incident}（紀錄 {event}）。",
    hans: "{by} 于 {at} 为 {for} 申请 {asked}，事发日 {incident}（记录 {event}）。",
  },
  "claim-cover": {
    en: "Covered from {from} on in tier {tier}, aid up to {benefit} (entry {event}).",
    hant: "自 {from} 起在保障中，級別 {tier}，互助金最高 {benefit}（紀錄 {event}）。",
    hans: "自 {from} 起在保障中，级别 {tier}，互助金最高 {benefit}（记录 {event}）。",
  },
  "claim-evidence": {
    en: "{count} [count|document was|documents were] committed to on {at} (entry {event}).",
    hant: "{at} 提交了 {count} 份證明文件的指紋（紀錄 {event}）。",
    hans: "{at} 提交了 {count} 份证明材料的指纹（记录 {event}）。",
  },
  "claim-seen": {
    en: "{member} has seen the evidence, and it is what was committed to (entry {event}).",
    hant: "{member} 看過證明文件，與提交時相符（紀錄 {event}）。",
    hans: "{member} 看过证明材料，与提交时相符（记录 {event}）。",
  },
  "claim-seen-differs": {
    en: "{member} says that the evidence is not what was committed to (entry {event}).",
    hant: "{member} 表示證明文件與提交時不符（紀錄 {event}）。",
    hans: "{member} 表示证明材料与提交时不符（记录 {event}）。",
  },
  "aid-median": {
    en: "The aid is {aid}: the middle of the amounts in the {yes} yes votes, the lower one where there are two.",
    hant: "互助金為 {aid}：取 {yes} 張同意票所填金額的中位數，有兩個時取較低者。",
    hans: "互助金为 {aid}：取 {yes} 张同意票所填金额的中位数，有两个时取较低者。",
  },
  "notice-until": {
    en: "Public notice until {at}.",
    hant: "公示期至 {at}。",
    hans: "公示期至 {at}。",
  },
  "claim-appeal": {
    en: "{member} objected to the decision (entry {event}).",
    hant: "{member} 對決定提出異議（紀錄 {event}）。",
    hans: "{member} 对决定提出异议（记录 {event}）。",
  },
  "claim-appealed": {
    en: "With entry {event} there were enough objections: others decide anew, and that is final.",
    hant: "紀錄 {event} 使異議成立：由其他人重新評議，結果即為最終。",
    hans: "记录 {event} 使异议成立：由其他人重新评议，结果即为最终。",
  },
  "appeal-stands": {
    en: "The second vote came to no result, so the first decision stands.",
    hant: "第二次表決沒有結果，因此維持第一次的決定。",
    hans: "第二次表决没有结果，因此维持第一次的决定。",
  },
  "claim-draw": {
    en: "Too few voted to decide. The claim may be made again once.",
    hant: "投票人數不足，沒有結果。可以再申請一次。",
    hans: "投票人数不足，没有结果。可以再申请一次。",
  },
  "claim-refused": {
    en: "The claim was refused.",
    hant: "這筆互助申請未通過。",
    hans: "这笔互助申请未通过。",
  },
  "claim-withdrawn": {
    en: "The claim was withdrawn.",
    hant: "這筆互助申請已撤回。",
    hans: "这笔互助申请已撤回。",
  },
  "claim-payable": {
    en: "Final on {at}; its aid is apportioned at the end of that period, on {end}.",
    hant: "於 {at} 確定；在該期結束的 {end} 分攤。",
    hans: "于 {at} 确定；在该期结束的 {end} 分摊。",
  },
  "claim-paid-part": {
    en: "{amount} was apportioned on {end}.",
    hant: "{end} 分攤了 {amount}。",
    hans: "{end} 分摊了 {amount}。",
  },
  "claim-apportioned": {
    en: "In all {amount} of {aid} was apportioned.",
    hant: "{aid} 之中，共分攤了 {amount}。",
    hans: "{aid} 之中，共分摊了 {amount}。",
  },
} as const satisfies Record<string, Sentence>;
