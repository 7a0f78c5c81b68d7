import type { Sentence } from "./sentence.ts";

/** What waits for the reader, each with what to type. */
export const TODO_WORDS = {
  "vouch-joiner": {
    en: "{name} waits to join. If you know them: huzhu vouch {id}",
    hant: "{name} 等候加入。若您認識對方，可作保證人：huzhu vouch {id}",
    hans: "{name} 等候加入。若您认识对方，可作保证人：huzhu vouch {id}",
  },
  "object-joiner": {
    en: "You can object to {name} joining until {until}: huzhu object {id}",
    hant: "{until} 前可對 {name} 的加入提出異議：huzhu object {id}",
    hans: "{until} 前可对 {name} 的加入提出异议：huzhu object {id}",
  },
  "vouch-place": {
    en: '{name} asks for a place in "{title}". If you agree: huzhu vouch {id}',
    hant: "{name} 想加入「{title}」。若您同意作保證人：huzhu vouch {id}",
    hans: "{name} 想加入“{title}”。若您同意作保证人：huzhu vouch {id}",
  },
  "accept-contact": {
    en: "{name} wants you as contact person, who may claim for them. If you agree: huzhu contact accept {id}",
    hant: "{name} 想請您當聯絡人，可替其提出申請。若您同意：huzhu contact accept {id}",
    hans: "{name} 想请您当联系人，可替其提出申请。若您同意：huzhu contact accept {id}",
  },
  "give-evidence": {
    en: 'The jury is drawn and waits for the evidence of {name} in "{title}" until {until}; later the claim falls: huzhu claim evidence {id} FILE',
    hant: "評議團已抽出，等候 {name} 在「{title}」的證明文件，到 {until} 為止，逾期申請即失效：huzhu claim evidence {id} 檔案",
    hans: "评议团已抽出，等候 {name} 在“{title}”的证明材料，到 {until} 为止，逾期申请即失效：huzhu claim evidence {id} 文件",
  },
  "look-at-evidence": {
    en: "You are a reviewer of {name}'s claim until {until}. Read its documents: huzhu claim read {id}",
    hant: "{until} 前請評議 {name} 的申請。讀取證明文件：huzhu claim read {id}",
    hans: "{until} 前请评议 {name} 的申请。读取证明材料：huzhu claim read {id}",
  },
  "appeal-own": {
    en: 'The claim of {name} in "{title}" was not agreed. You can object until {until}: huzhu claim appeal {id}',
    hant: "{name} 在「{title}」的申請未獲同意。{until} 前可提出異議：huzhu claim appeal {id}",
    hans: "{name} 在“{title}”的申请未获同意。{until} 前可提出异议：huzhu claim appeal {id}",
  },
  "appeal-others": {
    en: 'The claim of {name} in "{title}" was agreed. Whoever thinks that wrong can object until {until}: huzhu claim appeal {id}',
    hant: "{name} 在「{title}」的申請已獲同意。若認為不妥，{until} 前可提出異議：huzhu claim appeal {id}",
    hans: "{name} 在“{title}”的申请已获同意。若认为不妥，{until} 前可提出异议：huzhu claim appeal {id}",
  },
  "new-terms": {
    en: '"{title}" has new terms from {until} on. Read them: huzhu plan show {id}. Who does not want them can leave before: huzhu leave {id}',
    hant: "「{title}」自 {until} 起適用新條款。查看：huzhu plan show {id}。不接受的人可在之前退出：huzhu leave {id}",
    hans: "“{title}”自 {until} 起适用新条款。查看：huzhu plan show {id}。不接受的人可在之前退出：huzhu leave {id}",
  },
} as const satisfies Record<string, Sentence>;

export type TodoWhat = keyof typeof TODO_WORDS;

/** A vote that is wanted, by what it is on. */
export const VOTE_WANTED_WORDS = {
  claim: {
    en: "Your vote is wanted, until {closes}: {name} asks for {amount} (claim {id})",
    hant: "請在 {closes} 前投票：{name} 申請 {amount}（申請 {id}）",
    hans: "请在 {closes} 前投票：{name} 申请 {amount}（申请 {id}）",
  },
  appeal: {
    en: "Your vote is wanted on an objection, until {closes}: {name} asks for {amount} (claim {id})",
    hant: "有人對決定提出異議，請在 {closes} 前投票：{name} 申請 {amount}（申請 {id}）",
    hans: "有人对决定提出异议，请在 {closes} 前投票：{name} 申请 {amount}（申请 {id}）",
  },
  motion: {
    en: "Your vote is wanted, until {closes}: {what} (motion {id}). What it changes: huzhu motion show {id}",
    hant: "請在 {closes} 前投票：{what}（議案 {id}）。內容：huzhu motion show {id}",
    hans: "请在 {closes} 前投票：{what}（议案 {id}）。内容：huzhu motion show {id}",
  },
  admission: {
    en: 'Your vote is wanted, until {closes}: {name} asks for a place in "{title}" ({id})',
    hant: "請在 {closes} 前投票：{name} 想加入「{title}」（{id}）",
    hans: "请在 {closes} 前投票：{name} 想加入“{title}”（{id}）",
  },
  dispute: {
    en: "Your vote is wanted, until {closes}: {name} says to have paid {amount}, the other side says it did not arrive; yes means that it did (payment {id})",
    hant: "請在 {closes} 前投票：{name} 表示已付 {amount}，對方表示沒收到；同意表示已收到（轉帳 {id}）",
    hans: "请在 {closes} 前投票：{name} 表示已付 {amount}，对方表示没收到；同意表示已收到（转账 {id}）",
  },
} as const satisfies Record<string, Sentence>;
