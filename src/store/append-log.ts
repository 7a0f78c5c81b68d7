import { equalBytes } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { EventId } from "../base/id.ts";
import { fail, ok } from "../base/result.ts";
import type { LogEntry, ReadFault } from "./event-store.ts";
import { logKey, numberInKey } from "./keys.ts";
import { type Looked, type OrderedTable, type TableOp, UNREADABLE } from "./ordered-table.ts";
import { openIndexValue, sealIndexValue } from "./value.ts";

const HASH_BYTES = 32;
const PAGE_ENTRIES = 1000;

/** The running hash before the first entry. */
export const LOG_START = new Uint8Array(HASH_BYTES);

/** hash("log", running hash before ‖ id): each entry vouches for all before it, in their order. */
export function nextRunning(before: Uint8Array, id: Uint8Array): Uint8Array {
  return taggedHash("log", before, id);
}

export function logOp(index: number, id: Uint8Array, running: Uint8Array): TableOp {
  const key = logKey(index);
  const content = Buffer.allocUnsafe(2 * HASH_BYTES);
  content.set(id);
  content.set(running, HASH_BYTES);
  return { key, value: sealIndexValue(key, content) };
}

/** The entry by its own checksum; whether it follows the one before is the reader's to ask. */
export function openLogEntry(
  key: Uint8Array,
  value: Looked,
): { readonly id: Uint8Array; readonly running: Uint8Array } | undefined {
  const content = value === undefined || value === UNREADABLE ? undefined : openIndexValue(key, value);
  if (content === undefined || content.length !== 2 * HASH_BYTES) return undefined;
  return { id: content.subarray(0, HASH_BYTES), running: content.subarray(HASH_BYTES) };
}

/** Entries at from ≤ index < below, each checked, and chained to the one before wherever that one is readable. */
export async function* readLog(table: OrderedTable, from: number, below: number): AsyncGenerator<LogEntry> {
  let before: Uint8Array | undefined = LOG_START;
  if (from > 0) {
    const key = logKey(from - 1);
    before = openLogEntry(key, (await table.getMany([key]))[0])?.running;
  }
  for (let start = from; start < below; start += PAGE_ENTRIES) {
    const values = await pageOfLog(table, start, Math.min(start + PAGE_ENTRIES, below));
    for (const [offset, value] of values.entries()) {
      const index = start + offset;
      const entry = openLogEntry(logKey(index), value);
      const follows =
        entry !== undefined &&
        (before === undefined || equalBytes(nextRunning(before, entry.id), entry.running));
      const fault: ReadFault = value === undefined ? "missing" : "damaged";
      yield { index, id: follows ? ok(hexOfId(entry.id)) : fail(fault) };
      before = entry?.running;
    }
  }
}

function hexOfId(id: Uint8Array): EventId {
  return Buffer.from(id.buffer, id.byteOffset, id.length).toString("hex") as EventId;
}

/** The raw values of positions from ≤ index < below: in one sweep, and what the sweep left out by name. */
async function pageOfLog(table: OrderedTable, from: number, below: number): Promise<readonly Looked[]> {
  const values: Looked[] = new Array<Looked>(below - from).fill(undefined);
  const swept = await table.page({ from: logKey(from), below: logKey(below), limit: below - from });
  for (const [key, value] of swept) {
    const index = numberInKey(key);
    if (index !== undefined && index >= from && index < below) values[index - from] = value;
  }
  const absent = [...values.keys()].filter((offset) => values[offset] === undefined);
  if (absent.length === 0) return values;
  const asked = await table.getMany(absent.map((offset) => logKey(from + offset)));
  for (const [i, offset] of absent.entries()) values[offset] = asked[i];
  return values;
}
