import { Level } from "level";
import type { Looked, OrderedTable, TableEntry, TableOp, TableRange } from "./ordered-table.ts";
import { UNREADABLE } from "./ordered-table.ts";

type Database = Level<Uint8Array, Uint8Array>;

const VIEW = { keyEncoding: "view", valueEncoding: "view" } as const;
/** Signatures and hashes do not compress; a flipped byte stays the fault of one value. */
const OPTIONS = { ...VIEW, compression: false, writeBufferSize: 16 * 1024 * 1024 } as const;

/** Opens, or makes, a LevelDB folder; throws what `level` throws. The folder stays locked until closed. */
export async function openLevelTable(folder: string): Promise<OrderedTable> {
  const database: Database = new Level<Uint8Array, Uint8Array>(folder, OPTIONS);
  await database.open();
  return {
    getMany: (keys) => getMany(database, keys),
    page: (range) => page(database, range),
    async write(ops: readonly TableOp[], sync: boolean) {
      const batch = database.batch();
      for (const { key, value } of ops) {
        if (value === null) batch.del(key);
        else batch.put(key, value);
      }
      await batch.write({ sync });
    },
    compact: async (from, below) => {
      if (canCompact(database)) await database.compactRange(from, below, VIEW);
    },
    close: () => database.close(),
  };
}

/** What `level` is on Node has it; its types tell what it has everywhere. */
function canCompact(database: Database): database is Database & {
  compactRange(from: Uint8Array, below: Uint8Array, options: typeof VIEW): Promise<void>;
} {
  return "compactRange" in database && typeof database.compactRange === "function";
}

async function getMany(database: Database, keys: readonly Uint8Array[]): Promise<readonly Looked[]> {
  try {
    return await database.getMany([...keys]);
  } catch (error) {
    if (!isReadFault(error)) throw error;
    // One bad block fails the whole call: ask one by one.
    if (keys.length === 1) return [UNREADABLE];
    const each: Looked[] = [];
    for (const key of keys) each.push(...(await getMany(database, [key])));
    return each;
  }
}

async function page(database: Database, range: TableRange): Promise<readonly TableEntry[]> {
  const whole = await read(database, range, range.limit);
  if (whole.sound) return whole.entries;
  // LevelDB steps over a bad block, and tells so at the end at the cost of the last page: take pages of one.
  return (await read(database, range, 1)).entries;
}

async function read(
  database: Database,
  { from, below, limit, reverse = false }: TableRange,
  pageEntries: number,
): Promise<{ readonly sound: boolean; readonly entries: readonly TableEntry[] }> {
  const iterator = database.iterator({ gte: from, lt: below, limit, reverse });
  const entries: TableEntry[] = [];
  try {
    for (;;) {
      const part = await iterator.nextv(pageEntries);
      if (part.length === 0) return { sound: true, entries };
      entries.push(...part);
    }
  } catch (error) {
    if (!isReadFault(error)) throw error;
    return { sound: false, entries };
  } finally {
    await iterator.close();
  }
}

/** LevelDB reports a bad length or offset inside a file as either of the two. */
function isReadFault(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "LEVEL_CORRUPTION" || code === "LEVEL_IO_ERROR";
}
