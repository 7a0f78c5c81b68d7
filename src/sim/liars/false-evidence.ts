import type { Cbor } from "../../base/cbor.ts";
import type { AuthenticEvent } from "../../events/event.ts";
import { fork } from "../../events/kinds/fork.ts";
import { forkBody } from "../../peer/authoring.ts";
import type { Actor } from "./actor.ts";
import type { LieKind } from "./lie.ts";

/** Accuses others with what proves nothing: two places, one event twice, a signature that is not theirs. */
export const falseEvidence: LieKind = {
  name: "false-evidence",
  needsSeat: false,
  isCostly: true,
  make: () => ({
    hour(actor) {
      const { journal, machine } = actor;
      if (journal === null || !actor.chance.oneIn(8)) return;
      const body = proof(actor);
      const tip = journal.open.tip(machine.signer.publicKey);
      if (body === null || tip === null || machine.node?.peer.own.stopped !== null) return;
      const event = actor.event({ seq: tip.seq + 1, prev: tip.id, kind: fork.name, body });
      actor.adopt(event);
      for (const to of actor.links()) {
        actor.show(to, event);
        actor.count("false-evidence");
      }
    },
  }),
};

function proof(actor: Actor): Cbor {
  const victim = actor.chance.pick(actor.play.machines.filter((machine) => machine !== actor.machine));
  const feed = victim === undefined ? [] : actor.machine.disk.feed(victim.signer.publicKey);
  const [first] = feed;
  const last = feed.at(-1);
  if (first === undefined || last === undefined) return null;
  switch (actor.chance.below(3)) {
    case 0:
      return first === last ? null : forkBody([first, last]);
    case 1:
      return forkBody([first, first]);
    default: {
      const { seq, prev, kind, body, device } = last;
      const forged: AuthenticEvent = actor.event({ seq, prev, kind, body, device });
      return forkBody([last, forged]);
    }
  }
}
