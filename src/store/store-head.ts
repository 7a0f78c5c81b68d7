import { concatBytes, equalBytes, readUint64, uint64 } from "../base/bytes.ts";
import { LOG_START, openLogEntry } from "./append-log.ts";
import { after, HEAD_KEY, logKey, numberInKey, PREFIX } from "./keys.ts";
import { type OrderedTable, scanTable, type TableOp, UNREADABLE } from "./ordered-table.ts";
import type { SlotContent } from "./slots.ts";
import { CHECKSUM_BYTES, openValue, sealValue } from "./value.ts";

/** The end of the log, as of the last write; in the same batch as what it counts. */
export interface StoreHead {
  /** the next index of the log */
  readonly count: number;
  readonly running: Uint8Array;
  readonly wireBytes: number;
}

export function headOp({ count, running, wireBytes }: StoreHead): TableOp {
  const content = concatBytes(uint64(count), uint64(wireBytes), running);
  return { key: HEAD_KEY, value: sealValue(HEAD_KEY, content) };
}

/** As written, or counted anew where it is missing or damaged. */
export async function readHeadRecord(table: OrderedTable): Promise<StoreHead> {
  const value = (await table.getMany([HEAD_KEY]))[0];
  const content = value === undefined || value === UNREADABLE ? undefined : openValue(HEAD_KEY, value);
  if (content?.length !== 48) return countAnew(table);
  const count = readUint64(content);
  const wireBytes = readUint64(content, 8);
  if (count === undefined || wireBytes === undefined) return countAnew(table);
  return { count, wireBytes, running: content.slice(16) };
}

/** Behind the last log entry that can be read; empty for a new store. */
async function countAnew(table: OrderedTable): Promise<StoreHead> {
  const events = Uint8Array.of(PREFIX.event);
  let wireBytes = 0;
  for await (const [, value] of scanTable(table, events, after(events)))
    wireBytes += Math.max(0, value.length - CHECKSUM_BYTES);
  const log = Uint8Array.of(PREFIX.log);
  let below = after(log);
  for (;;) {
    const [last] = await table.page({ from: log, below, limit: 1, reverse: true });
    if (last === undefined) return { count: 0, running: LOG_START, wireBytes };
    const [key, value] = last;
    const entry = openLogEntry(key, value);
    const index = numberInKey(key);
    if (entry !== undefined && index !== undefined)
      return { count: index + 1, running: entry.running.slice(), wireBytes };
    below = key;
  }
}

/** Whether all that the slots say was durable is there; see `TipReport`. */
export async function isTipThere(
  table: OrderedTable,
  head: StoreHead,
  slots: SlotContent | "missing" | "damaged",
): Promise<boolean> {
  if (slots === "missing" || slots === "damaged") return head.count === 0;
  const { count, running } = slots.tip;
  if (count === 0) return true;
  const key = logKey(count - 1);
  const entry = openLogEntry(key, (await table.getMany([key]))[0]);
  return head.count >= count && entry !== undefined && equalBytes(entry.running, running);
}
