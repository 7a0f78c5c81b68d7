import { TEMPLATES, type TemplateName } from "../ledger/plan-templates.ts";
import type { Terms } from "../state/plan-records.ts";
import type { Lang } from "../words/language.ts";
import { sayOpen } from "../words/sentence.ts";
import { TEMPLATE_WORDS, type TemplateWords } from "../words/template-words.ts";

/** A template's terms, with its title and tiers in the reader's language. */
export function templateIn(lang: Lang, name: TemplateName, digits: number): Terms {
  const terms = TEMPLATES[name](digits);
  const { title, tiers }: TemplateWords = TEMPLATE_WORDS[name];
  const nameOf = (index: number, name: string) => {
    const sentence = tiers[index];
    return sentence === undefined ? name : sayOpen(lang, sentence, {});
  };
  return {
    ...terms,
    title: sayOpen(lang, title, {}),
    tiers: terms.tiers.map((tier, index) => ({ ...tier, name: nameOf(index, tier.name) })),
  };
}
