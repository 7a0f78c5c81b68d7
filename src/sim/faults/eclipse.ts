import { DAY_MS } from "../../calendar/calendar.ts";
import type { Machine } from "../machine.ts";
import type { Fault } from "./fault.ts";

/** Somebody finds nobody but one or two others, for days: whatever they hear comes through these. */
export function eclipse(): Fault {
  const around = new Map<Machine, readonly Machine[]>();
  const meets = (from: Machine, to: Machine) => around.get(from)?.includes(to) ?? true;
  return {
    name: "eclipse",
    day(play) {
      const { chance, machines, net, timeline } = play;
      net.mayDial = (from, to) => meets(from, to) && meets(to, from);
      const victim = chance.pick(machines);
      if (victim === undefined || around.has(victim) || machines.length < 4 || !chance.oneIn(2)) return;
      const others = machines.filter((machine) => machine !== victim && !machine.isGone);
      const first = chance.below(others.length);
      around.set(victim, others.slice(first, first + chance.between(1, 2)));
      net.off(victim);
      play.count("eclipse");
      timeline.after(chance.between(1, 5) * DAY_MS, () => around.delete(victim));
    },
    stop(play) {
      around.clear();
      play.net.mayDial = () => true;
    },
  };
}
