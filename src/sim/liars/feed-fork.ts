import type { AuthenticEvent } from "../../events/event.ts";
import { witness } from "../../events/kinds/witness.ts";
import type { Actor } from "./actor.ts";
import type { LieKind } from "./lie.ts";

/** The sealed ones seldom succeed: there must be some. */
const PLACES = ["first", "sealed", "sealed", "next"] as const;
/** It waits so many turns, about; then its device is at its end. */
const TURNS_ABOUT = 6;

/** A second event for a place of its feed: the next one, the first, or one that was sealed long ago. */
export const feedFork: LieKind = {
  name: "feed-fork",
  needsSeat: false,
  isCostly: true,
  make: () => ({
    hour(actor) {
      if (!actor.chance.oneIn(TURNS_ABOUT)) return;
      const [kind, event] = forked(actor, actor.chance.pick(PLACES) ?? "sealed") ?? [];
      if (kind === undefined || event === undefined) return;
      for (const to of actor.links()) {
        actor.show(to, event);
        actor.count(kind);
      }
    },
    /** of a place that forks each half is told another event, from the start */
    event(actor, to, wire) {
      if (actor.half(to) === 0 || !actor.chance.oneIn(8)) return null;
      const own = actor.journal?.open.of(actor.machine.signer.publicKey).find((each) => each.wire === wire);
      if (own === undefined) return null;
      actor.count("fork-next");
      const { seq, prev } = own;
      return [actor.event({ seq, prev, ...witnessing(false) }).wire];
    },
  }),
};

function forked(actor: Actor, which: (typeof PLACES)[number]): readonly [string, AuthenticEvent] | undefined {
  const { journal, machine } = actor;
  const sealedSeq = journal?.sealedSeq(machine.signer.publicKey) ?? -1;
  if (which === "first") {
    const { kind, body, community, anchor } = machine.firstEvent;
    if (kind === "found") return undefined;
    return ["fork-first", actor.event({ seq: 0, prev: null, kind, body, community, anchor })];
  }
  const feed = machine.disk.feed(machine.signer.publicKey);
  const place = which === "sealed" ? feed.find(({ seq }) => seq > 0 && seq <= sealedSeq) : feed.at(-1);
  if (place === undefined || place.seq === 0) return undefined;
  const { seq, prev } = place;
  const kind = seq <= sealedSeq ? "fork-sealed" : "fork-next";
  return [kind, actor.event({ seq, prev, ...witnessing(false) })];
}

export function witnessing(on: boolean) {
  return { kind: witness.name, body: witness.body.write({ on }) };
}
