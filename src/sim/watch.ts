import type { EventId } from "../base/id.ts";
import type { StoreBatch } from "../peer/batch.ts";
import type { SealedLedger } from "../peer/check-seal.ts";
import { INVARIANTS } from "./invariants/all.ts";
import type { Invariant } from "./invariants/invariant.ts";
import type { Machine } from "./machine.ts";
import type { Packet } from "./packet.ts";
import type { Play } from "./play.ts";

export interface Violation {
  readonly invariant: string;
  readonly step: number;
  readonly nowMs: number;
  readonly what: string;
}

/** Full digests of everybody are compared after so many steps. */
const DIGEST_EVERY_STEPS = 50;
/** Of one invariant: after so many a run has shown enough. */
export const VIOLATIONS_MAX = 20;

/** Asks every invariant after every step. */
export class Watch {
  readonly violations: Violation[] = [];
  /** how often each was asked */
  readonly checks = new Map<string, number>();
  #invariants: readonly (Invariant & { readonly name: string })[];
  /** where each machine stood after its last step */
  readonly #stands = new Map<Machine, SealedLedger>();
  #steps = 0;

  constructor(play: Play, without: readonly string[]) {
    this.#invariants = INVARIANTS.filter(({ name }) => !without.includes(name)).map(({ name, make }) => {
      const violated = (what: string) => {
        if (this.violations.filter((each) => each.invariant === name).length >= VIOLATIONS_MAX) return;
        this.violations.push({ invariant: name, step: this.#steps, nowMs: play.timeline.nowMs, what });
      };
      return { ...make({ play, violated }), name };
    });
    for (const { name } of this.#invariants) this.checks.set(name, 0);
  }

  /** From now on only these are asked. */
  narrow(names: readonly string[]): void {
    this.#invariants = this.#invariants.filter(({ name }) => names.includes(name));
  }

  get steps(): number {
    return this.#steps;
  }

  wrote(machine: Machine, batch: StoreBatch, died: boolean): void {
    for (const invariant of this.#invariants) invariant.wrote?.(machine, batch, died);
  }

  sent(machine: Machine, packet: Packet): void {
    for (const invariant of this.#invariants) invariant.sent?.(machine, packet);
  }

  acknowledged(machine: Machine, id: EventId): void {
    for (const invariant of this.#invariants) invariant.acknowledged?.(machine, id);
  }

  stepped(machine: Machine): void {
    const peer = machine.node?.peer;
    if (peer === undefined) return;
    this.#steps++;
    const at = peer.journal?.at ?? null;
    const moved = at !== null && this.#stands.get(machine) !== at;
    if (at !== null) this.#stands.set(machine, at);
    for (const invariant of this.#invariants) {
      this.#asked(invariant);
      invariant.stepped(machine, peer, moved);
    }
    if (this.#steps % DIGEST_EVERY_STEPS === 0) this.digested();
  }

  digested(): void {
    for (const invariant of this.#invariants) {
      if (invariant.digested === undefined) continue;
      this.#asked(invariant);
      invariant.digested();
    }
  }

  ended(): void {
    this.digested();
    for (const invariant of this.#invariants) {
      if (invariant.ended === undefined) continue;
      this.#asked(invariant);
      invariant.ended();
    }
  }

  #asked({ name }: { readonly name: string }): void {
    this.checks.set(name, (this.checks.get(name) ?? 0) + 1);
  }
}
