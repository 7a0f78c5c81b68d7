import type { MemberId } from "../base/id.ts";
import type { State } from "./state.ts";

/** Contact persons that one member may name. */
export const CONTACTS_MAX = 3;

export function contactKey(member: MemberId, contact: MemberId): string {
  return member + contact;
}

/** How many the member has named, accepted or not. */
export function countNamed(state: State, member: MemberId): number {
  return [...state.contacts.entries(member)].filter(([, { named }]) => named !== null).length;
}
