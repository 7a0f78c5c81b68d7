import { present } from "../base/assert.ts";
import { fromHex, readUint64 } from "../base/bytes.ts";
import type { Deadline } from "./records.ts";
import type { State } from "./state.ts";

/** The earliest deadline with its key and moment, or undefined where the clock has nothing to do. */
export function nextDeadline(
  state: State,
): (Deadline & { readonly key: string; readonly atMs: number }) | undefined {
  for (const [key, deadline] of state.deadlines.entries()) {
    const atMs = present(
      readUint64(fromHex(key.slice(0, MOMENT_DIGITS))),
      "a moment as `numberKey` writes it",
    );
    return { ...deadline, key, atMs };
  }
  return undefined;
}

/** The moment of the earliest deadline. */
export function nextDeadlineMs(state: State): number | undefined {
  return nextDeadline(state)?.atMs;
}

const MOMENT_DIGITS = 16;
