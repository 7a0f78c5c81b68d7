import type { EventId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { RefusalCode } from "../events/refusals.ts";
import { communityOf, type State } from "../state/state.ts";
import { kindsOfRules } from "./kinds-table.ts";

/** One device's latest word in the cut, and every event of the member on the same thing. */
interface Talk {
  readonly events: EventId[];
  /** by device */
  readonly latest: Map<string, string>;
}

/**
 * Events of a cut by which devices of one member end up saying different things on one subject (protocol §3.13). It is asked
 * before any is applied, so that the order of the devices cannot decide. `events` by device, then seq.
 */
export function disputedWords(
  events: readonly AuthenticEvent[],
  refused: ReadonlyMap<EventId, RefusalCode>,
  sealed: State,
): ReadonlySet<EventId> {
  const kinds = kindsOfRules(communityOf(sealed).rules);
  const talks = new Map<string, Talk>();
  for (const { id, device, kind: name, body } of events) {
    const kind = kinds.get(name);
    const owner = sealed.devices.get(device)?.member;
    if (kind?.word === undefined || owner === undefined || refused.has(id)) continue;
    const read = kind.body.read(body);
    if (!read.ok) continue;
    const { on, says } = kind.word(read.value);
    const subject = `${name}/${owner}/${on}`;
    const talk = talks.get(subject) ?? { events: [], latest: new Map<string, string>() };
    talks.set(subject, talk);
    talk.events.push(id);
    talk.latest.set(device, says);
  }
  const disputed = [...talks.values()].filter(({ latest }) => new Set(latest.values()).size > 1);
  return new Set(disputed.flatMap((talk) => talk.events));
}
