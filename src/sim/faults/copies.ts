import { DAY_MS } from "../../calendar/calendar.ts";
import { SEATS_SEVERAL_MIN } from "../../ledger/rules/seats.ts";
import { Machine } from "../machine.ts";
import type { Play } from "../play.ts";
import type { SimDisk } from "../sim-disk.ts";
import type { Fault } from "./fault.ts";

const BACKUP_DAYS_MIN = 2;
const TRIES_A_DAY = 6;
/** Where a backup is old enough, one copy of so many runs beside its original all the same. */
const COPIES_TO_BACKUPS = 4;

/**
 * Disks are copied: a copy runs beside its original with the same device, or replaces it with what it knew days ago.
 * Both may sign again what was signed already, so that from then on the device counts as one that lies; it
 * stops by itself, and its person certifies another.
 */
export function copies(): Fault {
  const backups = new Map<Machine, { readonly disk: SimDisk; readonly day: number }>();
  return {
    name: "copies",
    day(play, day) {
      // with what was copied before or while one sealed alone, a second chain could be sealed from there
      const isAlone = play.seatMachines().length < SEATS_SEVERAL_MIN;
      if (isAlone || play.nowMs - play.soleSeal.atMs <= DAY_MS) backups.clear();
      else
        for (const machine of play.machines)
          if (!backups.has(machine)) backups.set(machine, { disk: machine.disk.copy(), day });
      for (let tries = 0; tries < TRIES_A_DAY; tries++) {
        const machine = play.chance.pick(play.machines);
        if (machine === undefined || !mayCopy(play, machine)) continue;
        const backup = backups.get(machine);
        const isOld = backup !== undefined && day - backup.day >= BACKUP_DAYS_MIN;
        if (isOld && !play.chance.oneIn(COPIES_TO_BACKUPS)) restore(play, machine, backup.disk);
        else clone(play, machine);
        break;
      }
    },
    stop() {
      backups.clear();
    },
  };
}

function mayCopy(play: Play, machine: Machine): boolean {
  const isWell = !machine.isGone && machine.isHonest && play.mayLoseDevice(machine);
  return isWell && play.mayLose(machine) && play.mayLie(machine);
}

function clone(play: Play, machine: Machine): void {
  const { person, community, signer, firstEvent } = machine;
  const name = `${machine.name}-copy`;
  const twin = new Machine({ name, person, community, signer, firstEvent, disk: machine.disk.copy() });
  machine.isTainted = true;
  play.lost();
  twin.isTainted = true;
  play.place(twin);
  play.count("clone");
  play.comeOnline(machine);
  play.comeOnline(twin);
  play.timeline.after(3 * DAY_MS, () => play.retire(twin));
}

function restore(play: Play, machine: Machine, disk: SimDisk): void {
  play.crash(machine);
  machine.disk = disk.copy();
  machine.isTainted = true;
  play.lost();
  play.count("old-backup");
  play.comeOnline(machine);
}
