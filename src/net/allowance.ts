import { assert } from "../base/assert.ts";

const MINUTE_MS = 60_000;
/** What adding up small parts may lose; nobody waits for it. */
const ROUNDING = 1e-6;

/**
 * So much per minute, and at most `burst` of it at once. `now` is a clock in milliseconds that never goes back.
 * What is taken beyond it is owed, and has to be waited for.
 */
export class Allowance {
  readonly #perMs: number;
  readonly #burst: number;
  readonly #now: () => number;
  #left: number;
  #atMs: number;

  constructor(perMinute: number, now: () => number, burst: number = perMinute) {
    assert(perMinute > 0 && burst > 0, "an allowance of more than nothing");
    this.#perMs = perMinute / MINUTE_MS;
    this.#burst = burst;
    this.#now = now;
    this.#left = burst;
    this.#atMs = now();
  }

  /** Nothing is owed. */
  get isWithin(): boolean {
    return this.owedMs() === 0;
  }

  take(amount: number): void {
    this.#refill();
    this.#left -= amount;
  }

  /** Gives back, up to the burst. */
  grant(amount: number): void {
    this.#refill();
    this.#left = Math.min(this.#burst, this.#left + amount);
  }

  /** Milliseconds until nothing is owed; 0: now. */
  owedMs(): number {
    this.#refill();
    return this.#left > -ROUNDING ? 0 : Math.ceil(-this.#left / this.#perMs);
  }

  #refill(): void {
    const now = this.#now();
    this.#left = Math.min(this.#burst, this.#left + (now - this.#atMs) * this.#perMs);
    this.#atMs = now;
  }
}

/** Names whose allowance is remembered; beyond it the one asked for longest ago begins anew. */
const NAMES_MAX = 1_000;

/** One allowance for each name. */
export class Allowances {
  readonly #make: () => Allowance;
  readonly #byName = new Map<string, Allowance>();

  constructor(perMinute: number, now: () => number, burst: number = perMinute) {
    this.#make = () => new Allowance(perMinute, now, burst);
  }

  of(name: string): Allowance {
    const allowance = this.#byName.get(name) ?? this.#make();
    this.#byName.delete(name);
    this.#byName.set(name, allowance);
    if (this.#byName.size > NAMES_MAX) {
      const oldest = this.#byName.keys().next();
      if (!oldest.done) this.#byName.delete(oldest.value);
    }
    return allowance;
  }
}
