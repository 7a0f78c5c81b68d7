import type { Sentence } from "./sentence.ts";

/** Every command in one line. */
export const COMMAND_WORDS = {
  found: { en: "found a community", hant: "成立社群", hans: "成立社群" },
  invite: { en: "invite one person", hant: "邀請一個人", hans: "邀请一个人" },
  join: { en: "join a community by invite", hant: "憑邀請碼加入社群", hans: "凭邀请码加入社群" },
  return: {
    en: "go on from a new computer, by your 24 words",
    hant: "換新電腦，憑 24 個單字繼續",
    hans: "换新电脑，凭 24 个单词继续",
  },
  device: { en: "this computer's key", hant: "這台電腦的金鑰", hans: "这台电脑的密钥" },
  "device new": {
    en: "a new device in this folder, by your 24 words, where the old one has stopped",
    hant: "舊裝置停止後，憑 24 個單字在這個資料夾建立新裝置",
    hans: "旧设备停止后，凭 24 个单词在这个文件夹建立新设备",
  },
  "device list": { en: "your devices", hant: "您的裝置", hans: "您的设备" },
  "device revoke": {
    en: "take one of your devices off for good, by your 24 words",
    hant: "憑 24 個單字，永久停用您的一台裝置",
    hans: "凭 24 个单词，永久停用您的一台设备",
  },
  "device only-copy": {
    en: "say that no other copy of this folder runs, after it was moved",
    hant: "資料夾搬移後，表明沒有另一份在執行",
    hans: "文件夹搬移后，表明没有另一份在运行",
  },
  recover: {
    en: "when nobody seals any more: give your word, by your 24 words, that the members go on",
    hant: "再也無法定案時：憑 24 個單字表態，讓成員們繼續下去",
    hans: "再也无法定案时：凭 24 个单词表态，让成员们继续下去",
  },
  refound: {
    en: "begin anew without those who are gone for ever, as a last resort",
    hant: "最後手段：在有人永遠不會回來時，重新開始",
    hans: "最后手段：在有人永远不会回来时，重新开始",
  },
  "refound sign": {
    en: "agree to come along with the member who begins anew",
    hant: "同意與發起重新開始的成員同行",
    hans: "同意与发起重新开始的成员同行",
  },
  "refound found": {
    en: "begin anew in a new folder, with those whose lines you were given",
    hant: "憑收到的同行碼，在新資料夾重新開始",
    hans: "凭收到的同行码，在新文件夹重新开始",
  },
  clock: { en: "this machine's clock", hant: "這台機器的時鐘", hans: "这台机器的时钟" },
  "clock confirm": {
    en: "say that today's date is right on this machine, where it is doubted",
    hant: "這台機器的日期受到懷疑時，表明日期正確",
    hans: "这台机器的日期受到怀疑时，表明日期正确",
  },
  start: { en: "run your node", hant: "執行您的節點", hans: "运行您的节点" },
  doctor: {
    en: "look at everything a node needs, and say what to mend",
    hant: "檢查節點所需的一切，並說明如何修復",
    hans: "检查节点所需的一切，并说明如何修复",
  },
  status: {
    en: "how things stand: what you owe, what waits for you",
    hant: "現況：應付、待辦、連線",
    hans: "现状：应付、待办、连接",
  },
  members: { en: "who is in the community", hant: "社群裡有誰", hans: "社群里有谁" },
  vouch: {
    en: "vouch for a newcomer, or for a place asked for in a plan",
    hant: "為新成員或想加入計畫的人作保證人",
    hans: "为新成员或想加入计划的人作保证人",
  },
  object: { en: "object to a newcomer", hant: "對新成員提出異議", hans: "对新成员提出异议" },
  uninvite: {
    en: "take back an invite that nobody has used",
    hant: "收回還沒用過的邀請碼",
    hans: "收回还没用过的邀请码",
  },
  contact: {
    en: "name a contact person who may claim for you (name), or be theirs (accept)",
    hant: "指定可替您申請的聯絡人（name），或答應當別人的（accept）",
    hans: "指定可替您申请的联系人（name），或答应当别人的（accept）",
  },
  delegate: {
    en: "let somebody's vote count for you where you do not vote",
    hant: "委託投票：您沒投票時，以代理人的票為準",
    hans: "委托投票：您没投票时，以代理人的票为准",
  },
  profile: { en: "what the others see of you", hant: "別人看到的您", hans: "别人看到的您" },
  need: {
    en: "needs: say what you want protected",
    hant: "保障需求：說出您需要什麼",
    hans: "保障需求：说出您需要什么",
  },
  "need state": { en: "state a need", hant: "提出保障需求", hans: "提出保障需求" },
  "need list": { en: "who shares your need", hant: "誰有同樣的保障需求", hans: "谁有同样的保障需求" },
  "need withdraw": { en: "withdraw a need", hant: "撤回保障需求", hans: "撤回保障需求" },
  plan: { en: "plans", hant: "互助計畫", hans: "互助计划" },
  "plan propose": { en: "propose a plan", hant: "提議互助計畫", hans: "提议互助计划" },
  "plan adopt": {
    en: "adopt a proposed plan, or enter an open one",
    hant: "同意參加提議中的計畫，或加入進行中的",
    hans: "同意参加提议中的计划，或加入进行中的",
  },
  "plan enrol": {
    en: "enter an open plan, or change your tier in it",
    hant: "加入進行中的計畫，或更換級別",
    hans: "加入进行中的计划，或更换级别",
  },
  "plan list": { en: "all plans", hant: "所有計畫", hans: "所有计划" },
  "plan show": { en: "one plan in plain words", hant: "用白話看一個計畫", hans: "用白话看一个计划" },
  claim: { en: "claims for aid", hant: "互助申請", hans: "互助申请" },
  "claim file": { en: "claim aid", hant: "提出互助申請", hans: "提出互助申请" },
  "claim list": { en: "all claims", hant: "所有互助申請", hans: "所有互助申请" },
  "claim show": { en: "one claim and its vote", hant: "一筆互助申請與其表決", hans: "一笔互助申请与其表决" },
  "claim evidence": {
    en: "commit to your evidence, by fingerprints alone",
    hant: "提交證明文件，只簽署指紋",
    hans: "提交证明材料，只签署指纹",
  },
  "claim check": {
    en: "as a reviewer: check a document that you were handed, with its code",
    hant: "評議時：以代碼核對收到的文件",
    hans: "评议时：以代码核对收到的材料",
  },
  "claim seen": {
    en: "as a reviewer: say whether the evidence is what was committed to",
    hant: "評議時：表明證明文件與提交時是否相符",
    hans: "评议时：表明证明材料与提交时是否相符",
  },
  "claim appeal": {
    en: "object to a decision during its notice",
    hant: "在公示期對決定提出異議",
    hans: "在公示期对决定提出异议",
  },
  "claim withdraw": { en: "withdraw a claim", hant: "撤回互助申請", hans: "撤回互助申请" },
  vote: {
    en: "vote on a claim, a motion, a place or a disputed payment",
    hant: "對互助申請、議案、加入或有爭議的轉帳投票",
    hans: "对互助申请、议案、加入或有争议的转账投票",
  },
  recuse: {
    en: "step back from a vote that is too close to you",
    hant: "與自己關係太近時迴避表決",
    hans: "与自己关系太近时回避表决",
  },
  motion: { en: "motions that all members decide", hant: "由成員表決的議案", hans: "由成员表决的议案" },
  "motion amend": { en: "change a plan's terms", hant: "修改計畫條款", hans: "修改计划条款" },
  "motion end": { en: "dissolve a plan", hant: "解散計畫", hans: "解散计划" },
  "motion expel": {
    en: "expel a member, from a plan or the community",
    hant: "將成員從計畫或社群除名",
    hans: "将成员从计划或社群除名",
  },
  "motion charter": { en: "change the charter", hant: "修改章程", hans: "修改章程" },
  "motion rules": {
    en: "take on a new version of the rules",
    hant: "改用新版規則",
    hans: "改用新版规则",
  },
  "motion list": { en: "all motions", hant: "所有議案", hans: "所有议案" },
  ledger: { en: "your shares, aid and payments", hant: "您的分攤明細與轉帳", hans: "您的分摊明细与转账" },
  explain: { en: "how is this worked out?", hant: "怎麼算的？", hans: "怎么算的？" },
  dispute: {
    en: "say that a payment did not arrive",
    hant: "表示款項沒有收到",
    hans: "表示款项没有收到",
  },
  pay: { en: "say that you have paid", hant: "表示您已付款", hans: "表示您已付款" },
  receipt: { en: "confirm that you were paid", hant: "確認您已收到", hans: "确认您已收到" },
  leave: {
    en: "leave a plan at the period's end",
    hant: "在本期結束時退出計畫",
    hans: "在本期结束时退出计划",
  },
  resign: { en: "leave the community", hant: "離開社群", hans: "离开社群" },
  outlook: {
    en: "what your next share can come to, and who carried whom so far",
    hant: "展望：下一期最多分攤多少，至今誰幫了誰",
    hans: "展望：下一期最多分摊多少，至今谁帮了谁",
  },
  export: {
    en: "every signed entry, one per line",
    hant: "匯出所有簽署的紀錄，一行一筆",
    hans: "导出所有签署的记录，一行一笔",
  },
  whatif: {
    en: "what a period would cost, for figures you assume",
    hant: "試算：依假設的數字，一期要付多少",
    hans: "试算：按假设的数字，一期要付多少",
  },
  demo: {
    en: "five nodes on this machine, from founding to receipt",
    hant: "示範：本機五個節點，從成立到收款",
    hans: "演示：本机五个节点，从成立到收款",
  },
} as const satisfies Record<string, Sentence>;

export type CommandName = keyof typeof COMMAND_WORDS;
