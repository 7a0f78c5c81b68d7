import type { EventStore } from "./event-store.ts";
import { MemoryDisk } from "./memory-disk.ts";
import { openTableStore, type StoreMedium } from "./table-store.ts";

/** The same store in memory: gone with its disk. */
export function openMemoryStore(disk: StoreMedium = new MemoryDisk()): Promise<EventStore> {
  return openTableStore(disk);
}
