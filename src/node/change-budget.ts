/** So many times at a stretch, and then once in every span: what comes and goes (a line that breaks) is not told each time. */
export class ChangeBudget {
  readonly #max: number;
  readonly #refillMs: number;
  #left: number;
  #sinceMs: number | undefined;

  constructor(max: number, refillMs: number) {
    this.#max = max;
    this.#refillMs = refillMs;
    this.#left = max;
  }

  /** Takes one; false: none is left now. `nowMs` never goes back. */
  take(nowMs: number): boolean {
    const gained = Math.floor((nowMs - (this.#sinceMs ?? nowMs)) / this.#refillMs);
    this.#left = Math.min(this.#max, this.#left + gained);
    this.#sinceMs = this.#left === this.#max ? nowMs : (this.#sinceMs ?? nowMs) + gained * this.#refillMs;
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }
}
