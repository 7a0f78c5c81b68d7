import { DAY_MS } from "../../calendar/calendar.ts";
import type { Machine } from "../machine.ts";
import type { Play } from "../play.ts";
import type { Rot } from "../sim-disk.ts";
import type { Fault } from "./fault.ts";

/** Disks forget what was not synced, tear the write under way, rot while the machine is off, and fill up. */
export function disks(): Fault {
  return {
    name: "disks",
    day(play) {
      const { chance, machines } = play;
      const machine = chance.pick(machines);
      if (machine === undefined || machine.isGone || !machine.isHonest) return;
      if (chance.oneIn(3)) tear(play, machine);
      else if (chance.oneIn(2)) rot(play, machine);
      else if (play.maySpare(machine)) fill(play, machine);
    },
    stop(play) {
      for (const machine of play.machines) {
        if (!machine.disk.isFull) continue;
        machine.disk.isFull = false;
        play.impaired.delete(machine);
        play.comeOnline(machine);
      }
    },
  };
}

/** The next write gets only some way. */
function tear(play: Play, machine: Machine): void {
  const before = machine.dies;
  machine.dies = (output) => {
    if (output.type !== "persist") return before(output);
    machine.dies = before;
    play.count("torn-write");
    return true;
  };
}

function rot(play: Play, machine: Machine): void {
  // others hold what it loses; a word of its own that is lost cannot be said again at its height
  if (!play.maySpare(machine)) return;
  const kinds: Rot[] = ["event", "seal", "message"];
  // who loses that memory needs another device
  if (play.chance.oneIn(8) && play.mayLose(machine) && play.mayLoseDevice(machine)) kinds.push("last-sign");
  play.crash(machine);
  const what = play.chance.pick(kinds) ?? "event";
  if (what === "last-sign") play.lost();
  if (machine.disk.rot(what, play.chance)) play.count("bit-rot");
  if (what === "message") machine.muteAt = (play.best()?.height ?? 0) + 1;
  play.restartLater(machine, 60_000);
}

function fill(play: Play, machine: Machine): void {
  machine.disk.isFull = true;
  play.impaired.add(machine);
  play.count("disk-full");
  play.timeline.after(play.chance.between(1, 4) * DAY_MS, () => {
    machine.disk.isFull = false;
    play.impaired.delete(machine);
    play.comeOnline(machine);
  });
}
