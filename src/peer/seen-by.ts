import type { DeviceKey, EventId, MemberId } from "../base/id.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import type { Seat } from "../state/records.ts";

/** The witnesses known to hold all of these entries, by member id; of no entries: those who have reported at all. */
export type SeenBy = (ids: Iterable<EventId>) => readonly MemberId[];

/**
 * Who has seen what, for people's eyes: a seat has seen what its report for the height under way holds, what it
 * signed itself (`authorOf`), and the seat of our own device whatever is asked about, since it is held here.
 * What comes after a report is seen by the next one. No rule follows from it.
 */
export function seenBy(
  seats: readonly Seat[],
  messages: Iterable<SignedSealMessage>,
  own: DeviceKey | null,
  authorOf: (id: EventId) => DeviceKey | undefined,
): SeenBy {
  let known: Reported | undefined;
  return (ids) => {
    const asked = [...ids];
    // most moments are looked at by nobody, and a hundred reports are long
    const reported = known ?? reportedIn(messages);
    known = reported;
    const seen = ({ device }: Seat): boolean => {
      if (device === own) return true;
      const held = reported.get(device);
      if (asked.length === 0) return held !== undefined;
      return asked.every((id) => held?.has(id) === true || authorOf(id) === device);
    };
    return seats.filter(seen).map(({ member }) => member);
  };
}

type Reported = ReadonlyMap<DeviceKey, ReadonlySet<EventId>>;

function reportedIn(messages: Iterable<SignedSealMessage>): Reported {
  const reported = new Map<DeviceKey, Set<EventId>>();
  for (const { message } of messages) {
    if (message.step !== "report") continue;
    const held = reported.get(message.device) ?? new Set<EventId>();
    reported.set(message.device, held);
    for (const { ids } of message.report.feeds) for (const id of ids) held.add(id);
  }
  return reported;
}
