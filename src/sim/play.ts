import { present } from "../base/assert.ts";
import type { Cbor } from "../base/cbor.ts";
import type { CommunityId, EventId } from "../base/id.ts";
import { fail, type Result } from "../base/result.ts";
import type { KindName } from "../events/kind.ts";
import type { Journal } from "../peer/journal.ts";
import type { AuthorFault, Output } from "../peer/output.ts";
import { liarsBorne, quorumOf } from "../seal/quorum.ts";
import type { Machine } from "./machine.ts";
import type { Packet } from "./packet.ts";
import type { SimParts } from "./parts.ts";
import { Person } from "./person.ts";
import { type Prng, prng } from "./prng.ts";
import { type Scenario, START_MS } from "./scenario.ts";
import { type NetPort, SimNet } from "./sim-net.ts";
import { Died, SimNode } from "./sim-node.ts";
import { Timeline } from "./timeline.ts";
import { Trace } from "./trace.ts";
import { traceOutput, tracePacket } from "./trace-words.ts";
import { Watch } from "./watch.ts";

/** Devices that one person has in all, see DEVICES_PER_MEMBER_MAX. */
const MACHINES_MAX = 4;

/** One run as it goes: machines, people, the network between them, and who watches. Everything follows from the seed. */
export class Play implements NetPort {
  readonly scenario: Scenario;
  readonly parts: SimParts;
  readonly chance: Prng;
  readonly timeline = new Timeline(START_MS);
  readonly trace = new Trace();
  readonly net: SimNet;
  readonly watch: Watch;
  readonly people: readonly Person[];
  readonly machines: Machine[] = [];
  /** injections of faults, by their kind */
  readonly counts = new Map<string, number>();
  /** machines that a fault keeps from doing their part for now */
  readonly impaired = new Set<Machine>();
  /** events that people and nodes have said and were told that they are kept */
  acknowledged = 0;
  /** a person comes who has not come yet */
  come: (person: Person) => void = () => undefined;
  /** the height when the faults stopped */
  heightAtCalm = 0;
  #community: CommunityId | null = null;
  #token = 0;

  constructor(scenario: Scenario, parts: SimParts, without: readonly string[]) {
    this.scenario = scenario;
    this.parts = parts;
    this.chance = prng(scenario.seed ^ 0x5eed);
    this.net = new SimNet(this);
    this.people = scenario.people.map((plan) => new Person(plan, parts));
    this.watch = new Watch(this, without);
  }

  get nowMs(): number {
    return this.timeline.nowMs;
  }

  get community(): CommunityId {
    return present(this.#community, "a founded community");
  }

  count(kind: string): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  // ── machines ──

  /** A machine enters the world. */
  place(machine: Machine): Machine {
    this.#community ??= machine.community;
    this.machines.push(machine);
    this.net.add(machine);
    return machine;
  }

  machineOf(person: string): Machine | undefined {
    return this.people.find(({ name }) => name === person)?.machine ?? undefined;
  }

  /** The program is started, from what the disk holds; false: it died before it was up. */
  start(machine: Machine): boolean {
    if (machine.node !== null) return true;
    this.trace.text(`start ${machine.name}`);
    const { name, community, signer, disk } = machine;
    const { verify } = this.parts;
    const { syncEveryMs } = this.scenario;
    const dies = (output: Output) => this.#outputs(machine, output);
    const setup = { name, community, signer, verify, syncEveryMs, disk, network: this.net, dies };
    try {
      machine.node = new SimNode(setup, machine.clock.reads(this.nowMs));
      return true;
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      this.#lose(machine);
      this.onDeath(machine);
      return false;
    }
  }

  /** Comes into reach, its program running. */
  comeOnline(machine: Machine): void {
    if (machine.isGone || !this.start(machine)) return;
    if (machine.isOnline) return;
    machine.isOnline = true;
    machine.spell++;
    this.net.dial(machine, this.scenario.neighbours);
    this.#tickOn(machine, machine.spell);
  }

  #tickOn(machine: Machine, spell: number): void {
    this.timeline.after(this.scenario.tickMs, () => {
      if (machine.spell !== spell || !machine.isUp) return;
      this.step(machine, "tick", (node, nowMs) => node.handle({ type: "tick" }, nowMs));
      if (machine.isUp) this.net.dial(machine, this.scenario.neighbours);
      this.#tickOn(machine, spell);
    });
  }

