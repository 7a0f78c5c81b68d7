import { DAY_MS } from "../../calendar/calendar.ts";
import { liarsBorne, quorumOf } from "../../seal/quorum.ts";
import { Actor } from "../liars/actor.ts";
import { LIES } from "../liars/all.ts";
import type { LieKind } from "../liars/lie.ts";
import { Lying } from "../liars/lying.ts";
import { Plan } from "../liars/plan.ts";
import type { Machine } from "../machine.ts";
import type { Play } from "../play.ts";
import type { Fault } from "./fault.ts";

const LIES_EACH_MIN = 2;
const HOURS_A_DAY = 24;
const WATCH_DAYS = 40;

/**
 * As many seats lie as the seal bears, and now and then somebody without a seat; they conspire. When the faults stop
 * they go on in some runs, for as long as a quorum of the seats is honest; else they tell the truth from then on.
 */
export function liars(): Fault {
  let plan: Plan | undefined;
  return {
    name: "liars",
    day(play) {
      plan ??= new Plan(play);
      recruit(play, plan);
      for (const machine of play.machines)
        if (machine.liar instanceof Lying && !machine.isGone) lieAllDay(play, machine, machine.liar);
    },
    stop(play) {
      if (play.chance.oneIn(2)) repent(play);
      for (let day = 0; day < WATCH_DAYS; day++)
        play.timeline.after(day * DAY_MS, () => {
          if (!isQuorumHonest(play)) repent(play);
          for (const machine of play.machines)
            if (machine.liar instanceof Lying && !machine.isGone) lieAllDay(play, machine, machine.liar);
        });
    },
  };
}

function recruit(play: Play, plan: Plan): void {
  const seats = play.seatMachines().filter((machine) => machine !== undefined);
  const lying = seats.filter(({ isHonest }) => !isHonest);
  let room = liarsBorne(Math.max(1, play.seatMachines().length)) - lying.length;
  if (seats.length < 4) return;
  for (const machine of shuffled(play, seats)) {
    if (room <= 0) break;
    if (!mayTurn(machine) || !play.mayLie(machine)) continue;
    turn(play, machine, plan, LIES);
    room--;
  }
  const others = play.machines.filter((machine) => !seats.includes(machine) && mayTurn(machine));
  const other = play.chance.oneIn(15) ? play.chance.pick(others) : undefined;
  if (other !== undefined)
    turn(
      play,
      other,
      plan,
      LIES.filter(({ needsSeat }) => !needsSeat),
    );
}

/** The founder's machine is where newcomers begin; of the others those that are on their persons' desks. */
function mayTurn(machine: Machine): boolean {
  return machine.isHonest && !machine.isGone && machine.node !== null && machine.person !== "p0";
}

function turn(play: Play, machine: Machine, plan: Plan, kinds: readonly LieKind[]): void {
  const count = LIES_EACH_MIN + play.chance.below(3);
  const chosen = shuffled(play, kinds).slice(0, count);
  const actor = new Actor(play, machine, plan);
  const name = chosen.map((kind) => kind.name).join("+");
  machine.liar = new Lying(
    name,
    actor,
    chosen.map((kind) => kind.make()),
  );
  play.count("liar");
}

function lieAllDay({ timeline, chance }: Play, machine: Machine, liar: Lying): void {
  for (let hour = 0; hour < HOURS_A_DAY; hour += 2)
    timeline.after(chance.below(DAY_MS), () => {
      if (machine.isUp && machine.liar === liar) liar.hour();
    });
}

/** Whether the seats that never lied make a quorum, so that they can seal without the others. */
function isQuorumHonest(play: Play): boolean {
  const seats = play.seatMachines();
  const honest = seats.filter((machine) => machine?.isHonest === true);
  return seats.length === 0 || honest.length >= quorumOf(seats.length);
}

/** What it has said stays said. */
function repent(play: Play): void {
  for (const machine of play.machines) {
    if (!(machine.liar instanceof Lying)) continue;
    machine.liar = null;
    machine.isTainted = true;
  }
}

function shuffled<T>({ chance }: Play, items: readonly T[]): readonly T[] {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(chance.below(left.length), 1));
  return order;
}
