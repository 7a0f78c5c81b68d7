import type { MemberId } from "../../base/id.ts";
import { dayOf, dayText } from "../../calendar/calendar.ts";
import { type PeriodLines, type PlaceState, type PlanLines, statement } from "../../ledger/statement.ts";
import type { Transfer } from "../../state/money-records.ts";
import { charterOf, type State } from "../../state/state.ts";
import type { MemberRef } from "../name-book.ts";
import { postingRef } from "../posting-ref.ts";
import type { ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type Standing, type StandingRow, standingOf } from "./standing.ts";
import { type TransferRow, transferRows } from "./transfers-view.ts";

/** Every `ref` can be given to `explain`. */
export interface PeriodView {
  readonly startMs: number;
  readonly endMs: number;
  readonly share: { readonly ref: string; readonly amount: number } | null;
  /** an earlier debt that was called */
  readonly arrears: { readonly ref: string; readonly amount: number } | null;
  readonly aid: readonly { readonly ref: string; readonly claim: string; readonly amount: number }[];
  readonly madeGood: readonly { readonly ref: string; readonly transfer: string; readonly amount: number }[];
  /** positive: got in all */
  readonly net: number;
}

export interface PlanLinesView {
  readonly plan: string;
  readonly title: string;
  readonly place: { readonly ref: string; readonly state: PlaceState; readonly coversFromMs: number } | null;
  /** of payments that lapsed, not called yet */
  readonly owed: number;
  readonly periods: readonly PeriodView[];
}

export interface StatementView {
  readonly moment: MomentView;
  readonly member: MemberRef;
  readonly plans: Standing<readonly PlanLinesView[]> | undefined;
  readonly toPay: readonly StandingRow<TransferRow>[];
  readonly toReceive: readonly StandingRow<TransferRow>[];
}

/** One member's lines; with `period`, such as "2026-11", only of periods that touch it. */
export function statementView(
  source: ViewSource,
  member: MemberId,
  period: string | undefined,
): StatementView {
  const isShown = (state: State, { height }: Transfer) =>
    period === undefined || heightsOf(state, member, period).has(height);
  return {
    moment: momentView(source),
    member: source.names.refOf(member),
    plans: standingOf(source, (state) => plansOf(state, member, period)),
    toPay: transferRows(source, (each, state) => each.from === member && isShown(state, each)),
    toReceive: transferRows(source, (each, state) => each.to === member && isShown(state, each)),
  };
}

/** The seals that divided a period that is wanted: their transfers are these periods' and no others'. */
function heightsOf(state: State, member: MemberId, wanted: string): ReadonlySet<number> {
  const periods = statement(state, member).plans.flatMap((lines) => lines.periods);
  return new Set(periods.filter((each) => touches(state, each, wanted)).map(({ height }) => height));
}

function plansOf(
  state: State,
  member: MemberId,
  period: string | undefined,
): readonly PlanLinesView[] | null {
  if (!state.members.has(member)) return null;
  return statement(state, member).plans.map((lines) => planLinesView(state, lines, period));
}

function planLinesView(
  state: State,
  { plan, title, place, owed, periods }: PlanLines,
  wanted: string | undefined,
): PlanLinesView {
  const shown = periods.filter((each) => wanted === undefined || touches(state, each, wanted));
  return {
    plan,
    title,
    place:
      place === null ? null : { ref: place.id, state: place.state, coversFromMs: place.spell.coversFromMs },
    owed,
    periods: shown.map(({ startMs, endMs, share, arrears, aid, madeGood, net }) => ({
      startMs,
      endMs,
      share: refOf(share),
      arrears: refOf(arrears),
      aid: aid.map(({ id, claim, amount }) => ({ ref: postingRef(id), claim, amount })),
      madeGood: madeGood.map(({ id, transfer, amount }) => ({ ref: postingRef(id), transfer, amount })),
      net,
    })),
  };
}

function refOf(line: PeriodLines["share"]): PeriodView["share"] {
  return line === null ? null : { ref: postingRef(line.id), amount: line.amount };
}

function touches(state: State, { startMs, endMs }: PeriodLines, wanted: string): boolean {
  const { utcOffsetMinutes } = charterOf(state);
  return [startMs, endMs - 1].some((ms) => dayText(dayOf(ms, utcOffsetMinutes)).startsWith(wanted));
}
