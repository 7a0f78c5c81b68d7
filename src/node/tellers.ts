/** Tellers at a time, and of one host one. */
export const TELLERS_MAX = 2;
/** A teller that has brought no seal for so long is sent away, in milliseconds. */
export const TELLER_MS = 20_000;
/** Its own side may hang up on us, who answer nothing: within that time it may come so often. */
export const TELLER_VISITS_MAX = 3;
/** Who was sent away is not listened to for so long, under whatever transport key, nor is anybody from there. */
export const TELLER_AWAY_MS = 120_000;
/** Devices and hosts remembered; beyond it whoever was sent away longest ago may come again. */
export const TELLERS_AWAY_MAX = 1_000;

interface Place {
  readonly device: string;
  readonly host: string;
  isHere: boolean;
  /** since it first came, or last brought a seal */
  visits: number;
  /** it first came, or last brought a seal */
  sinceMs: number;
}

/**
 * Who may tell this node what was sealed while it was off, though its books know neither them nor who brought them.
 * `now` is a clock in milliseconds that never goes back.
 */
export class Tellers {
  readonly #now: () => number;
  /** by peer */
  readonly #places = new Map<string, Place>();
  /** devices and hosts, until when */
  readonly #away = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A place for a peer whose hello is good; false: there is none for it now. */
  take(peer: string, device: string, host: string): boolean {
    const before = this.#places.get(peer);
    if (before !== undefined && !before.isHere && before.device === device && before.host === host) {
      before.isHere = before.visits++ < TELLER_VISITS_MAX;
      return before.isHere;
    }
    const names = [peer, device, host];
    const taken = [...this.#places].flatMap(([name, place]) => [name, place.device, place.host]);
    if (this.#places.size >= TELLERS_MAX || names.some((name) => taken.includes(name))) return false;
    if (names.some((name) => this.#isAway(name))) return false;
    this.#places.set(peer, { device, host, isHere: true, visits: 1, sinceMs: this.#now() });
    return true;
  }

  has(peer: string): boolean {
    return this.#places.get(peer)?.isHere === true;
  }

  /** A seal has come by it, and was taken. */
  brought(peer: string): void {
    const place = this.#places.get(peer);
    if (place !== undefined) Object.assign(place, { sinceMs: this.#now(), visits: 1 });
  }

  /** Whose time is over loses the place. */
  look(): void {
    for (const [peer, { sinceMs }] of [...this.#places])
      if (this.#now() - sinceMs >= TELLER_MS) this.left(peer, true);
  }

  /** It is gone: sent away, or by itself, and the place is its own for the rest of its time. */
  left(peer: string, isSentAway: boolean): void {
    const place = this.#places.get(peer);
    if (place === undefined) return;
    place.isHere = false;
    if (!isSentAway) return;
    this.#places.delete(peer);
    for (const name of [place.device, place.host]) this.#sendAway(name);
  }

  #sendAway(name: string): void {
    this.#away.delete(name);
    this.#away.set(name, this.#now() + TELLER_AWAY_MS);
    if (this.#away.size <= TELLERS_AWAY_MAX) return;
    for (const oldest of this.#away.keys()) {
      this.#away.delete(oldest);
      return;
    }
  }

  #isAway(name: string): boolean {
    return (this.#away.get(name) ?? Number.NEGATIVE_INFINITY) > this.#now();
  }
}
