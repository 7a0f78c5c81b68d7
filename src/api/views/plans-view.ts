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
  /** since when it has too few members */
  readonly underMs: number | null;
  /** since when it closes, and until when older incidents are taken */
  readonly closed: { readonly atMs: number; readonly untilMs: number } | null;
  /** the reader's own place, their adoption of a proposed plan, or the place they asked for */
  readonly mine: {
    readonly ref: string;
    readonly tier: number;
    readonly state: PlaceState | "adopted" | "asked";
    readonly coversFromMs: number | null;
    /** when they leave, as far as is decided */
    readonly leavesMs: number | null;
  } | null;
  /** what the reader owes to it from payments that lapsed and were not called yet; minor units */
  readonly owed: number;
}

export interface PlanFull extends PlanRow {
  readonly terms: Terms;
  readonly termsHash: string;
  readonly version: number;
  /** terms that hold later */
  readonly coming: { readonly fromMs: number; readonly terms: Terms } | null;
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
      const terms = termsInForce(state, id);
      const coming = comingTerms(state, id);
      return { ...planRow(source, state, id, record), terms, termsHash, version, coming };
    },
    id,
  );
  return { moment: momentView(source), id, plan };
}

function planRow({ names, service }: ViewSource, state: State, id: PlanId, plan: Plan): PlanRow {
  const { title, category, minMembers, runOffMs } = termsInForce(state, id);
  const { status, proposer, adopted, enrolled, openedMs, underMs, closedMs } = plan;
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
    ...{ openedMs, underMs },
    closed: closedMs === null ? null : { atMs: closedMs, untilMs: closedMs + runOffMs },
    mine,
    owed: member === null ? 0 : (state.arrears.get(id + member)?.amount ?? 0),
  };
}

/** A plan that closes keeps the terms it closed with. */
function comingTerms(state: State, id: PlanId): PlanFull["coming"] {
  if (state.plans.must(id).status !== "open") return null;
  const { throughMs } = communityOf(state);
  const [first] = [...state.terms.entries(id)].flatMap(([, { fromMs, terms }]) =>
    fromMs > throughMs ? [{ fromMs, terms }] : [],
  );
  return first ?? null;
}

function mineIn(state: State, plan: PlanId, member: MemberId): PlanRow["mine"] {
  const asked = state.applications.get(plan + member);
  if (asked?.status === "waiting")
    return { ref: asked.event, tier: asked.tier, state: "asked", coversFromMs: null, leavesMs: null };
  const [spell] = spellsOf(state, plan, member);
  if (spell !== undefined) {
    const { event: ref, tier, coversFromMs, leavesMs } = spell;
    return { ref, tier, state: placeState(spell, communityOf(state).throughMs), coversFromMs, leavesMs };
  }
  const adoption = state.adoptions.get(plan + member);
  if (adoption === undefined) return null;
  return { ref: adoption.event, tier: adoption.tier, state: "adopted", coversFromMs: null, leavesMs: null };
}
