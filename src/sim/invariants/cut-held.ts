import type { EventId } from "../../base/id.ts";
import { sealIdOf } from "../../seal/header.ts";
import type { Sealed } from "../../seal/sealed.ts";
import type { Machine } from "../machine.ts";
import { sealWordOf } from "../seal-word-of.ts";
import { sealedOf } from "../sealed-of.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** Whatever is in a cut an honest machine held before; whatever q honest seats reported is in it. */
export function cutHeld({ violated }: Witnessed): Invariant {
  const held = new Set<EventId>();
  const checked = new Set<string>();
  /** by height and the seal before: how many honest seats reported each event, and whose it is */
  const reported = new Map<string, Map<EventId, { count: number; readonly device: string }>>();
  const said = new Set<string>();

  function report(machine: Machine, bytes: Uint8Array): void {
    const signed = sealWordOf(bytes);
    if (signed?.message.step !== "report" || signed.message.device !== machine.signer.publicKey) return;
    if (said.has(signed.hash)) return;
    said.add(signed.hash);
    const { height, report: content } = signed.message;
    const place = `${height} ${content.prevSeal}`;
    const counts = reported.get(place) ?? new Map();
    reported.set(place, counts);
    for (const { device, ids } of content.feeds)
      for (const id of ids) counts.set(id, { count: (counts.get(id)?.count ?? 0) + 1, device });
  }

  /** A seal is made of q reports. */
  function check({ header, cut, reports }: Sealed): void {
    const ids = new Set(cut.feeds.flatMap((feed) => feed.ids));
    for (const id of ids)
      if (!held.has(id)) violated(`in the cut of ${header.height}, held by nobody: ${id}`);
    for (const [id, { count, device }] of reported.get(`${header.height} ${header.prev}`) ?? []) {
      const left = count >= reports.length && !ids.has(id);
      if (left && !(cut.ended as readonly string[]).includes(device))
        violated(`left out of the cut of ${header.height} although ${count} reported it: ${id}`);
    }
  }

  return {
    wrote(machine, { events, messages, seals }, died) {
      if (machine.liar === null) for (const { id } of events) held.add(id);
      if (machine.isHonest && !died) for (const { bytes } of messages) report(machine, bytes);
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
