import { toHex } from "../../base/bytes.ts";
import { tierOutlook } from "../../ledger/outlook.ts";
import type { GatheredPreview, ToldPreview } from "../../node/gather-preview.ts";
import type { Terms } from "../../state/plan-records.ts";
import type { Charter } from "../../state/records.ts";

/** What an invitee sees of a community; null where nobody answered. Amounts in minor units. */
export interface PreviewView {
  readonly by: ToldPreview["by"];
  readonly differing: boolean;
  readonly members: number;
  readonly height: number;
  readonly sealId: string | null;
  readonly throughMs: number;
  readonly charter: Charter;
  readonly plans: readonly PreviewPlan[];
  readonly morePlans: number;
  /** at worst in a year by all these plans together, with the smallest and with the largest place in each */
  readonly worstPerYear: { readonly least: number; readonly most: number };
  /** the answer as it was signed, in hexadecimal: it shows who told this */
  readonly frame: string;
}

export interface PreviewPlan {
  readonly id: string;
  readonly title: string;
  readonly enrolled: number;
  readonly terms: Terms;
  readonly tiers: readonly ReturnType<typeof tierOutlook>[];
}

export function previewView(gathered: GatheredPreview): PreviewView | null {
  if (gathered.found !== "preview") return null;
  const { told, differing } = gathered;
  const { preview, by, frame } = told;
  const { plans, ...rest } = preview;
  const shown = plans.map(({ id, enrolled, terms }) => {
    const tiers = terms.tiers.map((_, index) => tierOutlook(terms, index));
    return { id, title: terms.title, enrolled, terms, tiers };
  });
  const perYear = (pick: (...amounts: readonly number[]) => number) =>
    shown.reduce((sum, plan) => sum + pick(...plan.tiers.map((tier) => tier.perYear)), 0);
  const worstPerYear = { least: perYear(Math.min), most: perYear(Math.max) };
  return { by, differing, ...rest, plans: shown, worstPerYear, frame: toHex(frame) };
}
