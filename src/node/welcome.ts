import type { DeviceKey } from "../base/id.ts";
import type { Journal } from "../peer/journal.ts";
import { deviceStanding } from "../state/network-access.ts";

/** What a device that proved itself is to this node. member: of the roll; guest: a newcomer, or one who left and settles. */
export type Welcome = "member" | "guest";

/** Undefined: it is not served. While we know nothing, anybody who has the network key may tell us. */
export function welcomeOf(journal: Journal | null, device: string): Welcome | undefined {
  if (journal === null) return "member";
  const key = device as DeviceKey;
  switch (deviceStanding(journal.at.ledger.state, key)) {
    case "member":
      return "member";
    case "settling":
      return "guest";
    case "out":
      return undefined;
    case undefined:
      return journal.isNewcomer(key) ? "guest" : undefined;
  }
}

/** Whether it is a member's by the roll as it is now; while we know nothing, nobody's is. */
export function isMemberNow(journal: Journal | null, device: string): boolean {
  return journal !== null && welcomeOf(journal, device) === "member";
}

/** A newcomer's node that has none of its community's own seals: the roll it knows ends where the community begins. */
export function isUntold(journal: Journal, own: DeviceKey): boolean {
  return journal.height === journal.begunAt && journal.ownerOf(own) === undefined;
}

/** As `welcomeOf`, of a node whose own device is `own`; to an untold newcomer whoever its roll says nothing of may go on telling. */
export function welcomeTo(own: DeviceKey, journal: Journal | null, device: string): Welcome | undefined {
  if (journal === null || journal.at.ledger.state.devices.has(device)) return welcomeOf(journal, device);
  return welcomeOf(journal, device) ?? (isUntold(journal, own) ? "guest" : undefined);
}
