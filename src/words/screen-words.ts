import type { Sentence } from "./sentence.ts";

/** Lines of the screens that only look. */
export const SCREEN_WORDS = {
  asOf: {
    en: "{title} · sealed up to {through} (seal {height}){open}",
    hant: "{title}・定案至 {through}（第 {height} 次）{open}",
    hans: "{title}・定案至 {through}（第 {height} 次）{open}",
  },
  neverSealed: {
    en: "{title} · nothing is sealed yet{open}",
    hant: "{title}・尚未定案過{open}",
    hans: "{title}・尚未定案过{open}",
  },
  openEntries: {
    en: " · {count} [count|entry waits|entries wait]",
    hant: "・{count} 筆等待定案",
    hans: "・{count} 笔等待定案",
  },
  root: { en: "Ledger root {root}", hant: "帳本摘要 {root}", hans: "账本摘要 {root}" },
  notSynced: {
    en: "The community's history is not here yet. This node must reach another member's node first; {peers} are connected.",
    hant: "社群的紀錄還沒到。這個節點要先連上其他成員的節點；目前連上 {peers} 個。",
    hans: "社群的记录还没到。这个节点要先连上其他成员的节点；目前连上 {peers} 个。",
  },
  you: {
    en: "You: {name} (member since {since})",
    hant: "您：{name}（{since} 加入）",
    hans: "您：{name}（{since} 加入）",
  },
  youFounder: { en: "You: {name} (founder)", hant: "您：{name}（創始成員）", hans: "您：{name}（创始成员）" },
  notMember: {
    en: "You are not a member yet; your joining waits to be sealed.",
    hant: "您還不是成員，加入正等待定案。",
    hans: "您还不是成员，加入正等待定案。",
  },
  reach: {
    en: "You reach {reached} of {members} [members|member|members].",
    hant: "{members} 位成員中，連得上 {reached} 位。",
    hans: "{members} 位成员中，连得上 {reached} 位。",
  },
  keyHere: {
    en: "The network key was changed on {at}; this node has it.",
    hant: "網路金鑰已於 {at} 更換，這個節點已經有了。",
    hans: "网络密钥已于 {at} 更换，这个节点已经有了。",
  },
  keyAwaited: {
    en: "The network key was changed on {at}; this node goes on with the one before until another member's node that has the new one is connected.",
    hant: "網路金鑰已於 {at} 更換；在連上有新金鑰的成員節點之前，這個節點先用舊的。",
    hans: "网络密钥已于 {at} 更换；在连上有新密钥的成员节点之前，这个节点先用旧的。",
  },
  relayed: {
    en: "{count} of the nodes connected [count|is|are] reached through a relay.",
    hant: "其中 {count} 個節點經由中繼連線。",
    hans: "其中 {count} 个节点经由中继连接。",
  },
  split: {
    en: "The group is split: you reach {reached} of {members}.",
    hant: "暫時連不上部分成員（{members} 人中連上 {reached} 人）。",
    hans: "暂时连不上部分成员（{members} 人中连上 {reached} 人）。",
  },
  address: { en: "Address {address}", hant: "位址 {address}", hans: "地址 {address}" },
  nothingToDo: { en: "Nothing waits for you.", hant: "沒有待辦事項。", hans: "没有待办事项。" },
  youPay: {
    en: "You pay {name} {rest} by {due} · {state} · payment {id}",
    hant: "您付給 {name} {rest}，{due} 前・{state}・轉帳 {id}",
    hans: "您付给 {name} {rest}，{due} 前・{state}・转账 {id}",
  },
  youGet: {
    en: "You get {rest} from {name} by {due} · {state} · payment {id}",
    hant: "{name} 付給您 {rest}，{due} 前・{state}・轉帳 {id}",
    hans: "{name} 付给您 {rest}，{due} 前・{state}・转账 {id}",
  },
  youPaid: {
    en: "You paid {name} {amount} · {state} · payment {id}",
    hant: "您付了 {name} {amount}・{state}・轉帳 {id}",
    hans: "您付了 {name} {amount}・{state}・转账 {id}",
  },
  youGot: {
    en: "You got {amount} from {name} · {state} · payment {id}",
    hant: "您收到 {name} 的 {amount}・{state}・轉帳 {id}",
    hans: "您收到 {name} 的 {amount}・{state}・转账 {id}",
  },
  payTo: { en: "  how to pay: {payTo}", hant: "  付款方式：{payTo}", hans: "  付款方式：{payTo}" },
  lapsesAt: {
    en: "  if it is not paid by {at}, your places in these plans end, and it stays owed",
    hant: "  若到 {at} 仍未付，您在相關計畫的保障即結束，款項仍欠",
    hans: "  若到 {at} 仍未付，您在相关计划的保障即结束，款项仍欠",
  },
  silence: {
    en: "  without a word from the other side it counts as received on {at}",
    hant: "  若對方一直沒有表示，{at} 起視為已收到",
    hans: "  若对方一直没有表示，{at} 起视为已收到",
  },
  silenceMine: {
    en: "  if you say nothing it counts as received on {at}; if it did not arrive: huzhu dispute",
    hant: "  若您沒有表示，{at} 起視為已收到；若沒收到：huzhu dispute",
    hans: "  若您没有表示，{at} 起视为已收到；若没收到：huzhu dispute",
  },
  joinerLine: {
    en: "{id} waits to join · since {since} · invited by {by} · {vouches} of {needed} [needed|vouch|vouches]",
    hant: "{id} 等候加入・{since} 起・邀請人 {by}・保證人 {vouches}/{needed}",
    hans: "{id} 等候加入・{since} 起・邀请人 {by}・保证人 {vouches}/{needed}",
  },
  joinerOut: {
    en: "{id} was not let in: too many members objected · invited by {by}",
    hant: "{id} 未能加入：提出異議的成員太多・邀請人 {by}",
    hans: "{id} 未能加入：提出异议的成员太多・邀请人 {by}",
  },
  memberLeaving: { en: " · leaves on {at}", hant: "・將於 {at} 離開", hans: "・将于 {at} 离开" },
  memberLeft: { en: " · left on {at}", hant: "・已於 {at} 離開", hans: "・已于 {at} 离开" },
  contactNamed: {
    en: "Your contact person: {name}, who may claim for you ({state})",
    hant: "您的聯絡人：{name}，可替您提出申請（{state}）",
    hans: "您的联系人：{name}，可替您提出申请（{state}）",
  },
  contactOf: {
    en: "You are contact person of {name} ({state})",
    hant: "您是 {name} 的聯絡人（{state}）",
    hans: "您是 {name} 的联系人（{state}）",
  },
  contactHolds: { en: "both have said so", hant: "雙方都已同意", hans: "双方都已同意" },
  contactOpen: { en: "one side has not said so", hant: "有一方尚未同意", hans: "有一方尚未同意" },
  delegateLine: {
    en: "Where you do not vote, the vote of {name} counts for you",
    hant: "您沒投票時，以 {name} 的票為準",
    hans: "您没投票时，以 {name} 的票为准",
  },
  joiningSince: {
    en: "You wait to join since {since}. Why: huzhu explain {id}",
    hant: "您自 {since} 起等候加入。原因：huzhu explain {id}",
    hans: "您自 {since} 起等候加入。原因：huzhu explain {id}",
  },
  placeAsked: {
    en: "  you: asked for a place. How it stands: huzhu explain {id}",
    hant: "  您：已申請加入。目前情況：huzhu explain {id}",
    hans: "  您：已申请加入。目前情况：huzhu explain {id}",
  },
  planUnder: {
    en: "  too few members since {since}: at least {least} are needed",
    hant: "  自 {since} 起成員不足：至少需要 {least} 位",
    hans: "  自 {since} 起成员不足：至少需要 {least} 位",
  },
  planClosed: {
    en: "  cover ended on {at}; what happened before can be claimed until {until}",
    hant: "  保障到 {at} 為止；之前發生的事可申請到 {until}",
    hans: "  保障到 {at} 为止；之前发生的事可申请到 {until}",
  },
  planEnded: {
    en: "  cover ended on {at}; nothing can be claimed any more",
    hant: "  保障到 {at} 為止；已不能再申請",
    hans: "  保障到 {at} 为止；已不能再申请",
  },
  owedToPlan: {
    en: "  you still owe this plan {amount} from payments that lapsed; it is called from your next aid, or when you take a place again",
    hant: "  您仍欠此計畫 {amount}（逾期作廢的轉帳）；下次得到互助金時扣除，或再次加入時催收",
    hans: "  您仍欠此计划 {amount}（逾期作废的转账）；下次得到互助金时扣除，或再次加入时催收",
  },
  owedToEnded: {
    en: "  you owed this plan {amount} from payments that lapsed when it ended",
    hant: "  計畫終止時，您仍欠 {amount}（逾期作廢的轉帳）",
    hans: "  计划终止时，您仍欠 {amount}（逾期作废的转账）",
  },
  myLeaving: {
    en: "  you: {state} on {at}",
    hant: "  您：{state}（{at}）",
    hans: "  您：{state}（{at}）",
  },
  newTerms: {
    en: "From {at} on these terms hold:",
    hant: "{at} 起適用以下條款：",
    hans: "{at} 起适用以下条款：",
  },
  memberLine: {
    en: "{name} · since {since} · invited by {by}",
    hant: "{name}・{since} 加入・邀請人 {by}",
    hans: "{name}・{since} 加入・邀请人 {by}",
  },
  founderLine: { en: "{name} · founder", hant: "{name}・創始成員", hans: "{name}・创始成员" },
  witness: { en: " · witness", hant: "・見證人", hans: "・见证人" },
  none: { en: "None yet.", hant: "還沒有。", hans: "还没有。" },
  planLine: {
    en: "{id}  {title} · {status} · {count} [count|member|members]",
    hant: "{id}  {title}・{status}・{count} 位成員",
    hans: "{id}  {title}・{status}・{count} 位成员",
  },
  proposedLine: {
    en: "{id}  {title} · {status} · {count} of {needed} [count|has|have] adopted",
    hant: "{id}  {title}・{status}・已有 {count} 人同意參加（需 {needed} 人）",
    hans: "{id}  {title}・{status}・已有 {count} 人同意参加（需 {needed} 人）",
  },
  myPlace: { en: "  you: {state}", hant: "  您：{state}", hans: "  您：{state}" },
  myWaiting: {
    en: "  you: {state} (you can claim for what happens from {from} on)",
    hant: "  您：{state}（{from}起可申請）",
    hans: "  您：{state}（{from}起可申请）",
  },
  adopted: { en: "adopted", hant: "已同意參加", hans: "已同意参加" },
  claimLine: {
    en: "{id}  {name} asks for {asked} · {title} · {status}",
    hant: "{id}  {name} 申請 {asked}・{title}・{status}",
    hans: "{id}  {name} 申请 {asked}・{title}・{status}",
  },
  claimAid: { en: "  aid {aid}", hant: "  互助金 {aid}", hans: "  互助金 {aid}" },
  claimVotes: {
    en: "  {yes} yes, {no} no, {abstain} abstain, of {electors}; until {closes}",
    hant: "  同意 {yes}、不同意 {no}、棄權 {abstain}，共 {electors} 人；{closes} 截止",
    hans: "  同意 {yes}、不同意 {no}、弃权 {abstain}，共 {electors} 人；{closes} 截止",
  },
  claimJury: {
    en: "  jury: {yes} yes, {no} no, {abstain} abstain, of {electors} seats; until {closes}",
    hant: "  評議團：同意 {yes}、不同意 {no}、棄權 {abstain}，共 {electors} 席；{closes} 截止",
    hans: "  评议团：同意 {yes}、不同意 {no}、弃权 {abstain}，共 {electors} 席；{closes} 截止",
  },
  claimUntil: { en: "  until {until} at the latest", hant: "  最晚到 {until}", hans: "  最晚到 {until}" },
  claimFiler: { en: "  filed by {name}", hant: "  由 {name} 代為提出", hans: "  由 {name} 代为提出" },
  carries: { en: " (also for {names})", hant: "（亦代表 {names}）", hans: "（亦代表 {names}）" },
  motionLine: {
    en: "{id}  {what} · put by {name} · {status}",
    hant: "{id}  {what}・{name} 提出・{status}",
    hans: "{id}  {what}・{name} 提出・{status}",
  },
  claimIncident: {
    en: "  incident {day}, filed {filed}",
    hant: "  事發 {day}，{filed} 提出",
    hans: "  事发 {day}，{filed} 提出",
  },
  voteLine: { en: "  {name}: {choice}", hant: "  {name}：{choice}", hans: "  {name}：{choice}" },
  group: {
    en: "{count} [count|person shares|people share] your need: {category}. A group of {size} suits them: {names}",
    hant: "有 {count} 人和您有同樣的保障需求：{category}。適合的人數是 {size} 人：{names}",
    hans: "有 {count} 人和您有同样的保障需求：{category}。适合的人数是 {size} 人：{names}",
  },
  othersGroup: {
    en: "{count} [count|person states|people share] a need: {category}. A group of {size} suits them: {names}",
    hant: "有 {count} 人有這項保障需求：{category}。適合的人數是 {size} 人：{names}",
    hans: "有 {count} 人有这项保障需求：{category}。适合的人数是 {size} 人：{names}",
  },
  draft: {
    en: "  a plan for them: up to {benefit}, at most {perYear} a year (the middle of what they want and would pay)",
    hant: "  可提的計畫：最多得到 {benefit}，每年最多付 {perYear}（取大家所要與願付的中位數）",
    hans: "  可提的计划：最多得到 {benefit}，每年最多付 {perYear}（取大家所要与愿付的中位数）",
  },
  proposeHint: { en: "  propose it: {command}", hant: "  提議：{command}", hans: "  提议：{command}" },
  myNeed: {
    en: "Your need: {category}, {benefit}, at most {most} a year, {least} to {largest} people",
    hant: "您的保障需求：{category}，{benefit}，每年最多付 {most}，{least} 至 {largest} 人",
    hans: "您的保障需求：{category}，{benefit}，每年最多付 {most}，{least} 至 {largest} 人",
  },
  worstCase: {
    en: "All of this under the ceilings below, whatever happens:",
    hant: "無論發生什麼事，都以下列上限為準：",
    hans: "无论发生什么事，都以下列上限为准：",
  },
  onlyProvisional: {
    en: "This is not sealed yet, only provisional. Without --sealed you can see it.",
    hant: "這還沒定案，只是暫定。不加 --sealed 就看得到。",
    hans: "这还没定案，只是暂定。不加 --sealed 就看得到。",
  },
} as const satisfies Record<string, Sentence>;
