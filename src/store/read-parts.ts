import { after, numberInKey, type PartPrefix, partKey } from "./keys.ts";
import { type OrderedTable, scanTable, type TableEntry } from "./ordered-table.ts";
import { openValue } from "./value.ts";

/** Each is as large as a frame. */
const PARTS_AT_ONCE = 8;

/** The parts of a snapshot or a base, in order; undefined, and then no more, where one is missing or does not open. */
export async function* readParts(
  table: OrderedTable,
  prefix: PartPrefix,
): AsyncGenerator<Uint8Array | undefined> {
  let index = 0;
  for await (const [key, value] of scanParts(table, prefix, 0)) {
    const part = numberInKey(key) === index ? openValue(key, value) : undefined;
    yield part;
    if (part === undefined) return;
    index++;
  }
}

/** Their entries from there on, whatever is in them. */
export function scanParts(table: OrderedTable, prefix: PartPrefix, at: number): AsyncGenerator<TableEntry> {
  return scanTable(table, partKey(prefix, at), after(Uint8Array.of(prefix)), PARTS_AT_ONCE);
}
