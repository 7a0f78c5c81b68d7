import type { AuthenticEvent } from "../events/event.ts";
import type { StoreBatch } from "../peer/batch.ts";
import { logOp, nextRunning } from "./append-log.ts";
import { feedOp } from "./feed-index.ts";
import {
  eventKey,
  feedKey,
  messageKey,
  messagesFrom,
  numberInKey,
  PREFIX,
  profileKey,
  sealKey,
} from "./keys.ts";
import { type OrderedTable, scanTable, type TableOp } from "./ordered-table.ts";
import { headOp, type StoreHead } from "./store-head.ts";
import { sealValue } from "./value.ts";

/** What a group of batches writes, in order, and the head after it. Reads the table, and changes nothing. */
export async function opsOfGroup(
  table: OrderedTable,
  head: StoreHead,
  batches: readonly StoreBatch[],
): Promise<{ readonly ops: readonly TableOp[]; readonly head: StoreHead }> {
  const ops: TableOp[] = [];
  const indexed = await indexedEvents(
    table,
    batches.flatMap((batch) => batch.events),
  );
  let { count, running, wireBytes } = head;
  for (const batch of batches) {
    for (const event of batch.events) {
      const key = eventKey(event.id);
      const id = key.subarray(1);
      ops.push(put(key, event.wire));
      // Named already: this mends a damaged copy, and must not stand in the log twice.
      if (indexed.has(event.id)) continue;
      indexed.add(event.id);
      running = nextRunning(running, id);
      ops.push(feedOp(feedKey(event.device, event.seq, event.id)), logOp(count, id, running));
      count++;
      wireBytes += event.wire.length;
    }
    for (const { height, record } of batch.seals) ops.push(put(sealKey(height), record));
    for (const { height, key, bytes } of batch.messages) ops.push(put(messageKey(height, key), bytes));
    if (batch.messagesDoneThrough !== null)
      ops.push(...(await forgetMessages(table, ops, batch.messagesDoneThrough)));
    for (const { device, bytes } of batch.profiles)
      ops.push(bytes === null ? { key: profileKey(device), value: null } : put(profileKey(device), bytes));
  }
  const after = { count, running, wireBytes };
  ops.push(headOp(after));
  return { ops, head: after };
}

/** Those whose place in their feed is taken, so that the log names them too. */
async function indexedEvents(table: OrderedTable, events: readonly AuthenticEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const found = await table.getMany(events.map(({ device, seq, id }) => feedKey(device, seq, id)));
  return new Set(events.filter((_, i) => found[i] !== undefined).map(({ id }) => id));
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

function put(key: Uint8Array, content: Uint8Array): TableOp {
  return { key, value: sealValue(key, content) };
}
