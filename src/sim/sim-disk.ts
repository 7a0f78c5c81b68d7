import type { DeviceKey, EventId } from "../base/id.ts";
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
  snapshot: readonly Uint8Array[];
  twoSeals: Uint8Array | null;
  lastSign: LastSign | null;
  /** its checksum is wrong */
  lastSignRotten: boolean;
}

/** What of a disk went bad. */
export type Rot = "event" | "seal" | "message" | "last-sign";

/** What a crash took away. */
export interface CrashLoss {
  /** batches that were not synced */
  readonly unsynced: number;
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
  /** events by device and seq, made when first asked for */
  #feeds: Map<DeviceKey, AuthenticEvent[]> | null = null;
  writes = 0;
  /** every write fails, and with it the node */
  isFull = false;

  write(batch: StoreBatch): void {
    this.writes++;
    this.#index(batch.events);
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
  crash(chance: Pick<Prng, "below" | "oneIn">): CrashLoss {
    const before = this.#log.length;
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
    this.#feeds = null;
    return { unsynced: before - kept };
  }

  /** Everything written so far is durable. */
  flush(): void {
    this.#keep(this.#log.length);
    this.#keepSlots(this.#slots.length);
  }

  /** The same contents on another disk: a clone, a backup. */
  copy(): SimDisk {
    const copy = new SimDisk();
    copy.#durable = copyContents(this.#view);
    copy.#view = copyContents(this.#view);
    return copy;
  }

  /** One piece goes bad while the machine is off; its checksum tells, so that it is as good as gone. */
  rot(what: Rot, chance: Prng): boolean {
    const { events, seals, messages } = this.#durable;
    const pieces = { event: events, seal: seals, message: messages };
    if (what === "last-sign") this.#durable.lastSignRotten = true;
    else {
      const key = chance.pick<unknown>([...pieces[what].keys()]);
      if (key === undefined) return false;
      (pieces[what] as Map<unknown, unknown>).delete(key);
    }
    this.#view = copyContents(this.#durable);
    this.#feeds = null;
    return true;
  }

  /** bytes of events, seals and kept messages */
  get bytes(): number {
    const { events, seals, messages } = this.#view;
    let bytes = 0;
    for (const { wire } of events.values()) bytes += wire.length;
    for (const record of seals.values()) bytes += record.length;
    for (const message of messages.values()) bytes += message.bytes.length;
    return bytes;
  }

  get size() {
    const { events, seals, messages } = this.#view;
    return { events: events.size, seals: seals.size, messages: messages.size };
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

  lastSign(): Result<LastSign, "missing" | "damaged"> {
    if (this.#view.lastSignRotten) return fail("damaged");
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

  /** What made the node halt. */
  twoSeals(): Uint8Array | null {
    return this.#view.twoSeals;
  }

  /** In parts; none: not started from one. */
  snapshot(): readonly Uint8Array[] {
    return this.#view.snapshot;
  }

  /** Of one device, by seq, then id. */
  feed(device: DeviceKey): readonly AuthenticEvent[] {
    if (this.#feeds === null) {
      this.#feeds = new Map();
      this.#index(this.events());
    }
    return this.#feeds.get(device) ?? [];
  }

  #index(events: readonly AuthenticEvent[]): void {
    if (this.#feeds === null) return;
    for (const event of events) {
      const feed = this.#feeds.get(event.device) ?? [];
      if (feed.some(({ id }) => id === event.id)) continue;
      feed.push(event);
      feed.sort((a, b) => a.seq - b.seq || compareText(a.id, b.id));
      this.#feeds.set(event.device, feed);
    }
  }

  answer(question: StoreQuestion): StoreAnswer {
    switch (question.ask) {
      case "events":
        return { ask: "events", wires: question.ids.map((id) => this.event(id)?.wire ?? null) };
      case "feed": {
        const rows = this.feed(question.device).filter(({ seq }) => seq >= question.seq);
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
  return {
    events: new Map(),
    seals: new Map(),
    messages: new Map(),
    profiles: new Map(),
    snapshot: [],
    twoSeals: null,
    lastSign: null,
    lastSignRotten: false,
  };
}

function copyContents(from: Contents): Contents {
  return {
    events: new Map(from.events),
    seals: new Map(from.seals),
    messages: new Map(from.messages),
    snapshot: from.snapshot,
    profiles: new Map(from.profiles),
    twoSeals: from.twoSeals,
    lastSign: from.lastSign,
    lastSignRotten: from.lastSignRotten,
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
  if (batch.snapshot !== null) {
    const { at, parts } = batch.snapshot;
    contents.snapshot = [...contents.snapshot.slice(0, at), ...parts];
  }
  contents.twoSeals = batch.twoSeals ?? contents.twoSeals;
}
