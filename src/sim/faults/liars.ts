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
const FULL_EVERY = 4;
const FREE = LIES.filter(({ isCostly }) => !isCostly);
const HOURS_A_DAY = 24;
/** After the faults have stopped they are looked after for so long. */
const WATCH_DAYS = 40;

/**
 * Never more seats lie than the seal bears, and now and then somebody without a seat; they conspire, and whoever can be done
 * without tells lies that cost its device. When the faults stop they go on in half of the runs, for as long as a quorum
 * of the seats is honest; else they tell the truth from then on.
 */
export function liars(): Fault {
  let plan: Plan | undefined;
  return {
    name: "liars",
    day(play) {
      plan ??= new Plan(play);
      recruit(play, plan);
      for (const liar of liarsOf(play)) lieAllDay(play, liar);
    },
    stop(play) {
      const doStay = play.chance.oneIn(2);
      for (let day = 0; day < WATCH_DAYS; day++)
        play.timeline.after(day * DAY_MS, () => {
          const all = liarsOf(play);
          for (const [, liar] of all) if (!doStay || !isQuorumHonest(play, null)) liar.retire();
          for (const liar of all) lieAllDay(play, liar);
        });
    },
  };
}

function liarsOf({ machines }: Play): readonly (readonly [Machine, Lying])[] {
  return machines.flatMap((machine) => {
    return machine.liar instanceof Lying && !machine.isGone ? [[machine, machine.liar] as const] : [];
  });
}

function recruit(play: Play, plan: Plan): void {
  const all = play.seatMachines();
  if (all.length < 4) return;
  const seats = all.filter((machine) => machine !== undefined);
  for (const machine of shuffled(play, seats))
    if (mayTurn(machine) && play.mayLie(machine) && isWorthwhile(play, machine))
      turn(play, machine, plan, FREE);
  spend(play, plan, seats);
  const others = play.machines.filter((machine) => !seats.includes(machine) && mayTurn(machine));
  const other = play.chance.oneIn(15) ? play.chance.pick(others) : undefined;
  if (other === undefined) return;
  const kinds = LIES.filter(
    ({ needsSeat, isCostly }) => !needsSeat && (!isCostly || play.mayLoseDevice(other)),
  );
  turn(play, other, plan, kinds);
}

/**
 * In one run of four as many lie as the seal bears; in the others those do who can go on: one seat more may bear
 * less, and of too few honest ones nobody may be spent.
 */
function isWorthwhile(play: Play, machine: Machine): boolean {
  if (play.scenario.seed % FULL_EVERY === 0) return true;
  const seats = play.seatMachines();
  const lying = seats.filter((seat) => seat?.isHonest === false);
  return lying.length < liarsBorne(seats.length + 1) && isQuorumHonest(play, machine);
}

/** One of the liars a day costs its device, or its seat for a while, if nobody misses it. */
function spend(play: Play, plan: Plan, seats: readonly Machine[]): void {
  for (const machine of seats) {
    const { liar } = machine;
    if (!(liar instanceof Lying) || liar.isRetired || liar.isSpent || !maySpend(play, machine)) continue;
    liar.learn(plan.deal());
    return;
  }
}

/** The founder's machine is where newcomers begin; of the others those that run. */
function mayTurn(machine: Machine): boolean {
  return machine.isHonest && !machine.isGone && machine.node !== null && machine.person !== "p0";
}

/** Its device may be stopped for what it says: the others seal without it, and its person gets another. */
function maySpend(play: Play, machine: Machine): boolean {
  return play.maySpare(machine) && play.mayLoseDevice(machine) && isQuorumHonest(play, machine);
}

function turn(play: Play, machine: Machine, plan: Plan, kinds: readonly LieKind[]): void {
  const chosen = shuffled(play, kinds).slice(0, LIES_EACH_MIN + play.chance.below(3));
  const name = chosen.map((kind) => kind.name).join("+");
  const lies = chosen.map((kind) => kind.make());
  machine.liar = new Lying(name, new Actor(play, machine, plan), lies);
  play.count("liar");
}

function lieAllDay({ timeline, chance }: Play, [machine, liar]: readonly [Machine, Lying]): void {
  if (liar.isRetired) return;
  for (let hour = 0; hour < HOURS_A_DAY; hour += 2)
    timeline.after(chance.below(DAY_MS), () => {
      if (machine.isUp) liar.hour();
    });
}

/** Whether the seats that never lied make a quorum, so that they can seal without the others, and without this one. */
function isQuorumHonest(play: Play, except: Machine | null): boolean {
  const seats = play.seatMachines();
  const honest = seats.filter((machine) => machine?.isHonest === true && machine !== except);
  return seats.length === 0 || honest.length >= quorumOf(seats.length);
}

function shuffled<T>({ chance }: Play, items: readonly T[]): readonly T[] {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(chance.below(left.length), 1));
  return order;
}
