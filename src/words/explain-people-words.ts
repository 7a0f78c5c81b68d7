import type { Sentence } from "./sentence.ts";

/** Steps of joining, of a place asked for, of a member's time, and of motions. */
export const PEOPLE_STEP_WORDS = {
  "place-asked": {
    en: '{by} asked on {at} for a place in "{title}", in tier {tier} (entry {event}).',
    hant: "{by} 於 {at} 申請加入「{title}」，級別 {tier}（紀錄 {event}）。",
    hans: "{by} 于 {at} 申请加入“{title}”，级别 {tier}（记录 {event}）。",
  },
  "place-vouches": {
    en: "Members of the plan let people in by vouching: {count} [count|has|have], {needed} [needed|is|are] needed.",
    hant: "這個計畫由成員作保證人加入：已有 {count} 位，需要 {needed} 位。",
    hans: "这个计划由成员作保证人加入：已有 {count} 位，需要 {needed} 位。",
  },
  "place-until": {
    en: "It is waited for until {at}; then it can be asked for again.",
    hant: "等候到 {at} 為止，之後可以再申請。",
    hans: "等候到 {at} 为止，之后可以再申请。",
  },
  "place-full": {
    en: "The plan is full: {most} members.",
    hant: "計畫已滿：{most} 位成員。",
    hans: "计划已满：{most} 位成员。",
  },
  "place-refused": {
    en: "It came to nothing. It can be asked for again.",
    hant: "未能加入，可以再申請。",
    hans: "未能加入，可以再申请。",
  },
  "join-asked": {
    en: "Invited by {by}, wants to join since {at} (entry {event}).",
    hant: "由 {by} 邀請，{at} 起等候加入（紀錄 {event}）。",
    hans: "由 {by} 邀请，{at} 起等候加入（记录 {event}）。",
  },
  "join-vouches": {
    en: "{count} [count|member vouches|members vouch], the inviter among them; {needed} [needed|is|are] needed.",
    hant: "連同邀請人有 {count} 位保證人，需要 {needed} 位。",
    hans: "连同邀请人有 {count} 位保证人，需要 {needed} 位。",
  },
  "join-voucher": { en: "{by} vouches.", hant: "{by} 作保證人。", hans: "{by} 作保证人。" },
  "join-objections": {
    en: "Members can object until {until}: {count} [count|does|do]; {needed} [needed|keeps|keep] the newcomer out.",
    hant: "{until} 前成員可提出異議：目前 {count} 位，達 {needed} 位即不能加入。",
    hans: "{until} 前成员可提出异议：目前 {count} 位，达 {needed} 位即不能加入。",
  },
  "join-brake": {
    en: "So many joined lately that there is room again on {at} only.",
    hant: "近來加入的人太多，要到 {at} 才有名額。",
    hans: "近来加入的人太多，要到 {at} 才有名额。",
  },
  "join-objected": {
    en: "Too many members objected.",
    hant: "提出異議的成員太多，不能加入。",
    hans: "提出异议的成员太多，不能加入。",
  },
  "member-founder": {
    en: "{member} founded the community.",
    hant: "{member} 是創始成員。",
    hans: "{member} 是创始成员。",
  },
  "member-since": {
    en: "{member} has been a member since {at}, invited by {by}.",
    hant: "{member} 自 {at} 起為成員，邀請人 {by}。",
    hans: "{member} 自 {at} 起为成员，邀请人 {by}。",
  },
  "device-stopped": {
    en: "Device {device} has stopped since {at}: {why} (entry {event}).",
    hant: "裝置 {device} 自 {at} 起停用：{why}（紀錄 {event}）。",
    hans: "设备 {device} 自 {at} 起停用：{why}（记录 {event}）。",
  },
  "member-leaving": {
    en: "Leaves the community, as far as is known on {at}: {why} (entry {event}).",
    hant: "將離開社群，目前預計 {at}：{why}（紀錄 {event}）。",
    hans: "将离开社群，目前预计 {at}：{why}（记录 {event}）。",
  },
  "member-left": {
    en: "Left the community on {at}. What was owed by then is still owed.",
    hant: "已於 {at} 離開社群。在那之前應付的仍須付清。",
    hans: "已于 {at} 离开社群。在那之前应付的仍须付清。",
  },
  "motion-put": {
    en: "{by} put a motion: {kind} (entry {event}).",
    hant: "{by} 提出議案：{kind}（紀錄 {event}）。",
    hans: "{by} 提出议案：{kind}（记录 {event}）。",
  },
  "motion-member": { en: "It is about {member}.", hant: "對象是 {member}。", hans: "对象是 {member}。" },
  "motion-rules": { en: "Rules version {rules}.", hant: "規則版本 {rules}。", hans: "规则版本 {rules}。" },
  "motion-plan": {
    en: 'In the plan "{title}" ({plan}).',
    hant: "所屬計畫「{title}」（{plan}）。",
    hans: "所属计划“{title}”（{plan}）。",
  },
  "motion-passed": {
    en: "It passed on {at}.",
    hant: "於 {at} 通過。",
    hans: "于 {at} 通过。",
  },
  "motion-failed": {
    en: "Nothing changes, as of {at}: it was not agreed, or could no longer be done.",
    hant: "{at} 起一切照舊：議案未獲同意，或已無法執行。",
    hans: "{at} 起一切照旧：议案未获同意，或已无法执行。",
  },
} as const satisfies Record<string, Sentence>;

export const MEMBER_LEAVING_WORDS = {
  resigned: { en: "by their own wish", hant: "自願離開", hans: "自愿离开" },
  expelled: { en: "expelled", hant: "除名", hans: "除名" },
} as const satisfies Record<string, Sentence>;

export const DEVICE_STOPPED_WORDS = {
  frozen: { en: "it signed two histories", hant: "簽了兩份紀錄", hans: "签了两份记录" },
  revoked: { en: "its member took it off", hant: "由本人停用", hans: "由本人停用" },
} as const satisfies Record<string, Sentence>;
