import type { Sentence } from "./sentence.ts";

/** Why the node's own interface turned a request down; its keys are the interface's codes. */
export const API_WORDS = {
  "token-wrong": {
    en: "The node did not accept this command's token. Restart the node.",
    hant: "節點不接受這個指令的權杖，請重新啟動節點。",
    hans: "节点不接受这个命令的令牌，请重新启动节点。",
  },
  "host-wrong": {
    en: "Requests must be addressed to 127.0.0.1.",
    hant: "請求必須送往 127.0.0.1。",
    hans: "请求必须发往 127.0.0.1。",
  },
  "body-too-large": {
    en: "That is too much for one request.",
    hant: "一次送出的內容太多了。",
    hans: "一次送出的内容太多了。",
  },
  "not-json": {
    en: "Requests must be JSON.",
    hant: "請求必須是 JSON。",
    hans: "请求必须是 JSON。",
  },
  "json-malformed": {
    en: "This is not well-formed JSON.",
    hant: "這不是正確的 JSON。",
    hans: "这不是正确的 JSON。",
  },
  "request-invalid": {
    en: "A value is missing or of the wrong kind: {part}",
    hant: "有一項缺少或類型不對：{part}",
    hans: "有一项缺少或类型不对：{part}",
  },
  "not-moved": {
    en: "Nothing waits for that: this folder was not copied or moved, or its device has stopped for good. See how it stands with: huzhu status",
    hant: "不需要這麼做：這個資料夾沒有被複製或搬移，或裝置已永久停止。查看現況：huzhu status",
    hans: "不需要这么做：这个文件夹没有被复制或搬移，或设备已永久停止。查看现状：huzhu status",
  },
  "date-not-doubted": {
    en: "There is nothing to confirm: nobody doubts this machine's date.",
    hant: "不需要確認：沒有人懷疑這台機器的日期。",
    hans: "不需要确认：没有人怀疑这台机器的日期。",
  },
  "word-given": {
    en: "This device has given its word for this recovery already. Leave the node running; the others are waited for.",
    hant: "這台裝置已經為這次復原表態。請讓節點繼續執行，等待其他成員。",
    hans: "这台设备已经为这次恢复表态。请让节点继续运行，等待其他成员。",
  },
  "recovery-over": {
    en: "Meanwhile another recovery came about. Look at the status again.",
    hant: "這段時間裡已經完成另一次復原。請再看一次現況。",
    hans: "这段时间里已经完成另一次恢复。请再看一次现状。",
  },
  "votes-missing": {
    en: "What this device voted for last cannot be shown yet; the others' votes come back from their nodes. Try again once this node has reached one.",
    hant: "這台裝置上次的投票還無法出示，其他人的票要從他們的節點取回。連上其他節點後請再試一次。",
    hans: "这台设备上次的投票还无法出示，其他人的票要从他们的节点取回。连上其他节点后请再试一次。",
  },
  "route-unknown": {
    en: "The node knows no such request.",
    hant: "節點沒有這種請求。",
    hans: "节点没有这种请求。",
  },
  "reference-unknown": {
    en: 'There is no {what} "{reference}".',
    hant: "沒有這個{what}：{reference}",
    hans: "没有这个{what}：{reference}",
  },
  "reference-ambiguous": {
    en: '"{reference}" could be several {what}s: {candidates}',
    hant: "「{reference}」可能是好幾個{what}：{candidates}",
    hans: "“{reference}”可能是好几个{what}：{candidates}",
  },
  "group-unknown": {
    en: "Nobody has stated this need yet.",
    hant: "還沒有人提出這項保障需求。",
    hans: "还没有人提出这项保障需求。",
  },
  "not-a-member": {
    en: "You are not a member yet. Your joining counts once it is sealed.",
    hant: "您還不是成員，加入要等定案後才生效。",
    hans: "您还不是成员，加入要等定案后才生效。",
  },
  "needs-too-many": {
    en: "At most 8 needs can be stated at a time. Withdraw one first.",
    hant: "一次最多提出 8 項保障需求，請先撤回一項。",
    hans: "一次最多提出 8 项保障需求，请先撤回一项。",
  },
  internal: {
    en: "Something went wrong inside the node. Its own output says more.",
    hant: "節點內部出錯，詳情請看節點的輸出。",
    hans: "节点内部出错，详情请看节点的输出。",
  },
} as const satisfies Record<string, Sentence>;

/** What a reference may stand for. */
export const REFERENCE_WORDS = {
  member: { en: "member", hant: "成員", hans: "成员" },
  plan: { en: "plan", hant: "互助計畫", hans: "互助计划" },
  claim: { en: "claim", hant: "互助申請", hans: "互助申请" },
  transfer: { en: "payment", hant: "轉帳", hans: "转账" },
  tier: { en: "tier", hant: "級別", hans: "级别" },
  ballot: { en: "ballot", hant: "表決", hans: "表决" },
  motion: { en: "motion", hant: "議案", hans: "议案" },
  joiner: { en: "newcomer who waits", hant: "等候中的新成員", hans: "等候中的新成员" },
  device: { en: "device", hant: "裝置", hans: "设备" },
  entry: { en: "entry", hant: "紀錄", hans: "记录" },
} as const satisfies Record<string, Sentence>;
