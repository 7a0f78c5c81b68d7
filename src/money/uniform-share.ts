import { assert } from "../base/assert.ts";
import { divideUp } from "./divide.ts";

export type UniformShare = {
  /** What each member pays, in minor units. */
  readonly share: bigint;
  /** share × members. */
  readonly collected: bigint;
  /** What is collected beyond the total; somebody would have to hold it, so no plan of ours divides like this. */
  readonly surplus: bigint;
};

/** Everyone pays the even share, rounded up: how others have divided, for `whatif` and their published figures. */
export function uniformShare(total: bigint, members: number): UniformShare {
  assert(Number.isSafeInteger(members) && members > 0, "at least one member");
  const share = divideUp(total, BigInt(members));
  const collected = share * BigInt(members);
  return { share, collected, surplus: collected - total };
}
