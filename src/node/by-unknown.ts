import type { AuthenticEvent } from "../events/event.ts";
import { device as deviceKind } from "../events/kinds/device.ts";
import { join } from "../events/kinds/join.ts";
import type { Journal } from "../peer/journal.ts";

/** Whether our books say nothing of whoever brought this device: the device that invited it, or the member whose further device it is. */
export function isByOneUnknown(journal: Journal, first: AuthenticEvent): boolean {
  const { devices, members } = journal.at.ledger.state;
  if (first.kind === join.name) {
    const body = join.body.read(first.body);
    return body.ok && !devices.has(body.value.invite.inviterDevice);
  }
  if (first.kind !== deviceKind.name) return false;
  const body = deviceKind.body.read(first.body);
  return body.ok && !members.has(body.value.member);
}
