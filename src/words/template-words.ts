import type { TemplateName } from "../ledger/plan-templates.ts";
import type { Sentence } from "./sentence.ts";

export interface TemplateWords {
  readonly title: Sentence;
  /** one for each tier */
  readonly tiers: readonly Sentence[];
}

function level(amount: number): Sentence {
  return { en: `${amount} a month`, hant: `每月 ${amount}`, hans: `每月 ${amount}` };
}

/** Titles and tiers of the templates; they become part of the terms that people sign. */
export const TEMPLATE_WORDS = {
  illness: {
    title: { en: "Serious illness", hant: "重大疾病互助", hans: "重大疾病互助" },
    tiers: [
      { en: "under 40", hant: "未滿 40 歲", hans: "未满 40 岁" },
      { en: "40 to 59", hant: "40 至 59 歲", hans: "40 至 59 岁" },
    ],
  },
  accident: {
    title: { en: "Accident", hant: "意外互助", hans: "意外互助" },
    tiers: [
      { en: "full", hant: "全額", hans: "全额" },
      { en: "half", hant: "半額", hans: "半额" },
    ],
  },
  "sick-pay": {
    title: { en: "Sick pay", hant: "病假收入互助", hans: "病假收入互助" },
    tiers: [750, 1_000, 1_250, 1_500, 1_750, 2_000, 2_250, 2_500].map(level),
  },
  funeral: {
    title: { en: "Funeral", hant: "喪葬互助", hans: "丧葬互助" },
    tiers: [{ en: "everybody", hant: "所有人", hans: "所有人" }],
  },
  loss: {
    title: { en: "Crop or tools lost", hant: "作物或工具損失互助", hans: "作物或工具损失互助" },
    tiers: [
      { en: "small", hant: "小", hans: "小" },
      { en: "medium", hant: "中", hans: "中" },
      { en: "large", hant: "大", hans: "大" },
    ],
  },
} as const satisfies Record<TemplateName, TemplateWords>;
