import type { PlanId } from "../../base/id.ts";
import { type NextShare, nextShare, type TierOutlook, tierOutlook } from "../../ledger/outlook.ts";
import { type Past, pastOf } from "../../ledger/past-periods.ts";
import { currentSpell } from "../../state/spells.ts";
import type { State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import type { ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type Standing, standingOf } from "./standing.ts";

export interface OutlookView {
  readonly moment: MomentView;
  readonly id: PlanId;
  readonly outlook: Standing<PlanOutlook> | undefined;
}

export interface PlanOutlook extends Past {
  readonly title: string;
  /** the reader's own tier, or the one asked about; every tier where neither is known */
  readonly mine: readonly (TierOutlook & {
    /** null: not open yet, or nothing is shared by them then */
    readonly next: NextShare | null;
    /** the reader has this place; else it is as if they had, and had waited */
    readonly isMember: boolean;
  })[];
}

/** `tier`: as if the reader took that one; null: as they stand. */
export function outlookView(source: ViewSource, id: PlanId, tier: number | null): OutlookView {
  const outlook = standingOf(
    source,
    (state) => (state.plans.has(id) ? planOutlook(source, state, id, tier) : null),
    id,
  );
  return { moment: momentView(source), id, outlook };
}

function planOutlook(
  { service }: ViewSource,
  state: State,
  plan: PlanId,
  wanted: number | null,
): PlanOutlook {
  const terms = termsInForce(state, plan);
  const self = service.member();
  const spell = self === null ? undefined : currentSpell(state, plan, self);
  const past = pastOf(state, plan);
  if (wanted === null && self !== null && spell !== undefined) {
    const next = nextShare(state, plan, { member: self, tier: null });
    return {
      title: terms.title,
      mine: [{ ...tierOutlook(terms, spell.tier), next, isMember: true }],
      ...past,
    };
  }
  const tiers = wanted === null ? terms.tiers.map((_, index) => index) : [wanted];
  const mine = tiers.map((tier) => {
    const next = nextShare(state, plan, { member: self, tier });
    return { ...tierOutlook(terms, tier), next, isMember: false };
  });
  return { title: terms.title, mine, ...past };
}
