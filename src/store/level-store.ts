import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { diskFault } from "./disk-fault.ts";
import type { EventStore } from "./event-store.ts";
import { openLevelTable } from "./level-table.ts";
import { openSlotFile } from "./slot-file.ts";
import { openTableStore, type StoreMedium } from "./table-store.ts";

/** LevelDB's own folder, which it locks, and the file of slots beside it. */
export const DATABASE_FOLDER = "db";
export const SLOTS_FILE = "slots";

/**
 * The store in this folder, which it makes if need be. Throws OperatorError: home-locked (another process has
 * it), disk-full, disk-failed, store-damaged (LevelDB cannot open it: see `repairLevelStore`).
 * `wrap` puts something between store and disk; for tests.
 */
export async function openLevelStore(
  directory: string,
  wrap: (medium: StoreMedium) => StoreMedium = (medium) => medium,
): Promise<EventStore> {
  const folder = join(directory, DATABASE_FOLDER);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await refuseWithoutManifest(folder, directory);
    const table = await openLevelTable(folder);
    try {
      // Behind the lock that the open database is: two processes never share the slots.
      const slots = openSlotFile(join(directory, SLOTS_FILE));
      return await openTableStore(wrap({ table, slots, home: directory }));
    } catch (error) {
      await table.close();
      throw error;
    }
  } catch (error) {
    throw diskFault(error, directory);
  }
}

/** Where CURRENT is lost LevelDB would begin anew and delete every table it does not know. */
async function refuseWithoutManifest(folder: string, home: string): Promise<void> {
  const names = await readdir(folder);
  if (names.includes("CURRENT") || !names.some((name) => /\.(ldb|sst|log)$/.test(name))) return;
  throw new OperatorError("store-damaged", EXIT.integrity, { home, reason: "CURRENT is missing" });
}
