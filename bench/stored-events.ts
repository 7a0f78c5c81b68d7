import type { EventId } from "../src/base/id.ts";
import type { AuthenticEvent } from "../src/events/event.ts";
import { storePath } from "../src/node/home-file.ts";
import { readEvents } from "../src/node/restore.ts";
import type { EventStore } from "../src/store/event-store.ts";
import { openLevelStore } from "../src/store/level-store.ts";

/** The first events of a home's log. */
export function someEvents(path: string, count: number): Promise<readonly AuthenticEvent[]> {
  return withStore(path, async (store) => (await readEvents(store, await firstIds(store, count))).events);
}

/** The ids of all of them. */
export function idsOfLog(path: string): Promise<readonly EventId[]> {
  return withStore(path, (store) => firstIds(store, Number.POSITIVE_INFINITY));
}

async function firstIds(store: EventStore, count: number): Promise<readonly EventId[]> {
  const ids: EventId[] = [];
  for await (const { id } of store.log(0)) {
    if (id.ok) ids.push(id.value);
    if (ids.length === count) break;
  }
  return ids;
}

async function withStore<T>(path: string, use: (store: EventStore) => Promise<T>): Promise<T> {
  const store = await openLevelStore(storePath(path));
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
