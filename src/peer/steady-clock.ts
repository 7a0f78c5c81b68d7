/** Time for waiting: goes with the clock, and stands still when somebody sets that back. */
export class SteadyClock {
  #lastMs: number | null = null;
  #steadyMs = 0;

  /** Milliseconds that have passed since the first look, by a clock that shows `nowMs`. */
  at(nowMs: number): number {
    this.#steadyMs += Math.max(0, nowMs - (this.#lastMs ?? nowMs));
    this.#lastMs = nowMs;
    return this.#steadyMs;
  }
}
