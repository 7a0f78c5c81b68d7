import type { Sentence } from "./sentence.ts";

/** The lines of a charter's plain summary. */
export const CHARTER_WORDS = {
  money: {
    en: "Amounts are in {currency}; days and periods go by UTC{offset}",
    hant: "金額以 {currency} 計；日期與分攤期依 UTC{offset}",
    hans: "金额以 {currency} 计；日期与分摊期依 UTC{offset}",
  },
  inviteAlone: {
    en: "An invite by one member lets somebody in",
    hant: "一位成員邀請，即可加入",
    hans: "一位成员邀请，即可加入",
  },
  vouches: {
    en: "Until there are ten members an invite alone lets somebody in; from then on {vouches} members must vouch, of whom the inviter is one",
    hant: "不到十位成員時，受邀即可加入；之後須有 {vouches} 位保證人，邀請人算其中一位",
    hans: "不到十位成员时，受邀即可加入；之后须有 {vouches} 位保证人，邀请人算其中一位",
  },
  noObjections: {
    en: "Nobody can object to a newcomer",
    hant: "不能對新成員提出異議",
    hans: "不能对新成员提出异议",
  },
  objections: {
    en: "A newcomer waits for {time}; if in that time members object, {objections} of them or more, the newcomer stays out",
    hant: "新成員須等 {time}；期間內有 {objections} 位以上成員提出異議，即不能加入",
    hans: "新成员须等 {time}；期间内有 {objections} 位以上成员提出异议，即不能加入",
  },
  growth: {
    en: "In any {every} one member can bring in {perMember}; in all at most {part} of the members come in, or {atLeast} where that is more. The founder's first invites do not count",
    hant: "每 {every}內，一位成員最多帶進 {perMember} 人；總共最多增加成員的 {part} 或 {atLeast} 人，以較多者為準。發起人最初的邀請不算在內",
    hans: "每 {every}内，一位成员最多带进 {perMember} 人；总共最多增加成员的 {part} 或 {atLeast} 人，以较多者为准。发起人最初的邀请不算在内",
  },
  seals: {
    en: "What members sign is final once it is sealed, every {every} at most, while enough of them are there; whose turn it is to propose is waited for {rank}, and a try takes {round}",
    hant: "成員簽署的內容定案後才算數，在線的人足夠時最多每 {every}定案一次；輪到提議的人等 {rank}，每一輪 {round}",
    hans: "成员签署的内容定案后才算数，在线的人足够时最多每 {every}定案一次；轮到提议的人等 {rank}，每一轮 {round}",
  },
  seats: {
    en: "A member whose computer is there helps to seal after {after}; whoever is not heard of for {expiry} gives up the seat",
    hant: "成員的電腦在線，{after}後即可參與定案；{expiry}沒有消息即讓出席位",
    hans: "成员的电脑在线，{after}后即可参与定案；{expiry}没有消息即让出席位",
  },
  seatsAtOnce: {
    en: "A member whose computer is there helps to seal at once; whoever is not heard of for {expiry} gives up the seat",
    hant: "成員的電腦在線，隨即可參與定案；{expiry}沒有消息即讓出席位",
    hans: "成员的电脑在线，随即可参与定案；{expiry}没有消息即让出席位",
  },
  recovery: {
    en: "If nothing is sealed for {recovery} (with fewer than ten members 14 days are enough), those who are there can go on without the others",
    hant: "若 {recovery}沒有定案（不到十位成員時 14 天即可），在的人可以不等其他人繼續下去",
    hans: "若 {recovery}没有定案（不到十位成员时 14 天即可），在的人可以不等其他人继续下去",
  },
  changes: {
    en: "The members can change these rules, but never the currency: half of them must vote, and two thirds of yes and no be yes",
    hant: "成員可以修改這些規則，但幣別不變：須有一半的人投票，同意須達同意與不同意總數的三分之二",
    hans: "成员可以修改这些规则，但币种不变：须有一半的人投票，同意须达同意与不同意总数的三分之二",
  },
} as const satisfies Record<string, Sentence>;
