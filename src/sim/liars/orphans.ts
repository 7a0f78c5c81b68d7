import { witnessing } from "./feed-fork.ts";
import type { LieKind } from "./lie.ts";

const ORPHANS = 10;

/** Events whose predecessors nobody has, far ahead of its feed. */
export const orphans: LieKind = {
  name: "orphans",
  needsSeat: false,
  isCostly: false,
  make: () => ({
    hour(actor) {
      const tip = actor.journal?.open.tip(actor.machine.signer.publicKey) ?? null;
      if (tip === null || !actor.chance.oneIn(12)) return;
      for (let i = 0; i < ORPHANS; i++) {
        const seq = tip.seq + 1_000 + actor.chance.below(10_000);
        const event = actor.event({ seq, prev: actor.anyId(), ...witnessing(true) });
        for (const to of actor.links()) {
          actor.show(to, event);
          actor.count("orphans");
        }
      }
    },
  }),
};
