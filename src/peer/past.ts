import { authenticateNamed } from "../events/authentic.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { Verify } from "../events/signature.ts";
import { idsOf } from "../seal/cut.ts";
import { sealIdOf } from "../seal/header.ts";
import { encodeSealed, type Sealed } from "../seal/sealed.ts";
import type { StoreBatch } from "./batch.ts";
import { checkRecord } from "./check-seal.ts";
import { HistoryReader, type HistoryStep } from "./history-reader.ts";
import type { PeerId } from "./input.ts";
import type { Journal } from "./journal.ts";
import type { HistoryEntry, SyncRequest } from "./sync-frames.ts";

/** Answers of the past that one turn of sync asks for; live sync comes first in each. */
const PAST_PAGES_PER_TURN = 20;

/**
 * The history before the snapshot that a node started from: fetched for the store, once live sync has what it
 * needs, from one peer at a time, upwards. The chain has named every seal of it, and each seal its events.
 */
export class Past {
  #reader: HistoryReader;
  readonly #last: number;
  #asked: PeerId | null = null;
  #pages = 0;

  /** `first`: the lowest height not in the store; `last`: the snapshot's */
  constructor(first: number, last: number) {
    this.#reader = new HistoryReader(first, last);
    this.#last = last;
  }

  /** Heights in the store, of those there are before the start. */
  get progress(): { readonly seals: number; readonly ofSeals: number } {
    return { seals: this.#reader.height - 1, ofSeals: this.#last };
  }

  get isComplete(): boolean {
    return this.#reader.height > this.#last;
  }

  /** For a peer whose live sync is done: what to ask it; null: nothing now. */
  begin(peer: PeerId, theirHeight: number): SyncRequest | null {
    if (this.isComplete || this.#asked !== null || theirHeight < this.#last) return null;
    this.#asked = peer;
    this.#pages = 0;
    return this.#reader.request();
  }

  /** What it has sent of a record, nobody else has to answer for. */
  release(peer: PeerId): void {
    if (this.#asked !== peer) return;
    this.#asked = null;
    this.#reader = new HistoryReader(this.#reader.height, this.#last);
  }

  isAskedOf(peer: PeerId): boolean {
    return this.#asked === peer;
  }

  /** What of an answer goes into the store; `fits` false: no honest node sends what comes after it. */
  take(entries: readonly HistoryEntry[], journal: Journal, verify: Verify): PastTaken {
    const batches: Partial<StoreBatch>[] = [];
    for (const step of this.#reader.read(entries)) {
      if (!isOfThePast(step, journal, verify)) return { batches, fits: false };
      if (step.what === "height") batches.push(batchOf(step));
    }
    return { batches, fits: true };
  }

  /** After an answer that brought something; null: this turn is over. */
  next(): SyncRequest | null {
    this.#pages++;
    if (this.isComplete || this.#pages >= PAST_PAGES_PER_TURN) return null;
    return this.#reader.request();
  }

  /** How far it is: the same again means that an answer brought nothing. */
  get position(): string {
    const { height, offset, skip } = this.#reader.request();
    return `${height} ${offset} ${skip}`;
  }
}

export interface PastTaken {
  readonly batches: readonly Partial<StoreBatch>[];
  readonly fits: boolean;
}

function isOfThePast(step: HistoryStep, journal: Journal, verify: Verify): boolean {
  if (step.what === "unfit") return false;
  const { header } = step.sealed;
  if (sealIdOf(header) !== journal.sealIdAt(header.height)) return false;
  if (step.what === "height") return true;
  const seats = journal.seatsNamed(header.seats);
  return seats !== undefined && checkRecord(step.sealed, seats, verify) === null;
}

function batchOf({ sealed, events }: Extract<HistoryStep, { what: "height" }>): Partial<StoreBatch> {
  return {
    events: named(sealed, events),
    seals: [{ height: sealed.header.height, record: encodeSealed(sealed) }],
  };
}

function named(
  sealed: Sealed,
  events: Extract<HistoryStep, { what: "height" }>["events"],
): readonly AuthenticEvent[] {
  const ids = new Set(idsOf(sealed.cut));
  return events.flatMap((event) => {
    const authentic = authenticateNamed(event, ids);
    return authentic.ok ? [authentic.value] : [];
  });
}
