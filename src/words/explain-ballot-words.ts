import type { Sentence } from "./sentence.ts";

/** Steps of a vote, whatever it is on. */
export const BALLOT_STEP_WORDS = {
  "jury-to-draw": {
    en: "So many could vote that a jury is drawn by lot, once five other members' nodes have added to the draw; by {at} at the latest, else all vote.",
    hant: "有投票權的人很多，因此抽選評議團：等五位其他成員的節點加入抽籤後進行，最晚 {at}，否則由全體投票。",
    hans: "有投票权的人很多，因此抽选评议团：等五位其他成员的节点加入抽签后进行，最晚 {at}，否则由全体投票。",
  },
  "jury-drawn": {
    en: "A jury was drawn by lot: {jurors} [jurors|member|members], reserves included.",
    hant: "已抽出評議團：連同候補共 {jurors} 位成員。",
    hans: "已抽出评议团：连同候补共 {jurors} 位成员。",
  },
  "juror-out": {
    en: "{member} is out ({why}); where there was a reserve, they stepped in.",
    hant: "{member} 離席（{why}），有候補者則由候補接替。",
    hans: "{member} 离席（{why}），有候补者则由候补接替。",
  },
  "evidence-due": {
    en: "The jury waits for the evidence until {at}; without it the claim falls.",
    hant: "評議團等候證明文件，到 {at} 為止；未提交則申請失效。",
    hans: "评议团等候证明材料，到 {at} 为止；未提交则申请失效。",
  },
  "evidence-missed": {
    en: "No evidence was put before the jury that was drawn.",
    hant: "評議團抽出後，沒有收到任何證明文件。",
    hans: "评议团抽出后，没有收到任何证明材料。",
  },
  "ballot-electors": {
    en: "{electors} [electors|member|members] had a vote; {excluded} did not, because it is about them or they stepped back.",
    hant: "{electors} 位成員有投票權；{excluded} 位因與本人有關或自行迴避而沒有。",
    hans: "{electors} 位成员有投票权；{excluded} 位因与本人有关或自行回避而没有。",
  },
  "ballot-word": {
    en: "{member}: {choice}",
    hant: "{member}：{choice}",
    hans: "{member}：{choice}",
  },
  "ballot-carried": {
    en: "{member}, through {by}: {choice}",
    hant: "{member}，由 {by} 代理：{choice}",
    hans: "{member}，由 {by} 代理：{choice}",
  },
  "ballot-circle": {
    en: "{member}: abstain, as the delegation leads in a circle or to somebody whom it is about",
    hant: "{member}：棄權，因為委託繞成一圈，或落到與此事有關的人",
    hans: "{member}：弃权，因为委托绕成一圈，或落到与此事有关的人",
  },
  "ballot-delegated": {
    en: "{count} more [count|vote|votes] counted through delegates.",
    hant: "另有 {count} 票由代理人代為計入。",
    hans: "另有 {count} 票由代理人代为计入。",
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
    en: "{votes} of {electors} [votes|has|have] voted; at least {needed} must.",
    hant: "{electors} 人中有 {votes} 人投票；至少需要 {needed} 人。",
    hans: "{electors} 人中有 {votes} 人投票；至少需要 {needed} 人。",
  },
  "ballot-fallback": {
    en: "After an extension {needed} votes are enough.",
    hant: "延長之後，{needed} 票即可決定。",
    hans: "延长之后，{needed} 票即可决定。",
  },
  "ballot-threshold": {
    en: "{yes} yes, {no} no; of so many, yes needs {needed}.",
    hant: "同意 {yes} 票，不同意 {no} 票；以此票數，同意須達 {needed} 票。",
    hans: "同意 {yes} 票，不同意 {no} 票；以此票数，同意须达 {needed} 票。",
  },
  "ballot-threshold-all": {
    en: "{yes} yes, {no} no; yes needs {needed}, counted of all who have a vote.",
    hant: "同意 {yes} 票，不同意 {no} 票；同意須達 {needed} 票，以全體有投票權者計。",
    hans: "同意 {yes} 票，不同意 {no} 票；同意须达 {needed} 票，以全体有投票权者计。",
  },
  "ballot-too-few": {
    en: "Only {votes} voted, and {needed} were needed.",
    hant: "只有 {votes} 人投票，需要 {needed} 人。",
    hans: "只有 {votes} 人投票，需要 {needed} 人。",
  },
  "ballot-outcome": {
    en: "Result: {outcome}.",
    hant: "結果：{outcome}。",
    hans: "结果：{outcome}。",
  },
} as const satisfies Record<string, Sentence>;

/** A `ballot-word` that names an amount. */
export const BALLOT_WORD_WITH_AMOUNT = {
  en: "{member}: {choice}, {amount}",
  hant: "{member}：{choice}，{amount}",
  hans: "{member}：{choice}，{amount}",
} as const satisfies Sentence;

/** Why a juror has no seat any more. */
export const JUROR_OUT_WORDS = {
  silent: { en: "silent for three days", hant: "三天沒有回應", hans: "三天没有回应" },
  recused: { en: "stepped back", hant: "自行迴避", hans: "自行回避" },
} as const satisfies Record<string, Sentence>;
