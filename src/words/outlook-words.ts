import type { Sentence } from "./sentence.ts";

/** What a share can come to, and what became of shares so far. */
export const OUTLOOK_WORDS = {
  head: { en: "Outlook for {title}", hant: "{title} 的展望", hans: "{title} 的展望" },
  tier: {
    en: "Tier {index}, {name}: you get up to {benefit}; you pay at most {perPeriod} a period and {perYear} a year",
    hant: "級別 {index}（{name}）：您最多可得 {benefit}；每期最多付 {perPeriod}，每年最多付 {perYear}",
    hans: "级别 {index}（{name}）：您最多可得 {benefit}；每期最多付 {perPeriod}，每年最多付 {perYear}",
  },
  next: {
    en: "  Your next share, on {end}: {least} to {most}, by what is known now; never more than {ceiling}",
    hant: "  您的下一期分攤額（{end}）：依目前所知 {least} 至 {most}，無論如何不超過 {ceiling}",
    hans: "  您的下一期分摊额（{end}）：依目前所知 {least} 至 {most}，无论如何不超过 {ceiling}",
  },
  asIf: {
    en: "  If you were in it now and had waited, your share on {end} would be {least} to {most}, by what is known now; never more than {ceiling}",
    hant: "  若您已在計畫中且等待期已過，{end} 的分攤額依目前所知為 {least} 至 {most}，無論如何不超過 {ceiling}",
    hans: "  若您已在计划中且等待期已过，{end} 的分摊额依目前所知为 {least} 至 {most}，无论如何不超过 {ceiling}",
  },
  known: {
    en: "  Final: {final} (cases: {finalCases}). Under vote or notice: {open} (cases: {openCases}).",
    hant: "  已確定：{final}（{finalCases} 案）。表決或公示中：{open}（{openCases} 案）。",
    hans: "  已确定：{final}（{finalCases} 案）。表决或公示中：{open}（{openCases} 案）。",
  },
  nothingYet: {
    en: "  Nothing is shared by you at the next period's end.",
    hant: "  下一期結束時，您不需分攤。",
    hans: "  下一期结束时，您不需分摊。",
  },
  noPeriods: {
    en: "Nothing has been shared in this plan so far.",
    hant: "這個計畫至今沒有分攤過。",
    hans: "这个计划至今没有分摊过。",
  },
  period: {
    en: "{from} to {to}: {members} [members|member|members], {claims} [claims|claim|claims], {aid} aid, {perWeight} per unit of weight",
    hant: "{from} 至 {to}：{members} 位成員，{claims} 筆申請，互助金 {aid}，每份權重 {perWeight}",
    hans: "{from} 至 {to}：{members} 位成员，{claims} 笔申请，互助金 {aid}，每份权重 {perWeight}",
  },
  madeGood: {
    en: "  of that, {amount} made good what others had not paid",
    hant: "  其中 {amount} 補上他人未付的款項",
    hans: "  其中 {amount} 补上他人未付的款项",
  },
  carried: { en: "Who carried whom so far:", hant: "至今誰幫了誰：", hans: "至今谁帮了谁：" },
  tierCarried: {
    en: "  {name}: shares of {paidIn}, aid of {received} (by weight alone the aid would have been {expected})",
    hant: "  {name}：分攤 {paidIn}，得到互助金 {received}（若只按權重，互助金應為 {expected}）",
    hans: "  {name}：分摊 {paidIn}，得到互助金 {received}（若只按权重，互助金应为 {expected}）",
  },
  more: {
    en: "New claims can add to this; the ceilings hold whatever happens.",
    hant: "新的申請會使金額增加，但無論如何不超過上限。",
    hans: "新的申请会使金额增加，但无论如何不超过上限。",
  },
} as const satisfies Record<string, Sentence>;
