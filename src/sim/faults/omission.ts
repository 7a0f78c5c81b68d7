import { withholding } from "../liars/withholding.ts";
import type { Machine } from "../machine.ts";
import type { Fault } from "./fault.ts";

/** The mailbox on which many rely lies by omission: an always-on machine that withholds some of what it holds. */
export function omission(): Fault {
  let mailbox: Machine | null = null;
  return {
    name: "omission",
    day(play) {
      if (mailbox !== null) return;
      const person = play.people.find(({ plan, machine }) => plan.habit.always && machine !== null);
      mailbox = person?.machine ?? null;
      // it signs like everybody else: its words are honest, it only keeps things back
      if (mailbox !== null) mailbox.filter = withholding(play.chance, (kind) => play.count(kind));
    },
    stop() {
      if (mailbox !== null) mailbox.filter = null;
    },
  };
}
