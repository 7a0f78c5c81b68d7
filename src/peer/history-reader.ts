import { concatBytes } from "../base/bytes.ts";
import { decodeEvent } from "../events/envelope.ts";
import type { DecodedEvent } from "../events/event.ts";
import { idsOf } from "../seal/cut.ts";
import { decodeSealed, SEALED_BYTES_MAX, type Sealed } from "../seal/sealed.ts";
import type { HistoryEntry, SyncRequest } from "./sync-frames.ts";

/** A height with all its events; nothing of it is verified yet but that the events are those the cut names. */
export interface ReadHeight {
  readonly sealed: Sealed;
  readonly events: readonly DecodedEvent[];
}

/** Puts sealed heights together from the stretches in which they come. */
export class HistoryReader {
  #height: number;
  #record: Uint8Array = new Uint8Array(0);
  #sealed: Sealed | null = null;
  #events: DecodedEvent[] = [];

  /** `height`: the first one wanted */
  constructor(height: number) {
    this.#height = height;
  }

  /** The height that is being read. */
  get height(): number {
    return this.#height;
  }

  /** What to ask for next. */
  request(): Extract<SyncRequest, { type: "history" }> {
    return {
      type: "history",
      height: this.#height,
      offset: this.#record.length,
      skip: this.#events.length,
    };
  }

  /** The heights that this answer completes, or undefined where it does not fit what was asked. */
  read(entries: readonly HistoryEntry[]): readonly ReadHeight[] | undefined {
    const done: ReadHeight[] = [];
    for (const entry of entries) {
      if (!this.#take(entry)) return undefined;
      const sealed = this.#sealed;
      if (sealed === null || this.#events.length < idsOf(sealed.cut).length) continue;
      done.push({ sealed, events: this.#events });
      this.#begin(this.#height + 1);
    }
    return done;
  }

  #begin(height: number): void {
    this.#height = height;
    this.#record = new Uint8Array(0);
    this.#sealed = null;
    this.#events = [];
  }

  #take(entry: HistoryEntry): boolean {
    const fits =
      entry.height === this.#height &&
      entry.offset === this.#record.length &&
      entry.skip === this.#events.length &&
      entry.total <= SEALED_BYTES_MAX;
    if (!fits) return false;
    if (this.#sealed === null) {
      this.#record = concatBytes(this.#record, entry.slice);
      if (this.#record.length > entry.total) return false;
      if (this.#record.length < entry.total) return entry.slice.length > 0;
      this.#sealed = decodeSealed(this.#record) ?? null;
      if (this.#sealed?.header.height !== this.#height) return false;
    }
    const ids = idsOf(this.#sealed.cut);
    for (const wire of entry.wires) {
      const event = decodeEvent(wire);
      if (!event.ok || event.value.id !== ids[this.#events.length]) return false;
      this.#events.push(event.value);
    }
    return true;
  }
}
