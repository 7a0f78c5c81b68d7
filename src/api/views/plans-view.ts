import type { MemberId, PlanId } from "../../base/id.ts";
import { type PlaceState, placeState } from "../../ledger/statement.ts";
import type { Plan, Terms } from "../../state/plan-records.ts";
import { spellsOf } from "../../state/spells.ts";
import { communityOf, type State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import type { MemberRef } from "../name-book.ts";
import type { ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type Standing, type StandingRow, standingOf, standingRows } from "./standing.ts";

export interface PlanRow {
  readonly title: string;
  readonly category: Terms["category"];
  readonly status: Plan["status"];
  readonly proposer: MemberRef;
  readonly adopted: number;
  readonly enrolled: number;
  readonly minMembers: number;
  readonly openedMs: number | null;
  /** the reader's own place, or their adoption of a proposed plan */
  readonly mine: {
    readonly tier: number;
    readonly state: PlaceState | "adopted";
    readonly coversFromMs: number | null;
  } | null;
}

export interface PlanFull extends PlanRow {
  readonly terms: Terms;
  readonly termsHash: string;
  readonly version: number;
}

export interface PlansView {
  readonly moment: MomentView;
  readonly plans: readonly StandingRow<PlanRow>[];
}

export interface PlanView {
  readonly moment: MomentView;
  readonly id: PlanId;
  readonly plan: Standing<PlanFull> | undefined;
}

export function plansView(source: ViewSource): PlansView {
  const plans = standingRows(source, (state) =>
    [...state.plans.entries()].map(([id, plan]) => [id, planRow(source, state, id, plan)] as const),
  );
  return { moment: momentView(source), plans };
}

export function planView(source: ViewSource, id: PlanId): PlanView {
  const plan = standingOf(
    source,
    (state) => {
      const record = state.plans.get(id);
      if (record === undefined) return null;
      const { termsHash, version } = record;
      return { ...planRow(source, state, id, record), terms: termsInForce(state, id), termsHash, version };
    },
    id,
  );
  return { moment: momentView(source), id, plan };
}

function planRow({ names, service }: ViewSource, state: State, id: PlanId, plan: Plan): PlanRow {
  const { title, category, minMembers } = termsInForce(state, id);
  const { status, proposer, adopted, enrolled, openedMs } = plan;
  const member = service.member();
  const mine = member === null ? null : mineIn(state, id, member);
  return {
    title,
    category,
    status,
    proposer: names.refOf(proposer),
    adopted,
    enrolled,
    minMembers,
    openedMs,
    mine,
  };
}

function mineIn(state: State, plan: PlanId, member: MemberId): PlanRow["mine"] {
  const [spell] = spellsOf(state, plan, member);
  if (spell !== undefined) {
    const { tier, coversFromMs } = spell;
    return { tier, state: placeState(spell, communityOf(state).throughMs), coversFromMs };
  }
  const adoption = state.adoptions.get(plan + member);
  return adoption === undefined ? null : { tier: adoption.tier, state: "adopted", coversFromMs: null };
}
