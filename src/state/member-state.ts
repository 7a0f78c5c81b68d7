import type { MemberId } from "../base/id.ts";
import type { State } from "./state.ts";

export const MEMBER_STATES = ["joining", "objected", "member", "leaving", "left"] as const;

export type MemberState = (typeof MEMBER_STATES)[number];

/** Where somebody stands, by the id of their `join`: one answer for every screen; undefined: nobody has joined by it. */
export function memberState(state: State, member: MemberId): MemberState | undefined {
  const known = state.members.get(member);
  if (known === undefined) {
    const joiner = state.joiners.get(member);
    return joiner === undefined ? undefined : joiner.status === "waiting" ? "joining" : "objected";
  }
  if (known.leftMs !== null) return "left";
  return known.leaving === null ? "member" : "leaving";
}
