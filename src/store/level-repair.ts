import { access, cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Level } from "level";
import { OperatorError } from "../base/operator-error.ts";
import { diskFault } from "./disk-fault.ts";
import type { TipReport } from "./event-store.ts";
import { DATABASE_FOLDER, openLevelStore } from "./level-store.ts";

export interface LevelRepair {
  /** where the files lie as they were found */
  readonly aside: string;
  /** as found after the repair: what it falls short of was lost, and is to be pulled from peers */
  readonly tip: TipReport;
}

/** The types of `level` speak for browsers too, which have no `repair`. */
const leveldb = Level as unknown as { repair(location: string): Promise<void> };

/**
 * For a folder that gives "store-damaged". Copies the database aside, lets LevelDB save what it can, or begins
 * an empty one where it can save nothing. The slots are left alone. What comes back may be older than what was
 * lost (a profile, messages of a sealed height), never altered. Throws OperatorError (home-locked, disk-full,
 * disk-failed). Afterwards: open, `check`, pull, `rebuildIndex`.
 */
export async function repairLevelStore(directory: string): Promise<LevelRepair> {
  const folder = join(directory, DATABASE_FOLDER);
  await refuseLocked(directory);
  try {
    const aside = await freeName(`${folder}.damaged`);
    await cp(folder, aside, { recursive: true });
    await leveldb.repair(folder);
    const tip = (await tipOf(directory)) ?? (await beginAnew(directory, folder));
    return { aside, tip };
  } catch (error) {
    throw diskFault(error, directory);
  }
}

async function refuseLocked(directory: string): Promise<void> {
  try {
    const store = await openLevelStore(directory);
    await store.close();
  } catch (error) {
    if (!(error instanceof OperatorError && error.code === "store-damaged")) throw error;
  }
}

async function tipOf(directory: string): Promise<TipReport | undefined> {
  try {
    const store = await openLevelStore(directory);
    const tip = store.tip();
    await store.close();
    return tip;
  } catch (error) {
    if (error instanceof OperatorError && error.code === "store-damaged") return undefined;
    throw error;
  }
}

async function beginAnew(directory: string, folder: string): Promise<TipReport> {
  await rm(folder, { recursive: true });
  const store = await openLevelStore(directory);
  const tip = store.tip();
  await store.close();
  return tip;
}

async function freeName(stem: string): Promise<string> {
  for (let n = 1; ; n++) {
    const name = `${stem}-${n}`;
    try {
      await access(name);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return name;
      throw error;
    }
  }
}
