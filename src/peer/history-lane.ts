import type { DecodedEvent } from "../events/event.ts";
import type { Sealed } from "../seal/sealed.ts";
import type { SealedLedger } from "./check-seal.ts";
import type { HistoryPart, HistoryReader, HistoryStep } from "./history-reader.ts";
import type { PeerId } from "./input.ts";
import type { HistoryEntry } from "./sync-frames.ts";

/** A whole height that waits to be applied: its certificate and cut are checked, its place is not. */
export interface Ahead {
  readonly sealed: Sealed;
  readonly events: readonly DecodedEvent[];
  readonly from: PeerId;
  /** as it came over the wire */
  readonly bytes: number;
  /** where all about it was checked that needs no events; null: not yet its place */
  readonly checkedAt: SealedLedger | null;
}

/** One peer's stretch of the history ahead, and how far it is read. */
export class Lane {
  readonly peer: PeerId;
  reader: HistoryReader;
  /** when it last brought something, by the clock for waiting */
  movedMs: number;
  /** a question is out */
  isAsked = false;
  /** it waits for room, or for heights below, and keeps its stretch meanwhile */
  isPaused = false;
  /** the record under way has a certificate of seats that are known here */
  isProven = false;
  /** where its place was checked too */
  checkedAt: SealedLedger | null = null;
  #steps: Iterator<HistoryStep, void> | null = null;
  #held: Extract<HistoryStep, { what: "record" }> | null = null;
  #pageBytes = 0;

  constructor(peer: PeerId, reader: HistoryReader, nowMs: number) {
    this.peer = peer;
    this.reader = reader;
    this.movedMs = nowMs;
  }

  restart(reader: HistoryReader): void {
    this.reader = reader;
    this.isProven = false;
    this.checkedAt = null;
    this.#steps = null;
  }

  covers(height: number): boolean {
    return this.reader.height <= height && height <= this.reader.last;
  }

  /** What of the height under way nobody has to be believed for. */
  get proven(): HistoryPart | null {
    return this.isProven ? this.reader.part : null;
  }

  get bytes(): number {
    return this.reader.bytes + this.#pageBytes;
  }

  /** An answer has come. */
  open(entries: readonly HistoryEntry[]): void {
    this.isAsked = false;
    this.#steps = this.reader.read(entries);
    const wires = entries.flatMap((entry) => [entry.slice, ...entry.wires]);
    this.#pageBytes = wires.reduce((sum, wire) => sum + wire.length, 0);
  }

  /** The next step of the answer; null: it is read. */
  step(): HistoryStep | null {
    const held = this.#held;
    this.#held = null;
    if (held !== null) return held;
    const next = this.#steps?.next();
    if (next !== undefined && next.done !== true) return next.value;
    this.#steps = null;
    this.#pageBytes = 0;
    return null;
  }

  /** Nothing can be said of this record before the heights below it are applied. */
  hold(step: Extract<HistoryStep, { what: "record" }>): void {
    this.#held = step;
  }

  get isHeld(): boolean {
    return this.#held !== null;
  }

  get heldHeight(): number {
    return this.#held?.sealed.header.height ?? 0;
  }
}
