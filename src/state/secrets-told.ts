import type { HashId, MemberId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { Lot } from "./claim-records.ts";
import { numberKey } from "./key.ts";
import { isSideOf } from "./side-of.ts";
import type { State } from "./state.ts";

/** A secret that a member had committed to, 32 bytes in hexadecimal. */
export interface Told {
  readonly member: MemberId;
  readonly secret: HashId;
}

/**
 * For a lot: told since the claim, or its appeal, was sealed, and committed to by then; by member. Not by those whose
 * claim it is. Nobody tells for a claim that is not sealed, so who commits in its own cut knows no secret of the others.
 */
export function secretsTold(state: State, { claim: id, filedHeight }: Lot): readonly Told[] {
  const claim = state.claims.must(id);
  const told: Told[] = [];
  for (const [key, { secret, committedHeight }] of state.reveals.entries()) {
    const height = key.slice(0, -id.length);
    const member = key.slice(-id.length) as MemberId;
    if (height <= numberKey(filedHeight) || committedHeight > filedHeight) continue;
    if (!isSideOf(claim, member)) told.push({ member, secret });
  }
  return told.sort((a, b) => compareText(a.member, b.member));
}

export function isSecretTold(state: State, lot: Lot): boolean {
  return secretsTold(state, lot).length > 0;
}
