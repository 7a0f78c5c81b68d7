import { DAY_MS } from "../../calendar/calendar.ts";
import type { LieKind } from "./lie.ts";

/** Precommits, and is gone for days: its lock with it. */
export const lockThenVanish: LieKind = {
  name: "lock-then-vanish",
  needsSeat: true,
  isCostly: true,
  make() {
    let isGoing = false;
    return {
      word(actor, _to, { message }) {
        const { play, machine } = actor;
        if (isGoing || message.step !== "precommit" || message.value === null) return null;
        if (!actor.chance.oneIn(4) || !play.maySpare(machine)) return null;
        isGoing = true;
        play.timeline.after(1, () => {
          actor.count("lock-then-vanish");
          play.impaired.add(machine);
          play.goOffline(machine);
        });
        play.timeline.after(DAY_MS + actor.chance.below(3 * DAY_MS), () => {
          isGoing = false;
          play.impaired.delete(machine);
        });
        return null;
      },
    };
  },
};
