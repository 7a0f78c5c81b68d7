/** A machine's own clock: true time, with whatever is wrong with it. */
export class SimClock {
  offsetMs = 0;
  /** it shows this and nothing else */
  #frozenAtMs: number | null = null;

  reads(trueMs: number): number {
    return Math.max(0, this.#frozenAtMs ?? trueMs + this.offsetMs);
  }

  freeze(trueMs: number): void {
    this.#frozenAtMs ??= this.reads(trueMs);
  }

  mend(): void {
    this.offsetMs = 0;
    this.#frozenAtMs = null;
  }

  get isRight(): boolean {
    return this.offsetMs === 0 && this.#frozenAtMs === null;
  }
}
