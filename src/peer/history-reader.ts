import { concatBytes } from "../base/bytes.ts";
import type { EventId } from "../base/id.ts";
import { decodeEvent } from "../events/envelope.ts";
import type { DecodedEvent } from "../events/event.ts";
import { idsOf } from "../seal/cut.ts";
import { decodeSealed, SEALED_BYTES_MAX, type Sealed } from "../seal/sealed.ts";
import type { HistoryEntry, SyncRequest } from "./sync-frames.ts";

/** Nothing of it is verified yet but that the events are those the cut names, in its order. */
export type HistoryStep =
  /** a height's record is complete */
  | { readonly what: "record"; readonly sealed: Sealed }
  /** and all events of its cut */
  | {
      readonly what: "height";
      readonly sealed: Sealed;
      readonly events: readonly DecodedEvent[];
      /** of both, as they came over the wire */
      readonly bytes: number;
    }
  /** not what was asked for */
  | { readonly what: "unfit" };

/** A height of which the record is here, and some events of its cut. */
export interface HistoryPart {
  readonly record: Uint8Array;
  readonly sealed: Sealed;
  readonly events: readonly DecodedEvent[];
}

/** Puts sealed heights together from the stretches in which they come. */
export class HistoryReader {
  readonly last: number;
  #height: number;
  #record: Uint8Array = new Uint8Array(0);
  #sealed: Sealed | null = null;
  #events: DecodedEvent[] = [];
  #eventBytes = 0;

  /** `height`: the first one wanted; `part`: what is here of it */
  constructor(height: number, last: number, part: HistoryPart | null = null) {
    this.#height = height;
    this.last = last;
    for (const event of part?.events ?? []) this.#push(event);
    this.#record = part?.record ?? this.#record;
    this.#sealed = part?.sealed ?? null;
  }

  /** The height that is being read. */
  get height(): number {
    return this.#height;
  }

  /** What is here of it; null: its record is not whole. */
  get part(): HistoryPart | null {
    const sealed = this.#sealed;
    return sealed && { record: this.#record, sealed, events: [...this.#events] };
  }

  /** Of that height, as it came over the wire. */
  get bytes(): number {
    return this.#record.length + this.#eventBytes;
  }

  /** What to ask for next. */
  request(): Extract<SyncRequest, { type: "history" }> {
    return {
      type: "history",
      height: this.#height,
      offset: this.#record.length,
      skip: this.#events.length,
      last: this.last,
    };
  }

  /**
   * What this answer brings, step by step: a record is told before any event of its cut is looked at, so that
   * who asked can check its certificate and stop.
   */
  *read(entries: readonly HistoryEntry[]): Generator<HistoryStep, void> {
    for (const entry of entries) {
      const was = this.#sealed;
      // who sends a record in parts ends the answer with each part
      const fits = this.#fits(entry) && (was !== null || this.#takeRecord(entry, entry === entries.at(-1)));
      if (!fits) return yield { what: "unfit" };
      const sealed = this.#sealed;
      if (sealed === null) return;
      if (was === null) yield { what: "record", sealed };
      if (!this.#takeEvents(idsOf(sealed.cut), entry.wires)) return yield { what: "unfit" };
      if (this.#events.length < idsOf(sealed.cut).length) continue;
      yield { what: "height", sealed, events: this.#events, bytes: this.bytes };
      this.#begin(this.#height + 1);
    }
  }

  #begin(height: number): void {
    this.#height = height;
    this.#record = new Uint8Array(0);
    this.#sealed = null;
    this.#events = [];
    this.#eventBytes = 0;
  }

  #push(event: DecodedEvent): void {
    this.#events.push(event);
    this.#eventBytes += event.wire.length;
  }

  #fits(entry: HistoryEntry): boolean {
    return (
      entry.height === this.#height &&
      entry.height <= this.last &&
      entry.offset === this.#record.length &&
      entry.skip === this.#events.length &&
      entry.total <= SEALED_BYTES_MAX
    );
  }

  #takeRecord(entry: HistoryEntry, isLast: boolean): boolean {
    this.#record = concatBytes(this.#record, entry.slice);
    if (this.#record.length > entry.total) return false;
    if (this.#record.length < entry.total) return isLast && entry.slice.length > 0;
    this.#sealed = decodeSealed(this.#record) ?? null;
    return this.#sealed?.header.height === this.#height;
  }

  #takeEvents(ids: readonly EventId[], wires: readonly Uint8Array[]): boolean {
    for (const wire of wires) {
      const event = decodeEvent(wire);
      if (!event.ok || event.value.id !== ids[this.#events.length]) return false;
      this.#push(event.value);
    }
    return true;
  }
}
