import type { Sentence } from "./sentence.ts";

/** What a field of an entry says, by its name in the body; `{value}` is the field's value. */
export const FIELD_WORDS = {
  plan: { en: "plan: {value}", hant: "互助計畫：{value}", hans: "互助计划：{value}" },
  tier: { en: "tier: {value}", hant: "級別：{value}", hans: "级别：{value}" },
  termsHash: {
    en: "to the terms as they are now ({value})",
    hant: "依現在的條款（{value}）",
    hans: "依现在的条款（{value}）",
  },
  incidentDay: {
    en: "day of the incident: {value}",
    hant: "事發日：{value}",
    hans: "事发日：{value}",
  },
  amount: { en: "amount: {value}", hant: "金額：{value}", hans: "金额：{value}" },
  for: { en: "for: {value}", hant: "對象：{value}", hans: "对象：{value}" },
  ballot: { en: "on: {value}", hant: "表決的事項：{value}", hans: "表决的事项：{value}" },
  choice: { en: "vote: {value}", hant: "投票：{value}", hans: "投票：{value}" },
  claim: { en: "claim: {value}", hant: "互助申請：{value}", hans: "互助申请：{value}" },
  commitments: {
    en: "evidence, by its fingerprint alone: {value}",
    hant: "證明文件，只有指紋：{value}",
    hans: "证明材料，只有指纹：{value}",
  },
  matches: {
    en: "the evidence is what was committed to: {value}",
    hant: "證明文件與提交時相符：{value}",
    hans: "证明材料与提交时相符：{value}",
  },
  transfer: { en: "payment: {value}", hant: "轉帳：{value}", hans: "转账：{value}" },
  on: {
    en: "it holds (no: it is taken back): {value}",
    hant: "生效（否：撤回）：{value}",
    hans: "生效（否：撤回）：{value}",
  },
  joiner: { en: "newcomer: {value}", hant: "新成員：{value}", hans: "新成员：{value}" },
  invite: { en: "invite: {value}", hant: "邀請碼：{value}", hans: "邀请码：{value}" },
  role: { en: "contact person: {value}", hant: "聯絡人：{value}", hans: "联系人：{value}" },
  other: { en: "the other one: {value}", hant: "另一方：{value}", hans: "另一方：{value}" },
  to: { en: "delegate: {value}", hant: "代理人：{value}", hans: "代理人：{value}" },
  device: { en: "device: {value}", hant: "裝置：{value}", hans: "设备：{value}" },
  signature: {
    en: "signed with the identity key: {value}",
    hant: "以身分金鑰簽署：{value}",
    hans: "以身份密钥签署：{value}",
  },
  kind: { en: "the motion: {value}", hant: "議案：{value}", hans: "议案：{value}" },
  member: { en: "member: {value}", hant: "成員：{value}", hans: "成员：{value}" },
  rules: { en: "rules version: {value}", hant: "規則版本：{value}", hans: "规则版本：{value}" },
  keyHash: {
    en: "fingerprint of the new network key: {value}",
    hant: "新網路金鑰的指紋：{value}",
    hans: "新网络密钥的指纹：{value}",
  },
  title: { en: "name: {value}", hant: "名稱：{value}", hans: "名称：{value}" },
  currency: { en: "currency: {value}", hant: "幣別：{value}", hans: "币种：{value}" },
  digits: { en: "decimals: {value}", hant: "小數位數：{value}", hans: "小数位数：{value}" },
  utcOffsetMinutes: {
    en: "minutes before UTC: {value}",
    hant: "時區（與 UTC 相差分鐘）：{value}",
    hans: "时区（与 UTC 相差分钟）：{value}",
  },
  vouches: {
    en: "vouches that a newcomer needs: {value}",
    hant: "新成員需要的保證人：{value}",
    hans: "新成员需要的保证人：{value}",
  },
  objections: {
    en: "objections that keep a newcomer out: {value}",
    hant: "足以拒絕新成員的異議：{value}",
    hans: "足以拒绝新成员的异议：{value}",
  },
  objectionMs: {
    en: "time to object to a newcomer: {value}",
    hant: "對新成員提出異議的期間：{value}",
    hans: "对新成员提出异议的期间：{value}",
  },
  everyMs: {
    en: "newcomers are counted over: {value}",
    hant: "新成員人數的計算期間：{value}",
    hans: "新成员人数的计算期间：{value}",
  },
  perMember: {
    en: "newcomers by one inviter in that time: {value}",
    hant: "期間內每人最多邀請：{value}",
    hans: "期间内每人最多邀请：{value}",
  },
  atLeast: {
    en: "newcomers in that time in all, at least: {value}",
    hant: "期間內至少可加入：{value}",
    hans: "期间内至少可加入：{value}",
  },
  permille: {
    en: "newcomers in that time in all, for 1,000 members: {value}",
    hant: "期間內每千位成員可加入：{value}",
    hans: "期间内每千位成员可加入：{value}",
  },
  sealEveryMs: { en: "time between seals: {value}", hant: "定案間隔：{value}", hans: "定案间隔：{value}" },
  rankMs: {
    en: "a proposer of a seal is waited for: {value}",
    hant: "等待提議定案者的時間：{value}",
    hans: "等待提议定案者的时间：{value}",
  },
  roundMs: {
    en: "a round of a seal: {value}",
    hant: "每輪定案的時間：{value}",
    hans: "每轮定案的时间：{value}",
  },
  seatAfterMs: {
    en: "a new member can be a witness after: {value}",
    hant: "新成員多久後可當見證人：{value}",
    hans: "新成员多久后可当见证人：{value}",
  },
  seatExpiryMs: {
    en: "a witness not heard of gives up the seat after: {value}",
    hant: "見證人多久沒消息即讓出席位：{value}",
    hans: "见证人多久没消息即让出席位：{value}",
  },
  recoveryMs: {
    en: "without a seal, recovery is possible after: {value}",
    hant: "多久沒有定案後可以復原：{value}",
    hans: "多久没有定案后可以恢复：{value}",
  },
} as const satisfies Record<string, Sentence>;

