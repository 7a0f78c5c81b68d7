import { HOUR_MS } from "../../calendar/calendar.ts";
import { witness } from "../../events/kinds/witness.ts";
import type { Play } from "../play.ts";
import type { Fault } from "./fault.ts";

/** People go for good, up to half of them; many come at once; many give up their seats at once. */
export function population(): Fault {
  return {
    name: "population",
    day(play) {
      const { chance } = play;
      leaveForGood(play);
      if (chance.oneIn(8)) massJoin(play);
      if (chance.oneIn(3)) massLeave(play);
    },
    stop() {
      // who has gone stays away
    },
  };
}

/** One of those whom the others can do without; half of all who came stay. */
function leaveForGood(play: Play): void {
  const came = play.people.filter(({ machine }) => machine !== null);
  const gone = came.filter(({ isGone }) => isGone);
  if ((gone.length + 1) * 2 > came.length) return;
  const mayGo = came.filter(({ machine, isGone }) => machine !== null && !isGone && play.mayLose(machine));
  const person = play.chance.pick(mayGo);
  if (person?.machine == null) return;
  play.lost();
  person.isGone = true;
  play.retire(person.machine);
  play.count("gone");
}

function massJoin(play: Play): void {
  const coming = play.people.filter(({ machine }) => machine === null);
  for (const person of coming.slice(0, 6)) {
    play.timeline.after(play.chance.below(2 * HOUR_MS), () => play.come(person));
    play.count("mass-join");
  }
}

/** They say so, if their machines run; a quorum of the seats stays. */
function massLeave(play: Play): void {
  for (const machine of play.machines) {
    if (!machine.isUp || !play.chance.oneIn(3) || !play.maySpare(machine)) continue;
    if (play.say(machine, "witness", witness.body.write({ on: false })).ok) play.count("mass-leave");
  }
}
