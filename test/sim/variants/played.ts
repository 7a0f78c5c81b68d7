import type { Violation } from "../../../src/sim/watch.ts";
import type { Expected } from "./expected.ts";

/** What one seed came to in one variant. */
export interface Played {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly steps: number;
  /** what was thrown, if the run did not come to its end */
  readonly broke: string | null;
}

/** Whether it found the variant out as it should. Who watches changes no run, so none else means that without it none is left. */
export function isCaught({ violations, broke }: Played, { invariant, isAlone }: Expected): boolean {
  if (broke !== null || violations.length === 0) return false;
  const names = new Set(violations.map((each) => each.invariant));
  return invariant === null || (names.has(invariant) && (!isAlone || names.size === 1));
}