export const YES_NO_WORDS = {
  true: { en: "yes", hant: "是", hans: "是" },
  false: { en: "no", hant: "否", hans: "否" },
} as const satisfies Record<string, Sentence>;

export const CONTACT_ROLE_WORDS = {
  name: {
    en: "may claim for the one who signs",
    hant: "可替簽署人提出申請",
    hans: "可替签署人提出申请",
  },
  accept: {
    en: "the one who signs may claim for them",
    hant: "由簽署人替其提出申請",
    hans: "由签署人替其提出申请",
  },
} as const satisfies Record<string, Sentence>;

/** What a motion asks for. */
export const MOTION_WORDS = {
  amend: { en: "change a plan's terms", hant: "修改計畫條款", hans: "修改计划条款" },
  end: { en: "dissolve a plan", hant: "解散計畫", hans: "解散计划" },
  expel: { en: "expel a member", hant: "除名一位成員", hans: "除名一位成员" },
  charter: { en: "change the charter", hant: "修改章程", hans: "修改章程" },
  rules: { en: "take on a new version of the rules", hant: "改用新版規則", hans: "改用新版规则" },
  "network-key": { en: "change the network key", hant: "更換網路金鑰", hans: "更换网络密钥" },
} as const satisfies Record<string, Sentence>;

/** Around an entry that is only shown. */
export const DRY_RUN_WORDS = {
  would: {
    en: "This would be signed: {what}",
    hant: "將會簽署：{what}",
    hans: "将会签署：{what}",
  },
  forEver: {
    en: "Every member would see this for ever, and that it was you:",
    hant: "每位成員都會永遠看到以下內容，也看得到是您：",
    hans: "每位成员都会永远看到以下内容，也看得到是您：",
  },
  data: { en: "As it would be written:", hant: "寫入的原樣：", hans: "写入的原样：" },
  holds: {
    en: "As things stand it would count.",
    hant: "依目前情況會被採納。",
    hans: "依目前情况会被采纳。",
  },
  refused: {
    en: "As things stand it would be refused: {why}",
    hant: "依目前情況不會被採納：{why}",
    hans: "依目前情况不会被采纳：{why}",
  },
  nothing: { en: "Nothing was signed.", hant: "沒有簽署任何東西。", hans: "没有签署任何东西。" },
} as const satisfies Record<string, Sentence>;
