import { present } from "../base/assert.ts";
import type { EventId } from "../base/id.ts";
import type { StoreBatch, StoredParts } from "../peer/batch.ts";
import { logOp, nextRunning } from "./append-log.ts";
import { feedOp } from "./feed-index.ts";
import {
  eventKeyOf,
  feedKey,
  lastIdBytes,
  messageKey,
  messagesFrom,
  numberInKey,
  type PartPrefix,
  PREFIX,
  partKey,
  profileKey,
  sealKey,
  TWO_SEALS_KEY,
} from "./keys.ts";
import { type OrderedTable, scanTable, type TableOp } from "./ordered-table.ts";
import { scanParts } from "./read-parts.ts";
import { headOp, type StoreHead } from "./store-head.ts";
import { sealValue } from "./value.ts";

/** What a group of batches writes, in order, and the head after it. Reads the table, and changes nothing. */
export async function opsOfGroup(
  table: OrderedTable,
  head: StoreHead,
  batches: readonly StoreBatch[],
): Promise<{ readonly ops: readonly TableOp[]; readonly head: StoreHead }> {
  const ops: TableOp[] = [];
  const feedKeys = batches.map(({ events }) => events.map(({ device, seq, id }) => feedKey(device, seq, id)));
  const found = await table.getMany(feedKeys.flat());
  const fresh = new Set<EventId>();
  let { count, running, wireBytes } = head;
  let place = 0;
  for (const [b, batch] of batches.entries()) {
    for (const [e, event] of batch.events.entries()) {
      const inFeed = present(feedKeys[b]?.[e], "a feed key for each event");
      const id = lastIdBytes(inFeed);
      ops.push(put(eventKeyOf(id), event.wire));
      // Its place in its feed is taken: this mends a damaged copy, and must not stand in the log twice.
      if (found[place++] !== undefined || fresh.has(event.id)) continue;
      fresh.add(event.id);
      running = nextRunning(running, id);
      ops.push(feedOp(inFeed), logOp(count, id, running));
      count++;
      wireBytes += event.wire.length;
    }
    for (const { height, record } of batch.seals) ops.push(put(sealKey(height), record));
    for (const { height, key, bytes } of batch.messages) ops.push(put(messageKey(height, key), bytes));
    if (batch.messagesDoneThrough !== null)
      ops.push(...(await forgetMessages(table, ops, batch.messagesDoneThrough)));
    for (const { device, bytes } of batch.profiles)
      ops.push(bytes === null ? { key: profileKey(device), value: null } : put(profileKey(device), bytes));
    if (batch.twoSeals !== null) ops.push(put(TWO_SEALS_KEY, batch.twoSeals));
    if (batch.snapshot !== null)
      ops.push(...(await replaceParts(table, ops, PREFIX.snapshot, batch.snapshot)));
    if (batch.base !== null)
      ops.push(...(await replaceParts(table, ops, PREFIX.base, { at: 0, parts: batch.base })));
  }
  const end = { count, running, wireBytes };
  ops.push(headOp(end));
  return { ops, head: end };
}

async function forgetMessages(
  table: OrderedTable,
  earlier: readonly TableOp[],
  doneThrough: number,
): Promise<readonly TableOp[]> {
  const forgotten: TableOp[] = [];
  for await (const [key] of scanTable(table, messagesFrom(0), messagesFrom(doneThrough + 1)))
    forgotten.push({ key, value: null });
  for (const { key } of earlier)
    if (key[0] === PREFIX.message && (numberInKey(key) ?? 0) <= doneThrough)
      forgotten.push({ key, value: null });
  return forgotten;
}

/** All parts from there on go, those that an earlier batch of this group brings too. */
async function replaceParts(
  table: OrderedTable,
  earlier: readonly TableOp[],
  prefix: PartPrefix,
  { at, parts }: StoredParts,
): Promise<readonly TableOp[]> {
  const ops: TableOp[] = [];
  for await (const [key] of scanParts(table, prefix, at)) ops.push({ key, value: null });
  for (const { key } of earlier)
    if (key[0] === prefix && (numberInKey(key) ?? 0) >= at) ops.push({ key, value: null });
  return [...ops, ...parts.map((part, index) => put(partKey(prefix, at + index), part))];
}

function put(key: Uint8Array, content: Uint8Array): TableOp {
  return { key, value: sealValue(key, content) };
}
