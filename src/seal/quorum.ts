import { assert } from "../base/assert.ts";

/** q: how many of n seats decide (docs/protocol.md, the seal). Any two quorums share more than `liarsBorne(n)` seats. */
export function quorumOf(seats: number): number {
  assert(Number.isInteger(seats) && seats >= 1, "at least one seat");
  return (seats + (seats - (seats % 5)) / 5 + 1 + 1) >> 1;
}

/** r = 2q − n − 1: how many lying seats cannot split a seal. */
export function liarsBorne(seats: number): number {
  return 2 * quorumOf(seats) - seats - 1;
}
