import { present } from "../../src/base/assert.ts";
import type { EventId } from "../../src/base/id.ts";
import type { Output } from "../../src/peer/output.ts";
import type { ForgottenSync } from "../../src/sim/sim-disk.ts";
import { Died } from "../../src/sim/sim-node.ts";
import { GOOD_LINK } from "../../src/sim/sim-world.ts";
import { wishOf } from "./crash-people.ts";
import { CrashWatch } from "./crash-watch.ts";
import { CHARTER, Village } from "./village.ts";

const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"] as const;
/** The output before which a machine dies: of one type, of every type, or the writes of what it has signed. */
const AIMS = [
  "any",
  "own-event",
  "own-message",
  "persist",
  "answer",
  "gossip",
  "request",
  "respond",
  "serve",
  "sealed",
  "forward",
] as const;
type Aim = (typeof AIMS)[number];

/** The first of so many, by chance; of others of 12. */
const ORDINAL_MAX: Partial<Record<Aim, number>> = { any: 60, "own-event": 3, "own-message": 5 };

/** Virtual seconds of dying, and at most of healing after it. */
const DYING_S = 20;
const HEALING_S_MAX = 120;
const DOWN_MS_MAX = 4_000;
const TICK_MS = 200;

export interface CrashVerdict {
  readonly faults: readonly string[];
  readonly deaths: readonly string[];
  readonly acknowledged: number;
  readonly height: number;
  readonly words: number;
  /** virtual seconds until all was well */
  readonly healingS: number;
}

/** Five members on five machines that die at seeded outputs, alone or all at once, and start again. */
export class CrashVillage extends Village {
  readonly #watch: CrashWatch;
  readonly #aims = new Map<string, { aim: Aim; left: number }>();
  readonly #acknowledged: EventId[] = [];
  #token = 1_000_000;
  #isDying = false;

  constructor(seed: number) {
    super(seed, { ...CHARTER, seatExpiryMs: 40_000 });
    this.#watch = new CrashWatch(this.world);
    this.network = this.#watch;
    this.dies = (name, output) => this.#diesAt(name, output);
  }

  /** One run, from founding to healing. */
  live(forgets: ForgottenSync): CrashVerdict {
    this.found("Ada");
    this.run(1);
    for (const name of NAMES.slice(1)) this.join(name, "Ada");
    this.run(14);
    for (const disk of this.disks.values()) disk.forgets = forgets;
    this.#dyingDays();
    this.#isDying = false;
    this.#aims.clear();
    this.world.link = GOOD_LINK;
    this.heal();
    let healingS = 0;
    for (; healingS < HEALING_S_MAX && this.#ailments().length > 0; healingS += 5) this.run(5);
    return {
      healingS,
      faults: [...new Set([...this.#watch.faults, ...this.#ailments()])],
      deaths: this.deaths,
      acknowledged: this.#acknowledged.length,
      height: this.height("Ada"),
      words: this.#watch.seen,
    };
  }

  override run(seconds: number): void {
    this.world.run(seconds * 1_000, TICK_MS);
  }

  #dyingDays(): void {
    this.#isDying = true;
    this.world.link = { lossOneIn: 8, twiceOneIn: 8, delayMsMax: 200 };
    for (const name of NAMES) this.#aim(name);
    for (let second = 0; second < DYING_S; second++) {
      for (let words = this.chance.below(3); words > 0; words--) this.#speak();
      if (this.chance.oneIn(12)) this.#powerCut();
      if (this.chance.oneIn(6)) this.#cutSomebody();
      if (this.chance.oneIn(5)) this.heal();
      this.run(1);
    }
  }

  #aim(name: string): void {
    const aim = this.chance.pick(AIMS) ?? "any";
    this.#aims.set(name, { aim, left: this.chance.below(ORDINAL_MAX[aim] ?? 12) });
  }

  #diesAt(name: string, output: Output): boolean {
    if (output.type === "persist") this.#watch.stored(output.batch);
    const armed = this.#aims.get(name);
    if (armed === undefined || !matches(armed.aim, output) || armed.left-- > 0) return false;
    this.#aims.delete(name);
    return true;
  }

  override died(name: string): void {
    this.deaths.push(name);
    present(this.disks.get(name), "a disk").crash(this.chance);
    // as often at once, while the others still agree on the same height
    const downMs = this.chance.oneIn(2) ? 1 : 1 + this.chance.below(DOWN_MS_MAX);
    this.world.after(downMs, () => this.start(name));
  }

  override start(name: string): void {
    if (this.world.node(name) !== undefined) return;
    if (this.#isDying) this.#aim(name);
    try {
      super.start(name);
    } catch (error) {
      // it died before it was up, of what it had to do at once
      if (!(error instanceof Died)) throw error;
      this.died(name);
    }
  }

  /** The whole street at one moment. */
  #powerCut(): void {
    for (const name of this.world.names()) {
      this.world.down(name);
      this.died(name);
    }
  }

  #cutSomebody(): void {
    const name = this.chance.pick(NAMES) ?? "Ada";
    for (const other of NAMES) if (other !== name && !this.chance.oneIn(3)) this.cut(name, other);
  }

  #speak(): void {
    const name = this.chance.pick(NAMES) ?? "Ada";
    const node = this.world.node(name);
    const state = node?.peer.journal?.at.ledger.state;
    if (node === undefined || state === undefined) return;
    const token = this.#token++;
    const wish = wishOf(this.chance, state, this.world.nowMs);
    this.world.act(name, () => node.handle({ type: "author", token, ...wish }, this.world.nowMs));
    // the answer may have come before it died
    const answer = node.answers.get(token);
    if (answer?.ok) this.#acknowledged.push(answer.value);
  }

  /** What is still, or for good, not as it must be. */
  #ailments(): readonly string[] {
    const up = NAMES.filter((name) => this.world.node(name) !== undefined);
    if (up.length < NAMES.length) return ["not everybody is up"];
    const ailments: string[] = [];
    if (new Set(this.roots()).size > 1) ailments.push("roots differ");
    for (const name of NAMES) ailments.push(...this.#ailmentsOf(name));
    return ailments;
  }

  #ailmentsOf(name: string): readonly string[] {
    const { own, journal } = present(this.world.node(name), "a node that is up").peer;
    const disk = present(this.disks.get(name), "a disk");
    if (own.stopped !== null) return [`${name} signs nothing more: ${own.stopped}`];
    return this.#acknowledged.flatMap((id) => {
      const event = disk.event(id);
      if (event === undefined) return [`${name} lacks an acknowledged event`];
      return (journal?.sealedSeq(event.device) ?? -1) < event.seq ? [`${name}: never sealed`] : [];
    });
  }
}

function matches(aim: Aim, output: Output): boolean {
  if (aim === "any") return true;
  if (aim === "own-event") return isOwn(output) && output.batch.events.length > 0;
  if (aim === "own-message") return isOwn(output) && output.batch.messages.length > 0;
  return output.type === aim;
}

function isOwn(output: Output): output is Extract<Output, { type: "persist" }> {
  return output.type === "persist" && output.batch.lastSign !== null;
}
