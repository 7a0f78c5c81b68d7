import { DAY_MS } from "../../calendar/calendar.ts";
import type { Fault } from "./fault.ts";

/** A machine stands still for weeks, its program in the middle of what it was doing, and goes on as if nothing was. */
export function pauses(): Fault {
  return {
    name: "pauses",
    day(play) {
      const { chance, machines, impaired, timeline } = play;
      const machine = chance.pick(machines);
      if (machine === undefined || machine.isGone || !chance.oneIn(4) || !play.maySpare(machine)) return;
      impaired.add(machine);
      play.goOffline(machine);
      play.count("pause");
      timeline.after(chance.between(7, 30) * DAY_MS, () => {
        impaired.delete(machine);
        if (play.personOf(machine).plan.habit.always) play.comeOnline(machine);
      });
    },
    stop(play) {
      for (const machine of play.machines) {
        play.impaired.delete(machine);
        if (play.personOf(machine).plan.habit.always) play.comeOnline(machine);
      }
    },
  };
}
