import { expect, test } from "vitest";
import { MemoryDisk } from "../../src/store/memory-disk.ts";
import { openTableStore } from "../../src/store/table-store.ts";
import { batchOf, bytesOf, listOf } from "./sample.ts";

test("of a snapshot few parts are in memory at once, whether it is read, replaced or dropped", async () => {
  const { table, slots, home } = new MemoryDisk();
  let most = 0;
  const page: typeof table.page = async (range) => {
    const entries = await table.page(range);
    most = Math.max(most, entries.length);
    return entries;
  };
  const store = await openTableStore({ table: { ...table, page }, slots, home });
  const parts = Array.from({ length: 40 }, (_, i) => bytesOf(1, i));
  await store.write(batchOf({ snapshot: { at: 0, parts } }));
  expect(await listOf(store.snapshot())).toEqual(parts);
  await store.write(batchOf({ snapshot: { at: 1, parts } }));
  await store.write(batchOf({ snapshot: { at: 0, parts: [] } }));
  expect(await listOf(store.snapshot())).toEqual([]);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(8);
  await store.close();
});
