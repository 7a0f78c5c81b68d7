import type { MemberId } from "../../base/id.ts";
import { objectionsEndMs, objectorsOf, vouchersOf, vouchesNeeded } from "../../state/joining.ts";
import { type MemberState, memberState } from "../../state/member-state.ts";
import type { State } from "../../state/state.ts";
import type { MemberRef } from "../name-book.ts";
import { provisionalState, sealedState, type ViewSource } from "../view-source.ts";
import { type FrozenDevice, frozenDevices } from "./frozen-view.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type StandingRow, standingRows } from "./standing.ts";

export interface MemberRow {
  readonly member: MemberRef;
  readonly sinceMs: number;
  readonly invitedBy: MemberRef | null;
  /** has a seat among the next seal's witnesses */
  readonly isWitness: boolean;
  readonly state: MemberState;
  /** when they leave or left the community */
  readonly leavesMs: number | null;
}

/** Somebody who wants to join, or was not let in. */
export interface JoinerRow {
  readonly inviter: MemberRef;
  readonly sinceMs: number;
  readonly state: MemberState;
  readonly vouches: number;
  readonly vouchesNeeded: number;
  readonly objections: number;
  readonly objectionsUntilMs: number;
}

/** Whom the reader stands for, and who stands for them, as things stand. */
export interface StandIns {
  readonly contacts: readonly ContactRow[];
  readonly contactOf: readonly ContactRow[];
  readonly delegate: MemberRef | null;
}

export interface ContactRow {
  readonly member: MemberRef;
  /** both have said so */
  readonly holds: boolean;
}

export interface MembersView {
  readonly moment: MomentView;
  readonly members: readonly StandingRow<MemberRow>[];
  readonly joiners: readonly StandingRow<JoinerRow>[];
  readonly mine: StandIns;
  /** by what is sealed */
  readonly frozen: readonly FrozenDevice[];
}

export function membersView(source: ViewSource): MembersView {
  return {
    moment: momentView(source),
    members: standingRows(source, (state) => rowsOf(source, state)),
    joiners: standingRows(source, (state) => joinersOf(source, state)),
    mine: standIns(source),
    frozen: frozenDevices(source, sealedState(source)),
  };
}

function joinersOf({ names }: ViewSource, state: State): readonly (readonly [string, JoinerRow])[] {
  return [...state.joiners.entries()].map(([key, joiner]) => {
    const id = key as MemberId;
    const row = {
      inviter: names.refOf(joiner.inviter),
      sinceMs: joiner.sinceMs,
      state: memberState(state, id) ?? "joining",
      vouches: vouchersOf(state, id, joiner).length,
      vouchesNeeded: vouchesNeeded(state),
      objections: objectorsOf(state, id).length,
      objectionsUntilMs: objectionsEndMs(state, joiner),
    };
    return [key, row] as const;
  });
}

function standIns(source: ViewSource): StandIns {
  const { service, names } = source;
  const state = provisionalState(source);
  const self = service.member();
  if (self === null) return { contacts: [], contactOf: [], delegate: null };
  const rows = [...state.contacts.entries()].map(([key, { named, accepted }]) => ({
    member: key.slice(0, self.length) as MemberId,
    contact: key.slice(self.length) as MemberId,
    holds: named !== null && accepted !== null,
  }));
  const to = state.delegations.get(self)?.to;
  return {
    contacts: rows.flatMap(({ member, contact, holds }) =>
      member === self ? [{ member: names.refOf(contact), holds }] : [],
    ),
    contactOf: rows.flatMap(({ member, contact, holds }) =>
      contact === self ? [{ member: names.refOf(member), holds }] : [],
    ),
    delegate: to === undefined ? null : names.refOf(to),
  };
}

function rowsOf(source: ViewSource, state: State): readonly (readonly [string, MemberRow])[] {
  const { names } = source;
  // who seals next is sealed already; who signed on since makes no member's line provisional
  const witnesses = new Set([...sealedState(source).seats.entries()].map(([, { member }]) => member));
  return [...state.members.entries()].map(([id, { sinceMs, invitedBy, leaving, leftMs }]) => {
    const row = {
      member: names.refOf(id),
      sinceMs,
      invitedBy: invitedBy === null ? null : names.refOf(invitedBy),
      isWitness: witnesses.has(id),
      state: memberState(state, id) ?? "member",
      leavesMs: leftMs ?? leaving?.atMs ?? null,
    };
    return [id, row] as const;
  });
}
