import type { EventId } from "../../base/id.ts";
import type { Motion, MotionAbout } from "../../state/claim-records.ts";
import type { State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import type { MemberRef } from "../name-book.ts";
import type { ViewSource } from "../view-source.ts";
import { type BallotRow, ballotRow } from "./ballots-view.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type StandingRow, standingRows } from "./standing.ts";

export interface MotionRow {
  /** who puts it */
  readonly by: MemberRef;
  readonly about: MotionAbout;
  readonly plan: { readonly id: string; readonly title: string } | null;
  /** to be expelled */
  readonly member: MemberRef | null;
  readonly status: Motion["status"];
  readonly decidedMs: number | null;
  readonly ballot: BallotRow | null;
}

export interface MotionsView {
  readonly moment: MomentView;
  readonly motions: readonly StandingRow<MotionRow>[];
}

export function motionsView(source: ViewSource): MotionsView {
  const motions = standingRows(source, (state) =>
    [...state.motions.entries()].map(([id, motion]) => [id, motionRow(source, state, id, motion)] as const),
  );
  return { moment: momentView(source), motions };
}

function motionRow(
  source: ViewSource,
  state: State,
  id: string,
  { member, about, status, decidedMs }: Motion,
): MotionRow {
  const { names } = source;
  const plan = "plan" in about ? about.plan : null;
  const ballot = state.ballots.get(id as EventId);
  return {
    by: names.refOf(member),
    about,
    plan: plan === null ? null : { id: plan, title: termsInForce(state, plan).title },
    member: about.kind === "expel" ? names.refOf(about.member) : null,
    status,
    decidedMs,
    ballot: ballot === undefined ? null : ballotRow(source, state, id as EventId, ballot),
  };
}
