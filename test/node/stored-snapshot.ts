import { type SealedSnapshot, SnapshotParts } from "../../src/peer/sealed-snapshot.ts";
import type { EventStore } from "../../src/store/event-store.ts";

/** The snapshot in a node's store; null: none, or not all of one. */
export async function storedSnapshot(store: EventStore): Promise<SealedSnapshot | null> {
  const parts = new SnapshotParts();
  for await (const part of store.snapshot()) if (!parts.take(part)) return null;
  return parts.whole;
}
