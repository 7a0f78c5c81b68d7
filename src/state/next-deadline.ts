import { fromHex, readUint64 } from "../base/bytes.ts";
import type { State } from "./state.ts";

/** The moment of the earliest deadline, or undefined where the clock has nothing to do. */
export function nextDeadlineMs(state: State): number | undefined {
  for (const [key] of state.deadlines.entries()) return readUint64(fromHex(key.slice(0, 16)));
  return undefined;
}
