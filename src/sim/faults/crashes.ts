import { HOUR_MS, MINUTE_MS } from "../../calendar/calendar.ts";
import type { Output } from "../../peer/output.ts";
import type { Machine } from "../machine.ts";
import type { Prng } from "../prng.ts";
import type { Fault } from "./fault.ts";

/** Before which output a machine dies: any, a write, or the write of what it has signed. */
const AIMS = ["crash", "crash-mid-write", "crash-in-last-sign"] as const;
type Aim = (typeof AIMS)[number];

/** Machines die at any output, in the middle of a write, and while `last-sign` is being written; then start again. */
export function crashes(): Fault {
  const armed = new Map<Machine, { readonly aim: Aim; left: number }>();
  return {
    name: "crashes",
    day(play) {
      const { chance, machines } = play;
      play.onDeath = (machine) =>
        play.restartLater(machine, chance.oneIn(2) ? 1_000 : chance.below(6 * HOUR_MS));
      for (const machine of machines) {
        if (machine.isGone || armed.has(machine) || !chance.oneIn(6)) continue;
        armed.set(machine, aimed(chance));
        machine.dies = (output) => {
          const shot = armed.get(machine);
          if (shot === undefined || !isHit(shot.aim, output) || shot.left-- > 0) return false;
          armed.delete(machine);
          play.count(shot.aim);
          return true;
        };
      }
      // now and then the whole street at one moment
      if (!chance.oneIn(10)) return;
      play.timeline.after(chance.below(12 * HOUR_MS), () => {
        for (const machine of machines) {
          if (machine.node === null) continue;
          const wasOnline = machine.isOnline;
          play.crash(machine);
          play.count("crash");
          if (wasOnline) play.restartLater(machine, 30 * MINUTE_MS);
        }
      });
    },
    stop({ machines }) {
      armed.clear();
      for (const machine of machines) machine.dies = () => false;
    },
  };
}

function aimed(chance: Prng): { aim: Aim; left: number } {
  const aim = chance.pick(AIMS) ?? "crash";
  return { aim, left: chance.below(aim === "crash" ? 200 : 6) };
}

function isHit(aim: Aim, output: Output): boolean {
  if (aim === "crash") return true;
  return output.type === "persist" && (aim === "crash-mid-write" || output.batch.lastSign !== null);
}
