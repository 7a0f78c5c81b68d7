import type { EventId } from "../../base/id.ts";
import type { StoredMessage } from "../../peer/batch.ts";
import { sealIdOf } from "../../seal/header.ts";
import type { Sealed } from "../../seal/sealed.ts";
import type { Machine } from "../machine.ts";
import { storedWordOf } from "../seal-word-of.ts";
import { sealedOf } from "../sealed-of.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** Whatever is in a cut an honest machine held before; whatever q honest seats reported is in it. */
export function cutHeld({ play, violated }: Witnessed): Invariant {
  const held = new Set<EventId>();
  const checked = new Set<string>();
  /** by height and the seal before: which seats reported each event, and whose feed it is of */
  const reported = new Map<string, Map<EventId, { readonly by: Set<string>; readonly feed: string }>>();

  function report(machine: Machine, stored: StoredMessage): void {
    const signed = storedWordOf(stored);
    if (signed?.message.step !== "report" || signed.message.device !== machine.signer.publicKey) return;
    const { height, report: content } = signed.message;
    const place = `${height} ${content.prevSeal}`;
    const events = reported.get(place) ?? new Map();
    reported.set(place, events);
    for (const { device: feed, ids } of content.feeds)
      for (const id of ids) {
        const event = events.get(id) ?? { by: new Set<string>(), feed };
        event.by.add(signed.message.device);
        events.set(id, event);
      }
  }

  /** A seal is made of q reports. */
  function check({ header, cut, reports }: Sealed): void {
    const ids = new Set(cut.feeds.flatMap((feed) => feed.ids));
    // who seals alone and lies is more than one seat bears
    const isBorne = reports.length > 1 || reports.every(({ device }) => play.isHonestDevice(device));
    for (const id of isBorne ? ids : [])
      if (!held.has(id)) violated(`in the cut of ${header.height}, held by nobody: ${id}`);
    for (const [id, { by, feed }] of reported.get(`${header.height} ${header.prev}`) ?? []) {
      if (ids.has(id) || (cut.ended as readonly string[]).includes(feed)) continue;
      // whose device was copied since may have said something else as well
      const honest = [...by].filter((device) => play.isHonestDevice(device));
      if (honest.length >= reports.length)
        violated(`left out of the cut of ${header.height} although ${honest.length} reported it: ${id}`);
    }
  }

  return {
    wrote(machine, { events, messages, seals }, died) {
      if (machine.liar === null) for (const { id } of events) held.add(id);
      if (machine.isHonest && !died) for (const stored of messages) report(machine, stored);
      for (const { record } of seals) {
        const sealed = sealedOf(record);
        const id = sealIdOf(sealed.header);
        if (checked.has(id)) continue;
        checked.add(id);
        check(sealed);
      }
    },
    stepped(_, { journal }, moved) {
      if (!moved || journal === null || journal.at.sealId === null) return;
      if (!checked.has(journal.at.sealId)) violated(`a seal that was never written: ${journal.at.sealId}`);
    },
  };
}
