import { AssertionError, assert } from "../base/assert.ts";
import type { DeviceKey, EventId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { StoreBatch, StoredMessage, StoredProfile } from "../peer/batch.ts";
import type { LastSign } from "../seal/last-sign.ts";
import { LOG_START, readLog } from "./append-log.ts";
import { opsOfGroup } from "./batch-ops.ts";
import { diskFault } from "./disk-fault.ts";
import type { EventStore, FeedEntry, LogEntry, ReadFault, StoreReport, TipReport } from "./event-store.ts";
import { isFeedEntry } from "./feed-index.ts";
import {
  after,
  eventKey,
  feedFrom,
  feedPart,
  idInKey,
  lastIdInKey,
  numberInKey,
  PREFIX,
  type Prefix,
  sealKey,
  seqInKey,
  TWO_SEALS_KEY,
} from "./keys.ts";
import { type Looked, type OrderedTable, scanTable, UNREADABLE } from "./ordered-table.ts";
import { readParts } from "./read-parts.ts";
import { rebuildIndex } from "./rebuild-index.ts";
import { rewriteRange } from "./rewrite-range.ts";
import { SlotRecord } from "./slot-record.ts";
import type { SlotFile } from "./slots.ts";
import { checkStore } from "./store-check.ts";
import { isTipThere, readHeadRecord, type StoreHead } from "./store-head.ts";
import { isWireOf, openValue } from "./value.ts";
import { WriteQueue } from "./write-queue.ts";

const SYNC_ONLY: StoreBatch = {
  sync: true,
  events: [],
  seals: [],
  messages: [],
  messagesDoneThrough: null,
  profiles: [],
  snapshot: null,
  base: null,
  twoSeals: null,
  lastSign: null,
};

/** What a store stands on, and the name that its faults give to it. */
export interface StoreMedium {
  readonly table: OrderedTable;
  readonly slots: SlotFile;
  readonly home: string;
}

/** The store over any table and slots: everything but the disk itself. */
export async function openTableStore(medium: StoreMedium): Promise<EventStore> {
  const head = await readHeadRecord(medium.table);
  const record = await SlotRecord.open(medium.slots);
  const isIntact = await isTipThere(medium.table, head, record.content);
  if (record.content === "missing" && head.count === 0)
    await record.replace({ tip: { count: 0, running: LOG_START }, lastSign: null });
  return new TableStore(medium, head, record, isIntact);
}

class TableStore implements EventStore {
  readonly #medium: StoreMedium;
  readonly #table: OrderedTable;
  readonly #record: SlotRecord;
  readonly #queue: WriteQueue;
  #head: StoreHead;
  #isIntact: boolean;
  #owesErasure = false;

  constructor(medium: StoreMedium, head: StoreHead, record: SlotRecord, isIntact: boolean) {
    this.#medium = medium;
    this.#table = medium.table;
    this.#head = head;
    this.#record = record;
    this.#isIntact = isIntact;
    this.#queue = new WriteQueue(
      (batches) => this.#commit(batches),
      (error) => diskFault(error, medium.home),
    );
  }

  write(batch: StoreBatch): Promise<void> {
    return this.#queue.add(batch);
  }

  /** The order is the promise: first the batch is durable, then the slot, then anybody hears of it. */
  async #commit(batches: readonly StoreBatch[]): Promise<void> {
    const isSync = batches.some(({ sync, lastSign }) => sync || lastSign !== null);
    const { ops, head } = await opsOfGroup(this.#table, this.#head, batches);
    await this.#table.write(ops, isSync);
    this.#owesErasure ||= batches.some(({ profiles }) => profiles.some(({ erases }) => erases));
    this.#head = head;
    const sign = batches.findLast(({ lastSign }) => lastSign !== null)?.lastSign ?? null;
    if (isSync) await this.#markDurable(sign);
  }

  /** A tip that is not met stays: a restart must tell of the loss too. */
  async #markDurable(sign: LastSign | null): Promise<void> {
    const { content } = this.#record;
    const isRead = content !== "missing" && content !== "damaged";
    const kept = isRead ? content.lastSign : content === "damaged" ? content : null;
    const { count, running } = this.#head;
    // No log has this hash at its end, so the tip is not met before the index is rebuilt.
    const unmet = isRead ? content.tip : { count: Math.max(1, count), running: LOG_START };
    await this.#record.replace({
      tip: this.#isIntact ? { count, running } : unmet,
      lastSign: sign ?? kept,
    });
  }

  async event(id: EventId): Promise<Result<Uint8Array, ReadFault>> {
    const [found] = await this.events([id]);
    assert(found !== undefined, "one answer to one question");
    return found;
  }

  async events(ids: readonly EventId[]): Promise<readonly Result<Uint8Array, ReadFault>[]> {
    const keys = ids.map(eventKey);
    const values = await this.#get(keys);
    return keys.map((key, i) => {
      const wire = opened(key, values[i]);
      return wire.ok && !isWireOf(key, wire.value) ? fail("damaged") : wire;
    });
  }

  async feed(device: DeviceKey, fromSeq: number, limit: number): Promise<readonly FeedEntry[]> {
    const entries: FeedEntry[] = [];
    for await (const entry of scanTable(
      this.#table,
      feedFrom(device, fromSeq),
      after(feedPart(device)),
      limit,
    )) {
      if (entries.length === limit) break;
      const [key] = entry;
      const seq = seqInKey(key);
      if (seq !== undefined && isFeedEntry(entry)) entries.push({ seq, id: lastIdInKey(key) as EventId });
    }
    return entries;
  }

  log(fromIndex: number): AsyncIterable<LogEntry> {
    return readLog(this.#table, fromIndex, this.#head.count);
  }

  tip(): TipReport {
    const { content } = this.#record;
    const durable = content === "missing" || content === "damaged" ? 0 : content.tip.count;
    return { durable, held: this.#head.count, intact: this.#isIntact };
  }

  async seal(height: number): Promise<Result<Uint8Array, ReadFault>> {
    const key = sealKey(height);
    return opened(key, (await this.#get([key]))[0]);
  }

  async lastSealHeight(): Promise<number> {
    const from = Uint8Array.of(PREFIX.seal);
    for (let below = after(from); ; ) {
      const [last] = await this.#table.page({ from, below, limit: 1, reverse: true });
      if (last === undefined) return 0;
      const height = numberInKey(last[0]);
      if (height !== undefined && openValue(...last) !== undefined) return height;
      below = last[0];
    }
  }

  async *snapshot(): AsyncGenerator<Uint8Array> {
    for await (const part of readParts(this.#table, PREFIX.snapshot)) {
      if (part === undefined) return;
      yield part;
    }
  }

  async base(): Promise<Result<readonly Uint8Array[], ReadFault>> {
    const parts: Uint8Array[] = [];
    for await (const part of readParts(this.#table, PREFIX.base)) {
      if (part === undefined) return fail("damaged");
      parts.push(part);
    }
    return parts.length > 0 ? ok(parts) : fail("missing");
  }

  async twoSeals(): Promise<Result<Uint8Array, ReadFault>> {
    return opened(TWO_SEALS_KEY, (await this.#get([TWO_SEALS_KEY]))[0]);
  }

  async messages(): Promise<readonly StoredMessage[]> {
    const messages: StoredMessage[] = [];
    for await (const [key, bytes] of this.#sound(...whole(PREFIX.message))) {
      const height = numberInKey(key);
      if (height !== undefined) messages.push({ height, key: lastIdInKey(key), bytes });
    }
    return messages;
  }

  async profiles(): Promise<readonly StoredProfile[]> {
    const profiles: StoredProfile[] = [];
    for await (const [key, bytes] of this.#sound(...whole(PREFIX.profile))) {
      const device = idInKey(key);
      if (device !== undefined) profiles.push({ device: device as DeviceKey, bytes });
    }
    return profiles;
  }

  async forgetErased(always: boolean): Promise<boolean> {
    if (!always && !this.#owesErasure) return false;
    this.#owesErasure = false;
    await this.#queue.add(() => rewriteRange(this.#table, ...whole(PREFIX.profile)));
    return true;
  }

  lastSign(): Result<LastSign, ReadFault> {
    const { content } = this.#record;
    if (content === "missing" || content === "damaged") return fail(content);
    const { lastSign } = content;
    if (lastSign === null) return fail("missing");
    return lastSign === "damaged" ? fail("damaged") : ok(lastSign);
  }

  repairEvent(event: AuthenticEvent): Promise<void> {
    return this.write({ ...SYNC_ONLY, events: [event] });
  }

  repairSeal(height: number, record: Uint8Array): Promise<void> {
    return this.write({ ...SYNC_ONLY, seals: [{ height, record }] });
  }

  async check(): Promise<StoreReport> {
    let report: StoreReport | undefined;
    await this.#queue.add(async () => {
      report = await checkStore(this.#table, this.#head.count);
    });
    assert(report !== undefined, "a job that ended has its report");
    return report;
  }

  rebuildIndex(): Promise<void> {
    return this.#queue.add(async () => {
      this.#head = await rebuildIndex(this.#table, this.#head.count);
      this.#isIntact = true;
      await this.#markDurable(null);
    });
  }

  counts(): { readonly events: number; readonly wireBytes: number } {
    return { events: this.#head.count, wireBytes: this.#head.wireBytes };
  }

  async close(): Promise<void> {
    await this.#queue.idle();
    this.#queue.end(new AssertionError("no write to a closed store"));
    await this.#record.close();
    await this.#table.close();
  }

  async #get(keys: readonly Uint8Array[]): Promise<readonly Looked[]> {
    try {
      return await this.#table.getMany(keys);
    } catch (error) {
      throw diskFault(error, this.#medium.home);
    }
  }

  /** Keys and contents, without those that do not open. */
  async *#sound(from: Uint8Array, below: Uint8Array): AsyncGenerator<readonly [Uint8Array, Uint8Array]> {
    for await (const [key, value] of scanTable(this.#table, from, below)) {
      const content = openValue(key, value);
      if (content !== undefined) yield [key, content];
    }
  }
}

function opened(key: Uint8Array, value: Looked): Result<Uint8Array, ReadFault> {
  if (value === undefined) return fail("missing");
  const content = value === UNREADABLE ? undefined : openValue(key, value);
  return content === undefined ? fail("damaged") : ok(content);
}

function whole(prefix: Prefix): readonly [from: Uint8Array, below: Uint8Array] {
  const from = Uint8Array.of(prefix);
  return [from, after(from)];
}
