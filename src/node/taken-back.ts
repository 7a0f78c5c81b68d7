import type { AuthenticEvent } from "../events/event.ts";
import type { InviteStatement } from "../events/invite.ts";
import { uninvite } from "../events/kinds/uninvite.ts";
import type { Journal } from "../peer/journal.ts";
import { broughtBy } from "./brought-by.ts";

/** Whether its inviter has taken an invite back in what is held here and not sealed yet: who knows that lets nobody in by it. */
export function isTakenBack(
  journal: Journal,
  { key, inviter }: Pick<InviteStatement, "key" | "inviter">,
): boolean {
  return journal.open.all().some((event) => {
    if (event.kind !== uninvite.name || journal.ownerOf(event.device) !== inviter) return false;
    const body = uninvite.body.read(event.body);
    return body.ok && body.value.invite === key;
  });
}

/** As `isTakenBack`, of the invite that a newcomer's first event came by. */
export function isByOneTakenBack(journal: Journal, first: AuthenticEvent): boolean {
  const by = broughtBy(first);
  return by !== null && "invite" in by && isTakenBack(journal, by.invite);
}
