import { type OrderedTable, scanTable, type TableOp } from "./ordered-table.ts";

/**
 * Writes all values of a range once more and has the table drop what they replace. Twice compacted: what is in memory goes to a
 * file with all its versions, which LevelDB leaves alone there; what is written after it has to be merged with that file.
 */
export async function rewriteRange(table: OrderedTable, from: Uint8Array, below: Uint8Array): Promise<void> {
  await table.compact?.(from, below);
  const ops: TableOp[] = [];
  for await (const [key, value] of scanTable(table, from, below)) ops.push({ key, value });
  await table.write(ops, true);
  await table.compact?.(from, below);
}
