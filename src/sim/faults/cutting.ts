import { HOUR_MS } from "../../calendar/calendar.ts";
import { SEATS_SEVERAL_MIN } from "../../ledger/rules/seats.ts";
import { quorumOf } from "../../seal/quorum.ts";
import { turnsOf } from "../../seal/rank.ts";
import { Actor } from "../liars/actor.ts";
import { Obstinate } from "../liars/obstinate.ts";
import { Plan } from "../liars/plan.ts";
import type { Machine } from "../machine.ts";
import type { Packet } from "../packet.ts";
import type { Play } from "../play.ts";
import { sealWordOf } from "../seal-word-of.ts";
import type { Fault } from "./fault.ts";

const CUT_MS_MIN = 12 * HOUR_MS;
const CUT_MS_MAX = 72 * HOUR_MS;

/**
 * The network cuts where it hurts: nothing leaves a seat any more from the moment at which it precommits a value, though
 * everything reaches it; it may decide what the others have not seen decided. Or it sleeps from its prevote on, while the
 * others lock. Of these a liar, who wants another value, has the first turn in the next round.
 */
export function cutting(): Fault {
  const cut = new Set<Machine>();
  const liars: Obstinate[] = [];
  let plan: Plan | undefined;
  return {
    name: "cutting",
    day(play) {
      plan ??= new Plan(play);
      const seats = play.seatMachines().filter((machine) => machine !== undefined);
      if (seats.length < SEATS_SEVERAL_MIN) return;
      for (const machine of seats) if (mayTurn(play, machine)) liars.push(turned(play, plan, machine));
      const victim = play.chance.pick(seats.filter(({ isHonest, filter }) => isHonest && filter === null));
      if (victim !== undefined && cut.size === 0) arm(play, victim, cut);
    },
    stop(play) {
      for (const machine of cut) {
        machine.filter = null;
        play.impaired.delete(machine);
        play.comeOnline(machine);
      }
      cut.clear();
      for (const liar of liars) liar.retire();
    },
  };
}

/** As many as the honest seats can do without. */
function mayTurn(play: Play, machine: Machine): boolean {
  const isHere = machine.isHonest && machine.node !== null && machine.person !== "p0";
  const seats = play.seatMachines();
  const others = seats.filter((seat) => seat?.isHonest === true && seat !== machine);
  return isHere && play.mayLie(machine) && others.length >= quorumOf(seats.length);
}

function turned(play: Play, plan: Plan, machine: Machine): Obstinate {
  const liar = new Obstinate(new Actor(play, machine, plan));
  machine.liar = liar;
  play.count("liar");
  return liar;
}

function arm(play: Play, victim: Machine, cut: Set<Machine>): void {
  const sleeps = play.chance.oneIn(2);
  const step = sleeps ? "prevote" : "precommit";
  let isCut = false;
  cut.add(victim);
  victim.filter = {
    name: "cutting",
    outgoing(_, packet) {
      if (isCut) return sleeps ? [packet] : [];
      const height = votesAt(victim, packet, step);
      if (height === null || !isLiarNext(play, victim, height)) return [packet];
      isCut = true;
      play.count(`cut-after-${step}`);
      if (sleeps) play.timeline.after(1, () => fallAsleep(play, victim));
      play.timeline.after(play.chance.between(CUT_MS_MIN, CUT_MS_MAX), () => {
        if (cut.delete(victim)) end(play, victim, sleeps);
      });
      return sleeps ? [packet] : [];
    },
  };
}

/** Others may count its prevote; what they lock on then it learns when it wakes, rounds later. */
function fallAsleep(play: Play, victim: Machine): void {
  play.impaired.add(victim);
  play.goOffline(victim);
}

/** It is back, or its machine breaks, and nobody ever hears what it decided. */
function end(play: Play, victim: Machine, sleeps: boolean): void {
  victim.filter = null;
  if (sleeps) {
    play.impaired.delete(victim);
    play.comeOnline(victim);
    return;
  }
  const seats = play.seatMachines();
  const others = seats.filter(
    (seat) => seat?.isHonest === true && seat !== victim && !play.impaired.has(seat),
  );
  // while nobody's machine runs, nobody can say who has the seats
  if (victim.person === "p0" || seats.length === 0 || others.length < quorumOf(seats.length)) return;
  if (!play.mayLoseDevice(victim)) return;
  if (victim.isGone || !play.chance.oneIn(2)) return;
  play.lost();
  play.retire(victim);
  play.count("cut-for-good");
}

/** Whether a liar has the first turn of the next round, if this one decides nothing that others see. */
function isLiarNext({ machines }: Play, { node }: Machine, height: number): boolean {
  const journal = node?.peer.journal;
  const prevSeal = journal?.sealIdAt(height - 1);
  if (journal == null || prevSeal === undefined) return false;
  const seats = journal.at.seats.map(({ device }) => device);
  const [first] = turnsOf(seats, prevSeal, height, 1);
  return machines.some(({ signer, liar }) => signer.publicKey === first && liar instanceof Obstinate);
}

/** The height at which this packet votes for a value in the first round. */
function votesAt({ signer }: Machine, packet: Packet, step: "prevote" | "precommit"): number | null {
  if (packet.type !== "gossip" || packet.topic !== "seal") return null;
  const message = sealWordOf(packet.bytes)?.message;
  if (message?.step !== step || message.value === null || message.round > 0) return null;
  return message.device === signer.publicKey ? message.height : null;
}
