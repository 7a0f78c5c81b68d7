import type { MemberId } from "../base/id.ts";
import { isContact } from "./is-contact.ts";
import type { Transfer } from "./money-records.ts";
import type { State } from "./state.ts";

/** Whether a member's word on what was received counts for the payee: they are the payee, or a contact who is not the payer. */
export function speaksFor(
  state: State,
  { from, to }: Pick<Transfer, "from" | "to">,
  member: MemberId,
): boolean {
  return member === to || (member !== from && isContact(state, to, member));
}
