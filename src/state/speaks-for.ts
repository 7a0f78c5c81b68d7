import type { MemberId } from "../base/id.ts";
import { isContact } from "./is-contact.ts";
import type { State } from "./state.ts";

/** Whether a member's word on what was received counts for the payee: they are the payee, or a contact of theirs. */
export function speaksFor(state: State, payee: MemberId, member: MemberId): boolean {
  return member === payee || isContact(state, payee, member);
}
