import { toHex } from "../../base/bytes.ts";
import { type TierOutlook, tierOutlook } from "../../ledger/outlook.ts";
import { checkWords } from "../../node/check-words.ts";
import type { GatheredPreview, ToldPreview } from "../../node/gather-preview.ts";
import type { Invite } from "../../node/invite-text.ts";
import type { Terms } from "../../state/plan-records.ts";
import type { Charter } from "../../state/records.ts";

/** What an invitee sees before they join. Amounts in minor units. */
export interface PreviewView {
  /** what the line itself says */
  readonly community: string;
  readonly title: string;
  readonly currency: string;
  /** an empty name: they have told none */
  readonly inviter: { readonly id: string; readonly name: string };
  readonly expiresMs: number;
  readonly checkWords: readonly string[];
  readonly addresses: number;
  /** null: nobody at its addresses answered */
  readonly told: ToldView | null;
}

export interface ToldView {
  readonly by: ToldPreview["by"];
  /** of what several told by one seal, not all was the same */
  readonly differing: boolean;
  readonly members: number;
  readonly height: number;
  readonly sealId: string | null;
  readonly throughMs: number;
  readonly charter: Charter;
  readonly plans: readonly PreviewPlan[];
  /** open plans that did not fit */
  readonly morePlans: number;
  /** the answer as it was signed, in hexadecimal: it shows who told this */
  readonly frame: string;
}

export interface PreviewPlan {
  readonly id: string;
  readonly title: string;
  readonly enrolled: number;
  readonly terms: Terms;
  readonly tiers: readonly TierOutlook[];
}

/** `line` as it was sent. */
export function previewView(invite: Invite, line: string, gathered: GatheredPreview): PreviewView {
  const { community, title, currency, inviterName, given, addresses } = invite;
  const { inviter, expiresMs } = given.statement;
  return {
    community,
    title,
    currency,
    inviter: { id: inviter, name: inviterName },
    expiresMs,
    checkWords: checkWords(line),
    addresses: addresses.length,
    told: gathered.found === "preview" ? toldView(gathered.told, gathered.differing) : null,
  };
}

function toldView({ preview, by, frame }: ToldPreview, differing: boolean): ToldView {
  const { plans, ...rest } = preview;
  const shown = plans.map(({ id, enrolled, terms }) => {
    const tiers = terms.tiers.map((_, index) => tierOutlook(terms, index));
    return { id, title: terms.title, enrolled, terms, tiers };
  });
  return { by, differing, ...rest, plans: shown, frame: toHex(frame) };
}
