/** At so many points a peer is dropped and kept out. */
export const PENALTY_MAX = 100;
/** Points that a peer loses by behaving: an honest peer's rare mistakes never add up. */
export const PENALTY_FORGIVEN_PER_HOUR = 20;
/** Peers remembered; beyond it the oldest record goes. */
export const PENALTY_PEERS_MAX = 1_000;

/** Who is kept out, and for how many milliseconds more. */
export interface Ban {
  /** a transport peer's id or a device's key */
  readonly name: string;
  readonly leftMs: number;
}

/** Bans outlive a restart where somebody keeps them. */
export interface KeptOut {
  readonly restored: readonly Ban[];
  changed(bans: readonly Ban[]): void;
}

interface Account {
  points: number;
  sinceMs: number;
}

/** Points per peer, forgiven slowly, and who is kept out until when. `now` is a clock in milliseconds that never goes back. */
export class PenaltyBox {
  readonly #banMs: number;
  readonly #now: () => number;
  readonly #accounts = new Map<string, Account>();
  readonly #bannedUntil = new Map<string, number>();

  constructor(banMs: number, now: () => number) {
    this.#banMs = banMs;
    this.#now = now;
  }

  /** Adds points; true when they reach PENALTY_MAX. */
  add(peer: string, points: number): boolean {
    const now = this.#now();
    const account = this.#accounts.get(peer) ?? { points: 0, sinceMs: now };
    const forgiven = ((now - account.sinceMs) / 3_600_000) * PENALTY_FORGIVEN_PER_HOUR;
    const total = Math.max(0, account.points - forgiven) + points;
    remember(this.#accounts, peer, { points: total, sinceMs: now });
    if (total < PENALTY_MAX) return false;
    this.#accounts.delete(peer);
    return true;
  }

  /** Keeps a peer or a device out for the box's time. */
  ban(peerOrDevice: string): void {
    remember(this.#bannedUntil, peerOrDevice, this.#now() + this.#banMs);
  }

  /** Bans of an earlier run, oldest first; none is longer than the box's time. */
  restore(bans: readonly Ban[]): void {
    for (const { name, leftMs } of bans)
      remember(this.#bannedUntil, name, this.#now() + Math.min(leftMs, this.#banMs));
  }

  /** Oldest first. */
  banned(): readonly Ban[] {
    const now = this.#now();
    return [...this.#bannedUntil]
      .map(([name, until]) => ({ name, leftMs: Math.ceil(until - now) }))
      .filter(({ leftMs }) => leftMs > 0);
  }

  isBanned(peerOrDevice: string): boolean {
    const until = this.#bannedUntil.get(peerOrDevice);
    if (until === undefined) return false;
    if (this.#now() < until) return true;
    this.#bannedUntil.delete(peerOrDevice);
    return false;
  }
}

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= PENALTY_PEERS_MAX) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
