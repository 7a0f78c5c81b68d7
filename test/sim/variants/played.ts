import type { Violation } from "../../../src/sim/watch.ts";

/** What one seed came to in one variant. */
export interface Played {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly steps: number;
  /** what was thrown, if the run did not come to its end */
  readonly broke: string | null;
}
