import type { DeviceKey, EventId, MemberId } from "../base/id.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import type { Seat } from "../state/records.ts";

/** The witnesses known to hold all of these entries, by member id; of no entries: those who have reported at all. */
export type SeenBy = (ids: Iterable<EventId>) => readonly MemberId[];

/**
 * Who has seen what, for people's eyes: a seat has seen what its report for the height under way holds, and the
 * seat of our own device whatever is asked about, since it is held here. No rule follows from it.
 */
export function seenBy(
  seats: readonly Seat[],
  messages: Iterable<SignedSealMessage>,
  own: DeviceKey | null,
): SeenBy {
  const reported = new Map<DeviceKey, Set<EventId>>();
  for (const { message } of messages) {
    if (message.step !== "report") continue;
    const held = reported.get(message.device) ?? new Set<EventId>();
    reported.set(message.device, held);
    for (const { ids } of message.report.feeds) for (const id of ids) held.add(id);
  }
  return (ids) => {
    const asked = [...ids];
    const seen = ({ device }: Seat): boolean => {
      const held = reported.get(device);
      return device === own || (held !== undefined && asked.every((id) => held.has(id)));
    };
    return seats.filter(seen).map(({ member }) => member);
  };
}
