import type { KindName } from "../events/kind.ts";
import type { Sentence } from "./sentence.ts";

/** What each kind of entry in the log says, in one line. */
export const KIND_WORDS = {
  found: { en: "founds the community", hant: "成立社群", hans: "成立社群" },
  join: { en: "joins by an invite", hant: "憑邀請碼加入", hans: "凭邀请码加入" },
  device: { en: "adds a device", hant: "加入一台裝置", hans: "加入一台设备" },
  guardians: { en: "names guardians", hant: "指定守護人", hans: "指定守护人" },
  rotate: { en: "changes the identity key", hant: "更換身分金鑰", hans: "更换身份密钥" },
  approve: { en: "approves a change of identity key", hant: "認可更換身分金鑰", hans: "认可更换身份密钥" },
  veto: { en: "objects to a change of identity key", hant: "反對更換身分金鑰", hans: "反对更换身份密钥" },
  fork: {
    en: "shows that a device signed two histories",
    hant: "指出某台裝置簽了兩份紀錄",
    hans: "指出某台设备签了两份记录",
  },
  vouch: { en: "vouches for somebody", hant: "作保證人", hans: "作保证人" },
  object: { en: "objects to a newcomer", hant: "對新成員提出異議", hans: "对新成员提出异议" },
  uninvite: { en: "takes back an invite", hant: "收回邀請碼", hans: "收回邀请码" },
  propose: { en: "proposes a plan", hant: "提議互助計畫", hans: "提议互助计划" },
  adopt: { en: "adopts a proposed plan", hant: "同意參加提議中的計畫", hans: "同意参加提议中的计划" },
  enrol: { en: "takes a place in a plan", hant: "加入計畫", hans: "加入计划" },
  contact: { en: "names a contact person", hant: "指定聯絡人", hans: "指定联系人" },
  delegate: { en: "delegates the vote", hant: "委託投票", hans: "委托投票" },
  witness: {
    en: "offers to witness seals",
    hant: "願意（或不再）擔任見證人",
    hans: "愿意（或不再）担任见证人",
  },
  beacon: { en: "adds to the drawing of lots", hant: "為抽籤提供隨機數", hans: "为抽签提供随机数" },
  claim: { en: "claims aid", hant: "提出互助申請", hans: "提出互助申请" },
  evidence: { en: "commits to evidence", hant: "提交證明文件", hans: "提交证明材料" },
  seen: { en: "has seen the evidence", hant: "已看過證明文件", hans: "已看过证明材料" },
  recuse: { en: "steps back from a vote", hant: "迴避表決", hans: "回避表决" },
  motion: { en: "puts a motion", hant: "提出議案", hans: "提出议案" },
  appeal: { en: "appeals a decision", hant: "對決定提出異議", hans: "对决定提出异议" },
  vote: { en: "votes", hant: "投票", hans: "投票" },
  pay: { en: "says that a payment was sent", hant: "表示已付款", hans: "表示已付款" },
  receipt: { en: "confirms a payment received", hant: "確認收到款項", hans: "确认收到款项" },
  dispute: { en: "disputes a payment", hant: "對付款有爭議", hans: "对付款有争议" },
  withdraw: { en: "withdraws a claim", hant: "撤回互助申請", hans: "撤回互助申请" },
  leave: { en: "leaves a plan", hant: "退出計畫", hans: "退出计划" },
  resign: { en: "leaves the community", hant: "離開社群", hans: "离开社群" },
  revoke: { en: "takes a device off", hant: "停用一台裝置", hans: "停用一台设备" },
} as const satisfies Record<KindName, Sentence>;

/** What an entry says that takes back what its kind says. */
const TAKEN_BACK_WORDS: Partial<Record<KindName, Sentence>> = {
  object: {
    en: "takes back an objection to a newcomer",
    hant: "撤回對新成員的異議",
    hans: "撤回对新成员的异议",
  },
  contact: { en: "takes back a word about a contact person", hant: "撤回聯絡人", hans: "撤回联系人" },
  delegate: { en: "delegates the vote no more", hant: "停止委託投票", hans: "停止委托投票" },
  leave: { en: "takes back leaving a plan", hant: "撤回退出計畫", hans: "撤回退出计划" },
  resign: { en: "takes back leaving the community", hant: "撤回離開社群", hans: "撤回离开社群" },
};
const ACCEPTED_CONTACT = {
  en: "agrees to be a contact person",
  hant: "同意擔任聯絡人",
  hans: "同意担任联系人",
} as const satisfies Sentence;

/** What one entry says; `body` as it is signed or asked for, of which only whether it takes something back is read. */
export function kindSentence(kind: KindName, body: unknown): Sentence {
  if (typeof body !== "object" || body === null) return KIND_WORDS[kind];
  const isTakenBack = ("on" in body && body.on === false) || ("to" in body && body.to === null);
  if (isTakenBack) return TAKEN_BACK_WORDS[kind] ?? KIND_WORDS[kind];
  const isAccepted = kind === "contact" && "role" in body && body.role === "accept";
  return isAccepted ? ACCEPTED_CONTACT : KIND_WORDS[kind];
}
