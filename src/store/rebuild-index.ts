import type { EventId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { decodeEvent } from "../events/envelope.ts";
import { LOG_START, logOp, nextRunning } from "./append-log.ts";
import { feedOp } from "./feed-index.ts";
import { after, eventKey, feedKey, logKey, PREFIX } from "./keys.ts";
import { type OrderedTable, scanTable, type TableOp, UNREADABLE } from "./ordered-table.ts";
import { surveyStore } from "./store-check.ts";
import { headOp, type StoreHead } from "./store-head.ts";
import { openValue } from "./value.ts";

const CHUNK_EVENTS = 1000;

/**
 * Log, feed index and head from what is sound: first the ids the log names, in its order, then those it lost,
 * by id. Sound events are the authority and are never deleted, so a crash half way is mended by doing it again.
 */
export async function rebuildIndex(table: OrderedTable, oldCount: number): Promise<StoreHead> {
  const survey = await surveyStore(table, oldCount);
  const known = new Set(survey.logged);
  const lost = [...new Set([...survey.fed, ...survey.sound])]
    .filter((id) => !known.has(id))
    .sort(compareText);
  const ids = [...known, ...lost];
  let head: StoreHead = { count: 0, running: LOG_START, wireBytes: 0 };
  for (let start = 0; start < ids.length; start += CHUNK_EVENTS) {
    const chunk = ids.slice(start, start + CHUNK_EVENTS);
    const ops: TableOp[] = [];
    const values = await table.getMany(chunk.map(eventKey));
    for (const [i, id] of chunk.entries()) {
      const value = values[i];
      const wire =
        value === undefined || value === UNREADABLE || !survey.sound.has(id)
          ? undefined
          : openValue(eventKey(id), value);
      const idBytes = eventKey(id).subarray(1);
      const running = nextRunning(head.running, idBytes);
      ops.push(logOp(head.count, idBytes, running));
      if (wire !== undefined && !survey.fed.has(id)) ops.push(...feedOps(id, wire));
      head = { count: head.count + 1, running, wireBytes: head.wireBytes + (wire?.length ?? 0) };
    }
    await table.write(ops, false);
  }
  const done = await leftovers(table, survey.damaged, head.count);
  await table.write([...done, headOp(head)], true);
  return head;
}

function feedOps(id: EventId, wire: Uint8Array): readonly TableOp[] {
  const event = decodeEvent(wire);
  if (!event.ok) return [];
  return [feedOp(feedKey(event.value.device, event.value.seq, id))];
}

/** Log entries behind the new end, and all that does not open; seals stay, to be named until they are put back. */
async function leftovers(
  table: OrderedTable,
  damaged: readonly Uint8Array[],
  count: number,
): Promise<readonly TableOp[]> {
  const ops: TableOp[] = [];
  for (const key of damaged)
    if (key[0] !== PREFIX.log && key[0] !== PREFIX.seal) ops.push({ key, value: null });
  const log = Uint8Array.of(PREFIX.log);
  for await (const [key] of scanTable(table, logKey(count), after(log))) ops.push({ key, value: null });
  return ops;
}
