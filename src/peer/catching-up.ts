import type { Journal } from "./journal.ts";
import type { SyncClient } from "./sync-client.ts";

/** How far a node is on its way to what the others hold. */
export interface CatchingUp {
  /** a newcomer's start; the heights ahead; or, while all else is well, the history before its start */
  readonly what: "start" | "history" | "past";
  /** heights that are here */
  readonly seals: number;
  /** and that there are, as far as others tell */
  readonly ofSeals: number;
}

/** Fewer are on their way at any time. */
const SEALS_BEHIND_MIN = 3;

/** null: as far as this node knows nothing is missing. */
export function catchingUp(sync: SyncClient, journal: Journal | null): CatchingUp | null {
  const start = sync.start.progress;
  if (start !== null) return { what: "start", ...start };
  if (journal === null) return null;
  const { height } = journal;
  const ofSeals = sync.told.believed;
  if (ofSeals - height >= SEALS_BEHIND_MIN) return { what: "history", seals: height, ofSeals };
  return sync.past === null ? null : { what: "past", ...sync.past.progress };
}
