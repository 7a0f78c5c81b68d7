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
  "ballot-electors": {
    en: "{electors} members had a vote; {excluded} did not, because it is about them.",
    hant: "{electors} 位成員有投票權；{excluded} 位因與本人有關而迴避。",
    hans: "{electors} 位成员有投票权；{excluded} 位因与本人有关而回避。",
  },
  "ballot-word": {
    en: "{member}: {choice}",
    hant: "{member}：{choice}",
    hans: "{member}：{choice}",
  },
  "ballot-closes": {
    en: "The vote closes on {at}.",
    hant: "表決於 {at} 截止。",
    hans: "表决于 {at} 截止。",
  },
  "ballot-extended": {
    en: "Too few voted, so the vote was extended once, to {at}.",
    hant: "投票人數不足，表決延長一次至 {at}。",
    hans: "投票人数不足，表决延长一次至 {at}。",
  },
  "ballot-quorum": {
    en: "{votes} of {electors} have voted; {needed} of them must.",
    hant: "{electors} 人中有 {votes} 人投票；需要 {needed} 的人投票。",
    hans: "{electors} 人中有 {votes} 人投票；需要 {needed} 的人投票。",
  },
  "ballot-fallback": {
    en: "After an extension {needed} votes are enough.",
    hant: "延長之後，{needed} 票即可決定。",
    hans: "延长之后，{needed} 票即可决定。",
  },
  "ballot-threshold": {
    en: "{yes} yes, {no} no; yes needs {needed} of these.",
    hant: "同意 {yes} 票，不同意 {no} 票；同意須達其中的 {needed}。",
    hans: "同意 {yes} 票，不同意 {no} 票；同意须达其中的 {needed}。",
  },
  "ballot-outcome": {
    en: "Result: {outcome}.",
    hant: "結果：{outcome}。",
    hans: "结果：{outcome}。",
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

/** A `ballot-word` that names an amount. */
export const BALLOT_WORD_WITH_AMOUNT = {
  en: "{member}: {choice}, {amount}",
  hant: "{member}：{choice}，{amount}",
  hans: "{member}：{choice}，{amount}",
} as const satisfies Sentence;
