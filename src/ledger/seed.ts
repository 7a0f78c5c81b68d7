import { fromHex, toHex } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { HashId, MemberId } from "../base/id.ts";
import { compareText } from "../base/order.ts";

/** A secret that a member had committed to, 32 bytes in hexadecimal. */
export interface Reveal {
  readonly member: MemberId;
  readonly secret: HashId;
}

/**
 * The seed of the next height: SHA-256(seed ‖ (member, secret)...), by member; without reveals it still moves
 * on. The first is `nextSeed(community id, [])`, which `found` writes.
 */
export function nextSeed(seed: HashId, reveals: readonly Reveal[]): HashId {
  const sorted = [...reveals].sort((a, b) => compareText(a.member, b.member));
  const parts = sorted.flatMap(({ member, secret }) => [fromHex(member), fromHex(secret)]);
  return toHex(taggedHash("seed", fromHex(seed), ...parts)) as HashId;
}
