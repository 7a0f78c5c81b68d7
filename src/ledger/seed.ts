import { fromHex, toHex } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { HashId, MemberId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { numberKey } from "../state/key.ts";
import type { Told } from "../state/secrets-told.ts";
import type { State } from "../state/state.ts";

/**
 * The seed of the next height: SHA-256(seed ‖ (member, secret)...), by member; without secrets it still moves
 * on. The first is `nextSeed(community id, [])`, which `found` writes.
 */
export function nextSeed(seed: HashId, told: readonly Told[]): HashId {
  const sorted = [...told].sort((a, b) => compareText(a.member, b.member));
  const parts = sorted.flatMap(({ member, secret }) => [fromHex(member), fromHex(secret)]);
  return toHex(taggedHash("seed", fromHex(seed), ...parts)) as HashId;
}

/** The secrets that the cut of this height told, one per member at most. */
export function revealsAt(state: State, height: number): readonly Told[] {
  const prefix = numberKey(height);
  return [...state.reveals.entries(prefix)].map(([key, { secret }]) => {
    return { member: key.slice(prefix.length) as MemberId, secret };
  });
}
