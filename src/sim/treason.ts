import { DAY_MS, HOUR_MS } from "../calendar/calendar.ts";
import { witness } from "../events/kinds/witness.ts";
import { liarsBorne } from "../seal/quorum.ts";
import { TREASON } from "./invariants/split-named.ts";
import type { Life } from "./life.ts";
import { Machine } from "./machine.ts";
import type { Play } from "./play.ts";

/** After treason these still hold: nobody promises more above r. */
export const HOLDS_ABOVE_R = ["split-named", "one-word", "zero-sum", "bounded"];
const APART_DAYS = 4;
const TOGETHER_DAYS = 2;
const ASSEMBLY_MS = 6 * HOUR_MS;

/**
 * One seat more than the seal bears, or two, are traitors: each runs its program twice, once in each of two parts of the
 * village that do not reach each other. Both parts have a quorum, and seal different things. Then they meet.
 */
export function betray(play: Play, life: Life, fromDay: number): void {
  const all = play.seatMachines().filter((machine) => machine !== undefined);
  // whoever has lied before, first
  const seats = [...all.filter(({ isHonest }) => !isHonest), ...all.filter(({ isHonest }) => isHonest)];
  const traitors = seats.slice(0, liarsBorne(Math.max(1, seats.length)) + 1 + play.chance.below(2));
  if (seats.length < 4 || traitors.length >= seats.length) return;
  play.count(TREASON);
  play.watch.narrow(HOLDS_ABOVE_R);
  const second = new Set<Machine>();
  for (const [i, machine] of play.machines.entries()) if (i % 2 === 1) second.add(machine);
  for (const [i, seat] of seats.slice(traitors.length).entries()) {
    if (i % 2 === 1) second.add(seat);
    else second.delete(seat);
  }
  for (const traitor of traitors) {
    second.delete(traitor);
    second.add(faceOf(play, traitor));
  }
  play.net.blocks = (from, to) => second.has(from) !== second.has(to);
  play.net.recut();
  for (let day = 0; day < APART_DAYS + TOGETHER_DAYS; day++) {
    if (day === APART_DAYS) play.net.blocks = () => false;
    life.day(fromDay + day, true);
    for (const machine of play.machines) if (machine.name.endsWith(FACE)) play.comeOnline(machine);
    for (const machine of seats) {
      play.comeOnline(machine);
      play.say(machine, witness.name, witness.body.write({ on: true }));
    }
    play.timeline.runUntil(play.nowMs + DAY_MS);
  }
  // whoever is left has met all the others
  for (const { machine, isGone } of play.people) if (machine !== null && !isGone) play.comeOnline(machine);
  play.timeline.runUntil(play.nowMs + ASSEMBLY_MS);
  play.watch.ended();
}

const FACE = "-second-face";

/** The same device on another machine, as it stands now. */
function faceOf(play: Play, traitor: Machine): Machine {
  const { person, community, signer, firstEvent } = traitor;
  play.shutDown(traitor);
  traitor.liar = null;
  traitor.isTainted = true;
  const disk = traitor.disk.copy();
  const name = `${traitor.name}${FACE}`;
  const face = new Machine({ name, person, community, signer, firstEvent, disk });
  face.isTainted = true;
  return play.place(face);
}
