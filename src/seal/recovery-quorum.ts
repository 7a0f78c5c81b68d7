import { quorumOf } from "./quorum.ts";

/** Below this many members more than half decide: a village that lost its seats must be able to go on. */
export const SMALL_ROLL = 10;

/** How many of a roll's members decide a recovery. */
export function recoveryQuorum(members: number): number {
  return members < SMALL_ROLL ? (members - (members % 2)) / 2 + 1 : quorumOf(members);
}

/** How many lying members cannot split a recovery. */
export function recoveryLiars(members: number): number {
  return Math.max(0, 2 * recoveryQuorum(members) - members - 1);
}
