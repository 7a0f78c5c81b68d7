import type { State } from "../../state/state.ts";
import type { MemberRef } from "../name-book.ts";
import { sealedState, type ViewSource } from "../view-source.ts";
import { type FrozenDevice, frozenDevices } from "./frozen-view.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type StandingRow, standingRows } from "./standing.ts";

export interface MemberRow {
  readonly member: MemberRef;
  readonly sinceMs: number;
  readonly invitedBy: MemberRef | null;
  /** has a seat among the next seal's witnesses */
  readonly isWitness: boolean;
}

export interface MembersView {
  readonly moment: MomentView;
  readonly members: readonly StandingRow<MemberRow>[];
  /** by what is sealed */
  readonly frozen: readonly FrozenDevice[];
}

export function membersView(source: ViewSource): MembersView {
  const members = standingRows(source, (state) => rowsOf(source, state));
  return { moment: momentView(source), members, frozen: frozenDevices(source, sealedState(source)) };
}

function rowsOf({ names }: ViewSource, state: State): readonly (readonly [string, MemberRow])[] {
  const witnesses = new Set([...state.seats.entries()].map(([, { member }]) => member));
  return [...state.members.entries()].map(([id, { sinceMs, invitedBy }]) => {
    const by = invitedBy === null ? null : names.refOf(invitedBy);
    return [id, { member: names.refOf(id), sinceMs, invitedBy: by, isWitness: witnesses.has(id) }] as const;
  });
}
