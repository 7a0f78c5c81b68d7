import type { AuthenticEvent } from "../events/event.ts";
import type { Journal } from "../peer/journal.ts";
import { broughtBy } from "./brought-by.ts";

/** Whether our books say nothing of whoever brought this device: the device that invited it, or the member whose further device it is. */
export function isByOneUnknown(journal: Journal, first: AuthenticEvent): boolean {
  const { devices, members } = journal.at.ledger.state;
  const by = broughtBy(first);
  if (by === null) return false;
  return "invite" in by ? !devices.has(by.invite.inviterDevice) : !members.has(by.member);
}
