import { compareNumber } from "../base/order.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { communityOf } from "../state/state.ts";

/** States right after a seal that a node keeps for newcomers, beside those of each month. */
export const SNAPSHOTS_LATEST_MAX = 3;
/** Months of which one snapshot is kept. */
export const SNAPSHOTS_MONTHLY_MAX = 24;
/** Older snapshots that are kept while somebody fetches them: as many newcomers may take longer than three seals. */
const SNAPSHOTS_ASKED_MAX = 2;
/** A month of sealed time, in milliseconds. */
const SNAPSHOT_MONTH_MS = 30 * 86_400_000;

/**
 * The ledgers that newcomers may start from: of the last seals, of the first seal of each month, and those that are
 * being fetched. Ledgers share what did not change between them, so keeping one costs what did.
 */
export class Snapshots {
  readonly #latest = new Map<number, Ledger>();
  readonly #monthly = new Map<number, Ledger>();
  readonly #asked = new Map<number, Ledger>();
  #month = -1;

  /** Right after a seal; heights rise. */
  add(ledger: Ledger): void {
    const { height, throughMs } = communityOf(ledger.state);
    keep(this.#latest, height, ledger, SNAPSHOTS_LATEST_MAX);
    const month = Math.floor(throughMs / SNAPSHOT_MONTH_MS);
    if (month > this.#month) keep(this.#monthly, height, ledger, SNAPSHOTS_MONTHLY_MAX);
    this.#month = Math.max(this.#month, month);
  }

  /** Of these a newcomer may ask for one, ascending. */
  heights(): readonly number[] {
    const heights = [this.#monthly, this.#latest, this.#asked].flatMap((kept) => [...kept.keys()]);
    return [...new Set(heights)].sort(compareNumber);
  }

  /** The one of that height, which is kept for a while longer now that it is asked for. */
  take(height: number): Ledger | undefined {
    const ledger = this.#latest.get(height) ?? this.#monthly.get(height) ?? this.#asked.get(height);
    if (ledger === undefined) return undefined;
    this.#asked.delete(height);
    keep(this.#asked, height, ledger, SNAPSHOTS_ASKED_MAX);
    return ledger;
  }
}

function keep(ledgers: Map<number, Ledger>, height: number, ledger: Ledger, most: number): void {
  ledgers.set(height, ledger);
  const [oldest] = ledgers.keys();
  if (oldest !== undefined && ledgers.size > most) ledgers.delete(oldest);
}
