import { present } from "../../src/base/assert.ts";
import { fromHex } from "../../src/base/bytes.ts";
import type { CommunityId, EventId, SealId } from "../../src/base/id.ts";
import { signInvite } from "../../src/events/invite.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import type { Signer } from "../../src/events/signer.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import type { Topic } from "../../src/net/transport.ts";
import { firstBatch } from "../../src/node/home.ts";
import { foundEvent, joinEvent } from "../../src/peer/first-events.ts";
import { type Prng, prng } from "../../src/sim/prng.ts";
import { digestState } from "../../src/state/digest.ts";
import { MemoryDisk } from "../../src/store/memory-disk.ts";
import { openTableStore } from "../../src/store/table-store.ts";
import { CHARTER, keyFor, START_MS } from "../sim/village.ts";
import { Brittle, BrittleDisk, Dead, type Remains } from "./brittle.ts";
import { BrittleNode } from "./brittle-node.ts";

export const NAMES = ["Ada", "Bo", "Cy", "Di"] as const;
const MORTAL = "Ada";
const TICK_MS = 200;
const STREET_CHARTER = { ...CHARTER, sealEveryMs: 600, rankMs: 200, roundMs: 600 };

/** A moment of four members' disks, to begin many lives from. */
export interface Moment {
  readonly community: CommunityId;
  readonly nowMs: number;
  readonly disks: ReadonlyMap<string, MemoryDisk>;
}

const deviceKey = (name: string): Signer => keyFor(`device ${name}`);

/** Four members on shipping stores and drivers, one of whom may die at any step; virtual time, seeded losses. */
export class FourOnAStreet {
  nowMs: number;
  readonly nodes = new Map<string, BrittleNode>();
  readonly faults: string[] = [];
  readonly acknowledged: EventId[] = [];
  life: Brittle;
  readonly #chance: Prng;
  readonly #community: CommunityId;
  readonly #disks = new Map<string, MemoryDisk>();
  #mortalDisk: BrittleDisk | undefined;
  #before: MemoryDisk | undefined;
  /** one gossiped message in so many is lost; 0: none */
  #lossOneIn = 0;
  /** the mortal's disk keeps nothing of its first life */
  readonly #forgets: boolean;
  readonly #left = new Map<string, string>();
  /** the mortal's latest lock that anybody could have seen: height, round, value */
  #lock: { readonly height: number; readonly round: number; readonly value: SealId } | undefined;

  constructor({ community, nowMs, disks }: Moment, seed: number, diesAt: number, forgets = false) {
    this.#forgets = forgets;
    this.#community = community;
    this.nowMs = nowMs;
    this.#chance = prng(seed);
    this.life = new Brittle(diesAt);
    for (const [name, disk] of disks) this.#disks.set(name, BrittleDisk.copy(disk));
  }

  // ── what nodes ask of their street ──

