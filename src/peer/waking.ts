/** A machine that nobody looked at for so long was asleep. */
export const ASLEEP_MS = 3_600_000;

/** Whether a machine has just come back from sleep, or from being off: then others' words may be waiting for it. */
export class Waking {
  /** how long it listens first */
  readonly #listenMs: number;
  #lookedMs: number | null = null;
  #wokeMs: number | null = null;

  constructor(listenMs: number) {
    this.#listenMs = listenMs;
  }

  /** Every look at the clock; `restarted`: this is the first one, and there was a life before it. */
  look(steadyMs: number, restarted: boolean): void {
    const slept = this.#lookedMs === null ? restarted : steadyMs - this.#lookedMs > ASLEEP_MS;
    if (slept) this.#wokeMs = steadyMs;
    this.#lookedMs = steadyMs;
  }

  get isAwake(): boolean {
    return this.#wokeMs === null || (this.#lookedMs ?? 0) - this.#wokeMs >= this.#listenMs;
  }
}
