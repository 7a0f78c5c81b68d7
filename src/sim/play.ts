import { present } from "../base/assert.ts";
import type { Cbor } from "../base/cbor.ts";
import type { CommunityId, EventId } from "../base/id.ts";
import { fail, type Result } from "../base/result.ts";
import { HOUR_MS } from "../calendar/calendar.ts";
import type { KindName } from "../events/kind.ts";
import { witness } from "../events/kinds/witness.ts";
import type { StoreBatch } from "../peer/batch.ts";
import type { AuthorFault, Output } from "../peer/output.ts";
import type { Machine } from "./machine.ts";
import { Overview } from "./overview.ts";
import type { Packet } from "./packet.ts";
import type { SimParts } from "./parts.ts";
import { Person } from "./person.ts";
import { type Prng, prng } from "./prng.ts";
import { type Scenario, START_MS } from "./scenario.ts";
import { sealedOf } from "./sealed-of.ts";
import { type NetPort, SimNet } from "./sim-net.ts";
import { Died, SimNode } from "./sim-node.ts";
import { Timeline } from "./timeline.ts";
import { Trace } from "./trace.ts";
import { traceOutput, tracePacket } from "./trace-words.ts";
import { Watch } from "./watch.ts";

/** What was switched on while its person is away stays on so long. */
const UNATTENDED_MS_MAX = 3 * HOUR_MS;

/** One run as it goes: machines, people, the network between them, and who watches. Everything follows from the seed. */
export class Play extends Overview implements NetPort {
  readonly scenario: Scenario;
  readonly parts: SimParts;
  readonly chance: Prng;
  readonly timeline = new Timeline(START_MS);
  readonly trace = new Trace();
  readonly net: SimNet;
  readonly watch: Watch;
  /** injections of faults, by their kind */
  readonly counts = new Map<string, number>();
  /** events that people and nodes have said and were told that they are kept */
  acknowledged = 0;
  /** the last seal that somebody made alone: its height, and when it first lay on a disk */
  soleSeal = { height: 0, atMs: Number.NEGATIVE_INFINITY };
  /** a person comes who has not come yet */
  come: (person: Person) => void = () => undefined;
  #community: CommunityId | null = null;
  #token = 0;

  constructor(scenario: Scenario, parts: SimParts, without: readonly string[]) {
    super(scenario.people.map((plan) => new Person(plan, parts)));
    this.scenario = scenario;
    this.parts = parts;
    this.chance = prng(scenario.seed ^ 0x5eed);
    this.net = new SimNet(this);
    this.watch = new Watch(this, without);
  }

  override get nowMs(): number {
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
    this.#tickOn(machine, machine.spell, this.nowMs + UNATTENDED_MS_MAX);
  }

  #tickOn(machine: Machine, spell: number, untilMs: number): void {
    this.timeline.after(this.scenario.tickMs, () => {
      if (machine.spell !== spell || !machine.isUp) return;
      if (this.nowMs >= Math.max(untilMs, machine.attendedUntilMs)) {
        this.goOffline(machine);
        return;
      }
      this.step(machine, "tick", (node, nowMs) => node.handle({ type: "tick" }, nowMs));
      if (machine.isUp) this.net.dial(machine, this.scenario.neighbours);
      this.#tickOn(machine, spell, untilMs);
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
    if (isWrite) this.#noteSoleSeals(output.batch);
    if (isWrite) this.watch.wrote(machine, output.batch, died);
    return died;
  }

  #noteSoleSeals({ seals }: StoreBatch): void {
    for (const { record } of seals) {
      const { header, reports } = sealedOf(record);
      if (reports.length > 1 || header.height <= this.soleSeal.height) continue;
      this.soleSeal = { height: header.height, atMs: this.nowMs };
    }
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
      const offer = kind === witness.name ? witness.body.read(body) : null;
      if (offer?.ok) machine.offersSeat = offer.value.on;
      machine.acknowledged.push({ id: answer.value, seq: node.peer.own.last?.feedSeq ?? 0 });
      this.watch.acknowledged(machine, answer.value);
    }
    return answer;
  }
}