  gossip(from: string, topic: Topic, bytes: Uint8Array): void {
    for (const [name, node] of this.nodes) {
      if (name === from || (this.#lossOneIn > 0 && this.#chance.oneIn(this.#lossOneIn))) continue;
      queueMicrotask(() => void node.hear(topic, from, bytes));
    }
  }

  async ask(from: string, to: string, frame: Uint8Array): Promise<Uint8Array> {
    return await present(this.nodes.get(to), "a neighbour").answer(from, frame);
  }

  left(from: string, place: string, id: string): void {
    const key = `${from} ${place}`;
    const before = this.#left.get(key);
    if (before !== undefined && before !== id) this.faults.push(`two different words: ${key}`);
    this.#left.set(key, id);
    if (from === MORTAL) this.#noteLock();
  }

  // ── its life ──

  async startAll(): Promise<void> {
    for (const name of this.#disks.keys()) await this.start(name);
  }

  async start(name: string): Promise<void> {
    const isMortal = name === MORTAL;
    const disk = present(this.#disks.get(name), "a disk");
    const life = isMortal ? this.life : new Brittle(0);
    const brittle = new BrittleDisk(disk, life);
    if (isMortal) {
      this.#mortalDisk = brittle;
      this.#before = BrittleDisk.copy(disk);
    }
    const signer = deviceKey(name);
    const setup = { name, community: this.#community, signer, medium: brittle.medium(), life, street: this };
    const node = await BrittleNode.start(setup).catch((error: unknown) => {
      if (error instanceof Dead) return undefined;
      throw error;
    });
    if (node === undefined) return;
    for (const [other, neighbour] of this.nodes) {
      neighbour.up(name, signer);
      node.up(other, deviceKey(other));
    }
    this.nodes.set(name, node);
    await quiet();
  }

  /** Ticks and words until so much virtual time has passed; a death is followed by a new life at the next tick. */
  async run(ms: number, speaks: boolean, remains: Remains): Promise<void> {
    for (const endMs = this.nowMs + ms; this.nowMs < endMs; this.nowMs += TICK_MS) {
      if (this.life.isDead) await this.#reborn(remains);
      for (const node of this.nodes.values()) node.tick();
      await quiet();
      if (speaks) await this.#speak();
    }
  }

  async #reborn(remains: Remains): Promise<void> {
    const found = present(this.#mortalDisk, "its disk").remains(remains);
    this.#disks.set(MORTAL, this.#forgets ? present(this.#before, "its disk before") : found);
    this.nodes.delete(MORTAL);
    for (const node of this.nodes.values()) node.down(MORTAL);
    this.life = new Brittle(0);
    await this.start(MORTAL);
    const own = present(this.nodes.get(MORTAL), "a second life").peer.own;
    if (own.stopped !== null) this.faults.push(`stopped: ${own.stopped}`);
    const [lock, last] = [this.#lock, own.last];
    if (lock === undefined || last?.height !== lock.height) return;
    const keeps =
      last.lockRound > lock.round || (last.lockRound === lock.round && last.lockValue === lock.value);
    if (!keeps) this.faults.push(`forgot its lock of round ${lock.round}`);
  }

  set lossOneIn(n: number) {
    this.#lossOneIn = n;
  }

  async #speak(): Promise<void> {
    const name = this.#chance.pick(NAMES) ?? MORTAL;
    const node = this.nodes.get(name);
    const life = name === MORTAL ? this.life : undefined;
    if (node === undefined || life?.isDead === true || !this.#chance.oneIn(2)) return;
    const terms = { ...seriousIllness(2), title: `Plan ${this.nowMs - START_MS}` };
    void node.say("propose", propose.body.write({ terms, tier: null })).then((id) => {
      // what a machine thinks after its death nobody was told
      if (id !== undefined && life?.isDead !== true) this.acknowledged.push(id);
    });
    await quiet();
  }

  /** What the mortal's peer is bound to once a word of it has left. */
  #noteLock(): void {
    const last = this.nodes.get(MORTAL)?.peer.own.last;
    if (last == null || last.lockValue === null || last.step !== "precommit") return;
    if (!this.#left.has(`${MORTAL} ${last.epoch}/${last.height}/${last.round}/precommit`)) return;
    this.#lock = { height: last.height, round: last.lockRound, value: last.lockValue };
  }

  /** Lets all be well; what is still not after that is a fault. */
  async heal(): Promise<void> {
    this.#lossOneIn = 0;
    for (let rounds = 0; rounds < 40 && (rounds < 2 || this.#ailments().length > 0); rounds++)
      await this.run(2_000, false, { volatile: 0, slotBytes: 0 });
    this.faults.push(...this.#ailments());
  }

  #ailments(): readonly string[] {
    if (this.life.isDead) return ["dead"];
    const ailments: string[] = [];
    const roots = [...this.nodes.values()].map(
      ({ peer }) => peer.journal && digestState(peer.journal.at.ledger.state),
    );
    if (this.nodes.size < this.#disks.size || new Set(roots).size > 1) ailments.push("roots differ");
    for (const [name, { peer }] of this.nodes) {
      if (peer.own.stopped !== null) ailments.push(`${name} signs nothing more: ${peer.own.stopped}`);
      const held = new Set(peer.journal?.open.all().map(({ id }) => id));
      const plans = peer.journal?.at.ledger.state.plans;
      for (const id of this.acknowledged)
        if (held.has(id) || plans?.get(id) === undefined) ailments.push(`${name}: not sealed ${id}`);
    }
    return ailments;
  }

  height(): number {
    return Math.min(...[...this.nodes.values()].map(({ peer }) => peer.journal?.height ?? 0));
  }

  seats(): number {
    return this.nodes.get("Bo")?.peer.journal?.at.seats.length ?? 0;
  }

  moment(): Moment {
    const disks = new Map([...this.#disks].map(([name, disk]) => [name, BrittleDisk.copy(disk)]));
    return { community: this.#community, nowMs: this.nowMs, disks };
  }

  /** A new member's disk. */
  async join(name: string): Promise<void> {
    const inviter = present(this.nodes.get(MORTAL), "an inviter").peer.journal?.ownerOf(
      deviceKey(MORTAL).publicKey,
    );
    const key = keyFor(`invite ${name}`);
    const expiresMs = START_MS + 86_400_000;
    const invite = { key: key.publicKey, inviter: present(inviter, "a member"), expiresMs };
    const statement = signInvite(deviceKey(MORTAL), this.#community, invite);
    const event = joinEvent(firstKeys(name), { community: this.#community, statement, key }, this.nowMs);
    const disk = new MemoryDisk();
    await (await openTableStore(disk)).write(firstBatch(event));
    this.#disks.set(name, disk);
    await this.start(name);
    // a newcomer shows its join in the hello
    for (const [other, node] of this.nodes) if (other !== name) node.hear("events", name, event.wire);
    await quiet();
  }

  static async found(): Promise<FourOnAStreet> {
    const event = foundEvent(firstKeys(MORTAL), STREET_CHARTER, START_MS);
    const disk = new MemoryDisk();
    await (await openTableStore(disk)).write(firstBatch(event));
    const disks = new Map([[MORTAL, disk]]);
    const street = new FourOnAStreet({ community: event.id, nowMs: START_MS, disks }, 1, 0);
    await street.startAll();
    return street;
  }
}

function firstKeys(name: string) {
  const boxKey = keyFor(`box ${name}`).publicKey;
  return { root: keyFor(`root ${name}`), device: deviceKey(name), boxKey, salt: fromHex("07".repeat(16)) };
}

/** Until everything that was begun without a timer is done: some turns of the loop, since nothing here waits. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