  /** Sleeps: its program stands still where it is, and its connections end. */
  goOffline(machine: Machine): void {
    if (!machine.isOnline) return;
    machine.isOnline = false;
    this.net.off(machine);
  }

  /** The program ends as it should. */
  shutDown(machine: Machine): void {
    this.goOffline(machine);
    machine.node = null;
    machine.disk.flush();
  }

  /** Never comes back. */
  retire(machine: Machine): void {
    this.goOffline(machine);
    machine.node = null;
    machine.isGone = true;
  }

  /** The power fails. */
  crash(machine: Machine): void {
    if (machine.node !== null) this.#lose(machine);
  }

  restartLater(machine: Machine, restartMs: number): void {
    this.timeline.after(restartMs, () => {
      if (machine.node === null) this.comeOnline(machine);
    });
  }

  #lose(machine: Machine): void {
    this.trace.text(`lost ${machine.name}`);
    machine.node = null;
    machine.isOnline = false;
    this.net.off(machine);
    const { unsynced } = machine.disk.crash(this.chance);
    for (let batch = 0; batch < unsynced; batch++) this.count("unsynced-loss");
  }

  /** What a machine that died by itself does next; the faults may say otherwise. */
  onDeath: (machine: Machine) => void = (machine) => this.restartLater(machine, 60_000);

  // ── one step ──

  step(machine: Machine, what: string, act: (node: SimNode, nowMs: number) => void): void {
    const { node } = machine;
    if (node === null) return;
    this.trace.number(this.nowMs);
    this.trace.text(what);
    this.trace.text(machine.name);
    try {
      act(node, machine.clock.reads(this.nowMs));
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      this.#lose(machine);
      this.onDeath(machine);
      return;
    }
    this.watch.stepped(machine);
  }

  #outputs(machine: Machine, output: Output): boolean {
    traceOutput(this.trace, output);
    const isWrite = output.type === "persist";
    const died = (isWrite && machine.disk.isFull) || machine.dies(output);
    if (isWrite) this.watch.wrote(machine, output.batch, died);
    return died;
  }

  sent(machine: Machine, packet: Packet): void {
    tracePacket(this.trace, packet);
    this.watch.sent(machine, packet);
  }

  /** The person at this machine says something. */
  say(machine: Machine, kind: KindName, body: Cbor): Result<EventId, AuthorFault> {
    const { node } = machine;
    if (node === null) return fail("device-stopped");
    const token = ++this.#token;
    this.step(machine, `say ${kind}`, (_, nowMs) =>
      node.handle({ type: "author", token, kind, body }, nowMs),
    );
    // the answer may have come before it died
    const answer = node.answers.get(token) ?? fail("device-stopped");
    if (answer.ok) {
      this.acknowledged++;
      machine.acknowledged.push({ id: answer.value, seq: node.peer.own.last?.feedSeq ?? 0 });
      this.watch.acknowledged(machine, answer.value);
    }
    return answer;
  }

  // ── what is known to no single machine ──

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
    const seats = this.best()?.at.seats ?? [];
    return seats.map(({ device }) =>
      this.machines.find((machine) => machine.signer.publicKey === device && this.#isInUse(machine)),
    );
  }

  #isInUse(machine: Machine): boolean {
    return !machine.isGone && this.machineOf(machine.person) === machine;
  }

  /** Whether a quorum of the seats is left if this machine never does its part again. */
  maySpare(machine: Machine): boolean {
    const seats = this.seatMachines();
    if (seats.length === 0 || this.#isYoung()) return false;
    const left = seats.filter((seat) => seat !== undefined && seat !== machine && this.#isFit(seat));
    return left.length >= quorumOf(seats.length);
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

  /** While one seals alone everything hangs on that machine. */
  #isYoung(): boolean {
    return (this.best()?.at.seats.length ?? 0) < 4;
  }

  #isFit(machine: Machine): boolean {
    return !this.impaired.has(machine) && (machine.node === null || machine.node.peer.own.stopped === null);
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

  /** What its person was told is kept will be sealed: it runs, and nothing but the seal is missing. */
  #isDue(machine: Machine): boolean {
    return machine.isHonest && this.#isInUse(machine) && this.#isFit(machine);
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
