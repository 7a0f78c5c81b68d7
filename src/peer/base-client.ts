import type { AuthenticEvent } from "../events/event.ts";
import type { Origin } from "../events/kinds/found.ts";
import { decodeRoll, type Roll, rollHash } from "../events/roll.ts";
import type { Base } from "../ledger/genesis.ts";
import type { SnapshotPage } from "../state/snapshot-pages.ts";
import { SnapshotReader } from "../state/snapshot-reader.ts";
import { encodeBase } from "./base-parts.ts";
import type { PeerId } from "./input.ts";
import type { Lie } from "./snapshot-client.ts";
import type { SyncRequest } from "./sync-frames.ts";
import { takePage } from "./take-page.ts";

/** What a re-founded community goes on from, and the same as it is stored. */
export interface FetchedBase {
  readonly base: Base;
  readonly parts: readonly Uint8Array[];
}

/**
 * How a node gets what its community's first event names: the roll, then the old community's state, page by page. Of one
 * peer at a time; what is verified stays when the next one goes on. Nothing is held that the event does not prove.
 */
export class BaseClient {
  readonly event: AuthenticEvent;
  readonly #origin: Origin;
  readonly #reader: SnapshotReader;
  readonly #pages: SnapshotPage[] = [];
  #roll: Roll | null = null;
  #asked: PeerId | null = null;

  constructor(event: AuthenticEvent, origin: Origin) {
    this.event = event;
    this.#origin = origin;
    this.#reader = new SnapshotReader(origin);
  }

  /** This peer's turn: what to ask; "wait": another's it is, or nothing is left to ask. */
  begin(peer: PeerId): SyncRequest | "wait" {
    if (this.#asked !== null && this.#asked !== peer) return "wait";
    if (this.#roll !== null && this.#reader.isComplete) return "wait";
    this.#asked = peer;
    return this.#next();
  }

  /** Its turn is over. */
  release(peer: PeerId): void {
    if (this.#asked === peer) this.#asked = null;
  }

  isAskedOf(peer: PeerId): boolean {
    return this.#asked === peer;
  }

  #next(): SyncRequest {
    if (this.#roll === null) return { type: "roll" };
    return { type: "snapshot", height: this.#origin.height, at: this.#reader.at };
  }

  /** null: it has none. */
  onRoll(peer: PeerId, wire: Uint8Array | null): SyncRequest | Lie | "wait" {
    if (this.#asked !== peer || wire === null || this.#roll !== null) return "wait";
    const roll = rollHash(wire) === this.#origin.roll ? decodeRoll(wire) : undefined;
    if (roll === undefined) return { lie: "a roll that the first event does not name" };
    this.#roll = roll;
    return this.#next();
  }

  /** null: it does not have it. */
  onPage(peer: PeerId, page: SnapshotPage | null): SyncRequest | Lie | FetchedBase | "wait" {
    if (this.#asked !== peer || page === null || this.#roll === null) return "wait";
    const { fits, held } = takePage(this.#reader, page);
    if (held !== null) this.#pages.push(held);
    if (!fits || held === null) return { lie: "a state that the first event does not name" };
    if (!this.#reader.isComplete) return this.#next();
    const base = { ledger: this.#reader.finish(), roll: this.#roll };
    return { base, parts: encodeBase(base.roll, this.#pages) };
  }
}
