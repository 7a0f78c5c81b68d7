import type { ClaimId, MemberId, PlanId } from "../base/id.ts";
import type { Claim } from "./claim-records.ts";
import type { State } from "./state.ts";

/** Puts a new claim on record, to be found by its plan and member too. */
export function addClaim(state: State, id: ClaimId, claim: Claim): void {
  state.claims.set(id, claim);
  state.memberClaims.set(claim.plan + claim.member + id, { incidentDay: claim.incidentDay });
}

/** Every claim in this plan, or only those for this member: by member, then id. */
export function* claimsOf(
  state: State,
  plan: PlanId,
  member: MemberId | "" = "",
): IterableIterator<readonly [ClaimId, Claim]> {
  for (const [key] of state.memberClaims.entries(plan + member)) {
    const id = key.slice(plan.length * 2) as ClaimId;
    yield [id, state.claims.must(id)];
  }
}
