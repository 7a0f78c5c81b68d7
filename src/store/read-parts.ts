import { after, numberInKey, type PartPrefix } from "./keys.ts";
import { type OrderedTable, scanTable } from "./ordered-table.ts";
import { openValue } from "./value.ts";

/** Each is as large as a frame. */
const PARTS_AT_ONCE = 8;

/** The parts of a snapshot or a base, in order; undefined, and then no more, where one is missing or does not open. */
export async function* readParts(
  table: OrderedTable,
  prefix: PartPrefix,
): AsyncGenerator<Uint8Array | undefined> {
  const from = Uint8Array.of(prefix);
  let index = 0;
  for await (const [key, value] of scanTable(table, from, after(from), PARTS_AT_ONCE)) {
    const part = numberInKey(key) === index ? openValue(key, value) : undefined;
    yield part;
    if (part === undefined) return;
    index++;
  }
}
