import type { MemberId } from "../base/id.ts";
import type { State } from "./state.ts";

/** Whether `other` may act for this member: the one has named them, and they have accepted. */
export function isContact(state: State, member: MemberId, other: MemberId): boolean {
  const contact = state.contacts.get(member + other);
  return contact !== undefined && contact.named !== null && contact.accepted !== null;
}
