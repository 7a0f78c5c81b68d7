import type { EventId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { StoreBatch, StoredMessage } from "../peer/batch.ts";
import type { StoreAnswer, StoreQuestion } from "../peer/serve.ts";
import type { LastSign } from "../seal/last-sign.ts";
import type { Prng } from "./prng.ts";

/** What a store holds. */
interface Contents {
  readonly events: Map<EventId, AuthenticEvent>;
  readonly seals: Map<number, Uint8Array>;
  readonly messages: Map<string, StoredMessage>;
  readonly profiles: Map<string, Uint8Array | null>;
  lastSign: LastSign | null;
}

/** Which one fsync a disk forgets, or all of them; for runs that must fail with it. */
export type ForgottenSync = "none" | "own-events" | "own-messages" | "last-sign" | "all";

/**
 * A disk of two files. The log keeps what was synced and, at a crash, some prefix of what was not: a record of
 * which a part is torn off is dropped by its checksum, so each batch comes back whole or not at all. `lastSign`
 * has slots of its own, written once its batch is durable; a slot that was torn leaves the one before it.
 */
export class SimDisk {
  /** may change while it runs */
  forgets: ForgottenSync = "none";
  #durable: Contents = emptyContents();
  #view: Contents = emptyContents();
  /** batches not yet synced, oldest first */
  #log: StoreBatch[] = [];
  /** slots not yet synced, oldest first */
  #slots: LastSign[] = [];
  /** the slot of the write during which the power failed */
  #slotUnderWay: LastSign | null = null;
  writes = 0;

  write(batch: StoreBatch): void {
    this.writes++;
    applyBatch(this.#view, batch);
    this.#log.push(batch);
    if ((batch.sync || batch.lastSign !== null) && !this.#forgetsLog(batch)) this.#keep(this.#log.length);
    if (batch.lastSign === null) return;
    this.#view.lastSign = batch.lastSign;
    this.#slots.push(batch.lastSign);
    if (this.forgets !== "last-sign" && this.forgets !== "all") this.#keepSlots(this.#slots.length);
  }

  /** The power fails during this write: see `crash` for how far it got. */
  begin(batch: StoreBatch): void {
    this.#log.push(batch);
    this.#slotUnderWay = batch.lastSign;
  }

  /** The machine stops: of what was not synced a prefix survives; the slot of a write under way only after its batch. */
  crash(chance: Prng): void {
    const kept = chance.below(this.#log.length + 1);
    const isWhole = kept === this.#log.length;
    this.#keep(kept);
    this.#keepSlots(chance.below(this.#slots.length + 1));
    if (isWhole && this.#slotUnderWay !== null && chance.oneIn(2))
      this.#durable.lastSign = this.#slotUnderWay;
    this.#log = [];
    this.#slots = [];
    this.#slotUnderWay = null;
    this.#view = copyContents(this.#durable);
  }

  #forgetsLog(batch: StoreBatch): boolean {
    if (this.forgets === "all") return true;
    if (batch.lastSign === null) return false;
    return (
      (this.forgets === "own-events" && batch.events.length > 0) ||
      (this.forgets === "own-messages" && batch.messages.length > 0)
    );
  }

  #keep(count: number): void {
    for (const batch of this.#log.splice(0, count)) applyBatch(this.#durable, batch);
  }

  #keepSlots(count: number): void {
    this.#durable.lastSign = this.#slots.splice(0, count).at(-1) ?? this.#durable.lastSign;
  }

  lastSign(): Result<LastSign, "missing"> {
    return this.#view.lastSign === null ? fail("missing") : ok(this.#view.lastSign);
  }

  event(id: EventId): AuthenticEvent | undefined {
    return this.#view.events.get(id);
  }

  events(): readonly AuthenticEvent[] {
    return [...this.#view.events.values()];
  }

  seal(height: number): Uint8Array | undefined {
    return this.#view.seals.get(height);
  }

  messages(): readonly StoredMessage[] {
    return [...this.#view.messages.values()];
  }

  profiles(): readonly Uint8Array[] {
    return [...this.#view.profiles.values()].filter((bytes) => bytes !== null);
  }

  answer(question: StoreQuestion): StoreAnswer {
    switch (question.ask) {
      case "events":
        return { ask: "events", wires: question.ids.map((id) => this.event(id)?.wire ?? null) };
      case "feed": {
        const rows = this.events().filter(
          ({ device, seq }) => device === question.device && seq >= question.seq,
        );
        rows.sort((a, b) => a.seq - b.seq || compareText(a.id, b.id));
        return { ask: "feed", ids: rows.slice(0, question.limit).map(({ id }) => id) };
      }
      case "seal":
        return { ask: "seal", record: this.seal(question.height) ?? null };
      default:
        return question satisfies never;
    }
  }
}

function emptyContents(): Contents {
  return { events: new Map(), seals: new Map(), messages: new Map(), profiles: new Map(), lastSign: null };
}

function copyContents(from: Contents): Contents {
  return {
    events: new Map(from.events),
    seals: new Map(from.seals),
    messages: new Map(from.messages),
    profiles: new Map(from.profiles),
    lastSign: from.lastSign,
  };
}

function applyBatch(contents: Contents, batch: StoreBatch): void {
  for (const event of batch.events) if (!contents.events.has(event.id)) contents.events.set(event.id, event);
  for (const { height, record } of batch.seals) contents.seals.set(height, record);
  for (const message of batch.messages) contents.messages.set(message.key, message);
  const done = batch.messagesDoneThrough;
  if (done !== null)
    for (const { key, height } of contents.messages.values())
      if (height <= done) contents.messages.delete(key);
  for (const { device, bytes } of batch.profiles) contents.profiles.set(device, bytes);
}
