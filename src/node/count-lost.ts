import { stat } from "node:fs/promises";
import { openLevelStore } from "../store/level-store.ts";
import { storePath } from "./home-file.ts";

/** Pieces of a stopped node's store that are damaged or missing, by reading all of it. Throws OperatorError: home-locked while the node runs, and those of disks. */
export async function countLost(home: string): Promise<number> {
  // opening would make an empty one, in which nothing is missing
  const isThere = await stat(storePath(home)).then(
    () => true,
    () => false,
  );
  if (!isThere) return 1;
  const store = await openLevelStore(storePath(home));
  try {
    const { events, seals, log, unindexed, profiles, messages, strays } = await store.check();
    const pieces = [events, seals, log, unindexed, profiles];
    // not even the event that began its device
    const isEmpty = store.counts().events === 0;
    const gone = store.tip().intact && !isEmpty ? 0 : 1;
    return pieces.reduce((sum, { length }) => sum + length, messages + strays + gone);
  } finally {
    await store.close();
  }
}
