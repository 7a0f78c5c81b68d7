import type { TableEntry, TableOp } from "./ordered-table.ts";
import { openIndexValue, sealIndexValue } from "./value.ts";

const NOTHING = new Uint8Array(0);

/** The key says everything; its value only vouches for it. */
export function feedOp(key: Uint8Array): TableOp {
  return { key, value: sealIndexValue(key, NOTHING) };
}

export function isFeedEntry([key, value]: TableEntry): boolean {
  return openIndexValue(key, value)?.length === 0;
}
