import type { Play } from "../play.ts";

/** Families of faults: one file each. */
export const FAULT_NAMES = [
  "network",
  "partitions",
  "eclipse",
  "omission",
  "crashes",
  "pauses",
  "copies",
  "versions",
  "clocks",
  "disks",
  "population",
  "liars",
] as const;
/** Not drawn with the others: some seeds have it beside what they drew. */
export const RARE_FAULT_NAMES = ["cutting", "exodus"] as const;
export type FaultName = (typeof FAULT_NAMES | typeof RARE_FAULT_NAMES)[number];

/** One family at work in one run. It counts every injection by its kind, see `Play.count`. */
export interface Fault {
  readonly name: FaultName;
  /** at the beginning of every day with faults */
  day(play: Play, day: number): void;
  /** all of it stops, and what it broke is mended */
  stop(play: Play): void;
}
