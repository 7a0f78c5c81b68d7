import { DAY_MS, HOUR_MS } from "../../calendar/calendar.ts";
import type { LieKind } from "./lie.ts";

const GONE_MS_MIN = 6 * HOUR_MS;
const GONE_MS_MAX = DAY_MS;

/** Precommits, and is gone for hours or days: its lock with it. */
export const lockThenVanish: LieKind = {
  name: "lock-then-vanish",
  needsSeat: true,
  isCostly: false,
  make() {
    // the quorum that it leaves behind is of honest seats only
    let isGoing = false;
    return {
      word(actor, _to, { message }) {
        const { play, machine } = actor;
        if (isGoing || message.step !== "precommit" || message.value === null) return null;
        // when the faults have stopped people come by daily, liars too
        if (!play.hasQuorum() || play.heightAtCalm > 0) return null;
        isGoing = true;
        play.timeline.after(1, () => {
          actor.count("lock-then-vanish");
          play.impaired.add(machine);
          play.goOffline(machine);
        });
        play.timeline.after(actor.chance.between(GONE_MS_MIN, GONE_MS_MAX), () => {
          isGoing = false;
          play.impaired.delete(machine);
        });
        return null;
      },
    };
  },
};
