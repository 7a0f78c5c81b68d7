import { DAY_MS, HOUR_MS } from "../../calendar/calendar.ts";
import type { Machine } from "../machine.ts";
import type { Play } from "../play.ts";
import type { Fault } from "./fault.ts";

const SHAPES = ["halves", "isolation", "bridge", "one-way", "flapping", "moving"] as const;
type Shape = (typeof SHAPES)[number];

const FLAP_MS = 2 * HOUR_MS;
const MOVE_MS = 8 * HOUR_MS;

/** The network falls apart: in halves, around one, over one, in one direction, on and off, another cut every few hours. */
export function partitions(): Fault {
  let side: Side = () => 0;
  let shape: Shape | null = null;
  let spell = 0;

  const isCut = (from: Machine, to: Machine): boolean => {
    if (shape === null) return false;
    const [a, b] = [side(from), side(to)];
    if (shape === "one-way") return a < b;
    // who stands on the bridge, side 2, reaches both
    return a !== b && a !== 2 && b !== 2;
  };

  function begin(play: Play, next: Shape): void {
    shape = next;
    const here = ++spell;
    side = sidesOf(next, play);
    play.net.blocks = isCut;
    play.net.recut();
    play.count(next);
    if (next === "flapping" || next === "moving") again(play, here);
    play.timeline.after(play.chance.between(6 * HOUR_MS, 3 * DAY_MS), () => {
      if (spell === here) end(play);
    });
  }

  function again(play: Play, here: number): void {
    play.timeline.after(shape === "flapping" ? FLAP_MS : MOVE_MS, () => {
      if (spell !== here) return;
      const isOn = play.net.blocks === isCut;
      if (shape === "moving") side = sidesOf(shape, play);
      play.net.blocks = shape === "flapping" && isOn ? () => false : isCut;
      play.net.recut();
      play.count(shape ?? "moving");
      again(play, here);
    });
  }

  function end(play: Play): void {
    spell++;
    shape = null;
    play.net.blocks = () => false;
  }

  return {
    name: "partitions",
    day(play) {
      const next = play.chance.pick(SHAPES);
      if (shape === null && next !== undefined && play.chance.oneIn(2)) begin(play, next);
    },
    stop: end,
  };
}

type Side = (machine: Machine) => number;

function sidesOf(shape: Shape, { chance, machines }: Play): Side {
  const lone = chance.pick(machines);
  const sides = new Map(machines.map((machine) => [machine, chance.below(2)]));
  if (shape === "isolation") return (machine) => (machine === lone ? 1 : 0);
  if (shape === "bridge") return (machine) => (machine === lone ? 2 : (sides.get(machine) ?? 0));
  return (machine) => sides.get(machine) ?? 0;
}
