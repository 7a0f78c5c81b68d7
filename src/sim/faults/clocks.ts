import { DAY_MS, HOUR_MS } from "../../calendar/calendar.ts";
import { quorumOf } from "../../seal/quorum.ts";
import type { Machine } from "../machine.ts";
import type { Play } from "../play.ts";
import type { Fault } from "./fault.ts";

const YEAR_MS = 365 * DAY_MS;
const KINDS = ["clock-years", "clock-jump", "clock-frozen"] as const;

/** Clocks are off by years, jump back and forth, or stand still, for some days each. */
export function clocks(): Fault {
  const wrong = new Set<Machine>();
  return {
    name: "clocks",
    day(play) {
      const { chance, machines, timeline, nowMs } = play;
      for (const machine of wrong) if (machine.jumps) jump(play, machine);
      const machine = chance.pick(machines);
      if (machine === undefined || machine.isGone || wrong.has(machine) || !mayErr(play, machine, wrong))
        return;
      const kind = chance.pick(KINDS) ?? "clock-jump";
      wrong.add(machine);
      play.impaired.add(machine);
      play.count(kind);
      if (kind === "clock-years")
        machine.clock.offsetMs = (chance.oneIn(2) ? 1 : -1) * chance.between(1, 10) * YEAR_MS;
      else if (kind === "clock-frozen") machine.clock.freeze(nowMs);
      else machine.jumps = true;
      timeline.after(chance.between(1, 6) * DAY_MS, () => mend(play, machine, wrong));
    },
    stop(play) {
      for (const machine of [...wrong]) mend(play, machine, wrong);
    },
  };
}

function jump(play: Play, machine: Machine): void {
  machine.clock.offsetMs = play.chance.between(-48, 48) * HOUR_MS;
  play.count("clock-jump");
}

function mend(play: Play, machine: Machine, wrong: Set<Machine>): void {
  machine.clock.mend();
  machine.jumps = false;
  wrong.delete(machine);
  play.impaired.delete(machine);
}

/** The middle clock of any q reports stays a right one. */
function mayErr(play: Play, machine: Machine, wrong: ReadonlySet<Machine>): boolean {
  const seats = play.seatMachines();
  if (seats.length < 4 || !play.maySpare(machine)) return false;
  const erring = seats.filter((seat) => seat === machine || (seat !== undefined && wrong.has(seat))).length;
  return erring < Math.ceil(quorumOf(seats.length) / 2);
}
