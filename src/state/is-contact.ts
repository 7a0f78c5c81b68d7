import type { MemberId } from "../base/id.ts";
import { isOnRoll } from "./on-roll.ts";
import type { State } from "./state.ts";

/** Whether `other` may act for this member: the one has named them, they have accepted, and are on the roll. */
export function isContact(state: State, member: MemberId, other: MemberId): boolean {
  const contact = state.contacts.get(member + other);
  if (contact === undefined || contact.named === null || contact.accepted === null) return false;
  return isOnRoll(state, other);
}
