import type { ClaimId, MemberId, PlanId } from "../base/id.ts";
import type { Claim } from "./records.ts";
import type { State } from "./state.ts";

/** Every claim for this member in this plan, by id. */
export function claimsOf(
  state: State,
  plan: PlanId,
  member: MemberId,
): readonly (readonly [ClaimId, Claim])[] {
  const claims: (readonly [ClaimId, Claim])[] = [];
  for (const [id, claim] of state.claims.entries()) {
    if (claim.plan === plan && claim.member === member) claims.push([id as ClaimId, claim]);
  }
  return claims;
}
