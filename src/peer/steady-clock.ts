/** Time for waiting: begins where the clock stands, goes with it, and stands still when somebody sets that back. */
export class SteadyClock {
  #lastMs: number | null = null;
  #steadyMs: number | null = null;

  /** By a clock that shows `nowMs`. */
  at(nowMs: number): number {
    const steadyMs = (this.#steadyMs ?? nowMs) + Math.max(0, nowMs - (this.#lastMs ?? nowMs));
    this.#steadyMs = steadyMs;
    this.#lastMs = nowMs;
    return steadyMs;
  }
}
