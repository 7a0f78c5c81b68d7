import { present } from "../base/assert.ts";
import { DAY_MS } from "../calendar/calendar.ts";
import { SEATS_SEVERAL_MIN } from "../ledger/rules/seats.ts";
import type { Journal } from "../peer/journal.ts";
import { liarsBorne, quorumOf } from "../seal/quorum.ts";
import { digestState } from "../state/digest.ts";
import type { Seat } from "../state/records.ts";
import { charterOf, communityOf } from "../state/state.ts";
import type { Machine } from "./machine.ts";
import type { Person } from "./person.ts";

/** Devices that one person has in all, see DEVICES_PER_MEMBER_MAX. */
const MACHINES_MAX = 4;

/** What is known to no single machine: who there is, how far they all are, and whom they can do without. */
export abstract class Overview {
  readonly people: readonly Person[];
  readonly machines: Machine[] = [];
  /** machines that a fault keeps from doing their part for now */
  readonly impaired = new Set<Machine>();
  /** the height when the faults stopped */
  heightAtCalm = 0;
  /** while it was to heal too few fit seats were left */
  lackedQuorum = false;
  #lostMs = Number.NEGATIVE_INFINITY;

  constructor(people: readonly Person[]) {
    this.people = people;
  }

  abstract get nowMs(): number;

  /** The one that somebody uses now. */
  machineOf(person: string): Machine | undefined {
    return this.people.find(({ name }) => name === person)?.machine ?? undefined;
  }

  /** The journal of an honest machine that is highest. */
  best(): Journal | null {
    let best: Journal | null = null;
    for (const { node, isHonest } of this.machines) {
      const journal = isHonest ? node?.peer.journal : null;
      if (journal != null && (best === null || journal.height > best.height)) best = journal;
    }
    return best;
  }

  /** The machines of the seats of the next height; undefined where a device is in nobody's use any more. */
  seatMachines(): readonly (Machine | undefined)[] {
    const journal = this.best();
    const seats = journal === null ? [] : dueSeats(journal);
    return seats.map(({ device }) => this.machines.find((machine) => this.#uses(machine, device)));
  }

  #uses(machine: Machine, device: string): boolean {
    return machine.signer.publicKey === device && this.#isInUse(machine);
  }

  #isInUse(machine: Machine): boolean {
    return !machine.isGone && this.machineOf(machine.person) === machine;
  }

  /** Whether the seats that do their part make a quorum. */
  hasQuorum(): boolean {
    const seats = this.seatMachines();
    const fit = seats.filter((seat) => seat !== undefined && this.#isFit(seat));
    return seats.length > 0 && fit.length >= quorumOf(seats.length);
  }

  /** Whether a quorum of the seats is left while this machine does not do its part. */
  maySpare(machine: Machine): boolean {
    const seats = this.seatMachines();
    const left = seats.filter((seat) => seat !== undefined && seat !== machine && this.#isFit(seat));
    return seats.length > SEATS_SEVERAL_MIN && left.length >= quorumOf(seats.length);
  }

  /**
   * Whether it may be lost for good: one at a time, since those who are lost keep their seats, or come to have some,
   * until they have not turned up for long enough.
   */
  mayLose(machine: Machine): boolean {
    const journal = this.best();
    if (journal === null) return false;
    const { state } = journal.at.ledger;
    const sinceMs = communityOf(state).throughMs - charterOf(state).seatExpiryMs;
    const turnUp = [...state.witnesses.entries()].filter(([, { on, seenMs }]) => on && seenMs >= sinceMs);
    const devices = [
      ...turnUp.map(([, { device }]) => device),
      ...dueSeats(journal).map(({ device }) => device),
    ];
    // who has given up the seat is missed by nobody
    const isFree = !machine.offersSeat && !devices.includes(machine.signer.publicKey);
    if (isFree && journal.at.seats.length >= SEATS_SEVERAL_MIN) return true;
    if (!this.maySpare(machine) || communityOf(state).throughMs < this.#lostMs + DAY_MS) return false;
    const known = devices.map((device) => this.machines.find((each) => this.#uses(each, device)));
    return known.every((each) => each !== undefined && this.#isWhole(each));
  }

  /** A machine is lost, and with it its seat. */
  lost(): void {
    this.#lostMs = this.nowMs;
  }

  /** Whether no more seats than the seal bears would lie if this machine's device did. */
  mayLie(machine: Machine): boolean {
    const seats = this.seatMachines();
    if (seats.length < 4) return false;
    const lying = seats.filter((seat) => seat !== undefined && (seat === machine || !seat.isHonest));
    return lying.length <= liarsBorne(seats.length);
  }

  /** Whether its person can still certify another device. */
  mayLoseDevice({ person }: Machine): boolean {
    const devices = new Set(
      this.machines.filter((each) => each.person === person).map((each) => each.signer),
    );
    return devices.size < MACHINES_MAX;
  }

  #isFit(machine: Machine): boolean {
    const isMute = machine.muteAt !== null && machine.muteAt === (this.best()?.height ?? 0) + 1;
    return !isMute && machine.offersSeat && !this.impaired.has(machine) && this.#isWhole(machine);
  }

  /** Its device will do its part again. */
  #isWhole(machine: Machine): boolean {
    return machine.isHonest && (machine.node === null || machine.node.peer.own.stopped === null);
  }

  /** What is not yet as it must be: the seal stands still, or something acknowledged is not in it. */
  ailments(): readonly string[] {
    const journal = this.best();
    if (journal === null) return ["nothing was founded"];
    const ailments = journal.height > this.heightAtCalm ? [] : [`no seal since ${this.heightAtCalm}`];
    for (const machine of this.machines) {
      const last = machine.acknowledged.at(-1);
      if (last === undefined || !this.#isDue(machine)) continue;
      if (journal.sealedSeq(machine.signer.publicKey) < last.seq)
        ailments.push(`${machine.name}: ${last.seq} is not sealed`);
    }
    return ailments;
  }

  /** The sealed ledgers of all who are left, and of each one that has it. */
  ledgers(): ReadonlyMap<string, string> {
    const inUse = this.people.flatMap(({ machine, isGone }) => (machine === null || isGone ? [] : [machine]));
    return new Map(inUse.map((machine) => [ledgerOf(machine), machine.name]));
  }

  /** What its person was told is kept will be sealed: it runs, and nothing but the seal is missing. */
  #isDue(machine: Machine): boolean {
    return this.#isInUse(machine) && !this.impaired.has(machine) && this.#isWhole(machine);
  }

  /** Whether a device's words are those of one honest machine. */
  isHonestDevice(device: string): boolean {
    return this.machines.every(({ signer, isHonest }) => signer.publicKey !== device || isHonest);
  }

  personOf(machine: Machine): Person {
    return present(
      this.people.find(({ name }) => name === machine.person),
      "whose machine it is",
    );
  }
}

function ledgerOf({ node }: Machine): string {
  const journal = node?.peer.journal;
  return journal == null ? "none" : `${journal.height} ${digestState(journal.at.ledger.state)}`;
}

/** The seats of those who turned up lately: all, unless a broken program keeps seats for those who did not. */
function dueSeats({ at: { ledger, seats } }: Journal): readonly Seat[] {
  const { state } = ledger;
  const sinceMs = communityOf(state).throughMs - charterOf(state).seatExpiryMs;
  const due = seats.filter(({ member }) => (state.witnesses.get(member)?.seenMs ?? 0) >= sinceMs);
  return due.length === 0 ? seats : due;
}
