import type { Fault } from "./fault.ts";

/**
 * One after another goes for good, each as soon as the village can do without one more: a seat must not be kept for long
 * for somebody who does not turn up, else those who are left are too few for all that were there once.
 */
export function exodus(): Fault {
  return {
    name: "exodus",
    day(play) {
      const leaving = play.people.filter(({ machine, isGone, plan }) => {
        return machine !== null && !isGone && !plan.habit.always && play.mayLose(machine);
      });
      const person = play.chance.pick(leaving);
      if (person?.machine == null) return;
      play.lost();
      person.isGone = true;
      play.retire(person.machine);
      play.count("exodus");
    },
    stop() {
      // who has gone stays away
    },
  };
}
