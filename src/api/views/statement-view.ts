import type { MemberId } from "../../base/id.ts";
import { dayOf, dayText } from "../../calendar/calendar.ts";
import { type PeriodLines, type PlaceState, type PlanLines, statement } from "../../ledger/statement.ts";
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
  readonly aid: readonly { readonly ref: string; readonly claim: string; readonly amount: number }[];
}

export interface PlanLinesView {
  readonly plan: string;
  readonly title: string;
  readonly place: { readonly ref: string; readonly state: PlaceState; readonly coversFromMs: number } | null;
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
  return {
    moment: momentView(source),
    member: source.names.refOf(member),
    plans: standingOf(source, (state) => plansOf(state, member, period)),
    toPay: transferRows(source, (from) => from === member),
    toReceive: transferRows(source, (_, to) => to === member),
  };
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
  { plan, title, place, periods }: PlanLines,
  wanted: string | undefined,
): PlanLinesView {
  const shown = periods.filter((each) => wanted === undefined || touches(state, each, wanted));
  return {
    plan,
    title,
    place:
      place === null ? null : { ref: place.id, state: place.state, coversFromMs: place.spell.coversFromMs },
    periods: shown.map(({ startMs, endMs, share, aid }) => ({
      startMs,
      endMs,
      share: share === null ? null : { ref: postingRef(share.id), amount: share.amount },
      aid: aid.map(({ id, claim, amount }) => ({ ref: postingRef(id), claim, amount })),
    })),
  };
}

function touches(state: State, { startMs, endMs }: PeriodLines, wanted: string): boolean {
  const { utcOffsetMinutes } = charterOf(state);
  return [startMs, endMs - 1].some((ms) => dayText(dayOf(ms, utcOffsetMinutes)).startsWith(wanted));
}
