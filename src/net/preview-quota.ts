/** Previews that one address may ask for in a minute: a hall full of newcomers behind one router. */
export const PREVIEWS_PER_ADDRESS_PER_MINUTE = 30;
/** And all addresses together. */
export const PREVIEWS_PER_MINUTE = 120;
const MINUTE_MS = 60_000;

/** Counts what was asked for in this minute, whatever came of it. `now` is a clock in milliseconds that never goes back. */
export class PreviewQuota {
  readonly #now: () => number;
  readonly #taken = new Map<string, number>();
  #all = 0;
  #sinceMs = Number.NEGATIVE_INFINITY;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether one more may be answered; only those that may are counted. */
  take(address: string): boolean {
    const now = this.#now();
    if (now - this.#sinceMs >= MINUTE_MS) {
      this.#sinceMs = now;
      this.#all = 0;
      this.#taken.clear();
    }
    const own = this.#taken.get(address) ?? 0;
    if (own >= PREVIEWS_PER_ADDRESS_PER_MINUTE || this.#all >= PREVIEWS_PER_MINUTE) return false;
    this.#taken.set(address, own + 1);
    this.#all++;
    return true;
  }
}
