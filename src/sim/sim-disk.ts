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

export interface DiskFaults {
  /** treats this sync write as if nobody had asked for it: a forgotten fsync */
  readonly forgetsSync: boolean;
}

/**
 * A disk that keeps what was synced and, at a crash, some prefix of what was not: writes come back in order, the
 * last of them whole or not at all, as LevelDB's log does. `lastSign` has a file of its own, written after.
 */
export class SimDisk {
  #durable: Contents = emptyContents();
  #pending: StoreBatch[] = [];
  #view: Contents = emptyContents();
  readonly #faults: DiskFaults;
  writes = 0;

  constructor(faults: DiskFaults = { forgetsSync: false }) {
    this.#faults = faults;
  }

  write(batch: StoreBatch): void {
    this.writes++;
    applyBatch(this.#view, batch);
    this.#pending.push(batch);
    const synced = batch.sync || batch.lastSign !== null;
    if (synced && !this.#faults.forgetsSync) this.#settle(this.#pending.length);
  }

  /** The machine stops: of what was not synced a prefix survives. */
  crash(chance: Prng): void {
    this.#settle(chance.below(this.#pending.length + 1));
    this.#pending = [];
    this.#view = copyContents(this.#durable);
  }

  #settle(count: number): void {
    for (const batch of this.#pending.splice(0, count)) applyBatch(this.#durable, batch);
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
  if (batch.lastSign !== null) contents.lastSign = batch.lastSign;
}
