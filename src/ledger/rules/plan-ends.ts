import type { ClaimId, PlanId } from "../../base/id.ts";
import { claimsOf } from "../../state/claims-of.ts";
import { countPlaces } from "../../state/count-places.ts";
import { schedule } from "../../state/deadlines.ts";
import { planPeriodAt } from "../../state/plan-time.ts";
import { enrolmentKey, membersOf } from "../../state/spells.ts";
import type { State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { isClaimOpen } from "../../state/undecided.ts";
import type { ClockRule } from "./rule.ts";

/**
 * Protocol §6.6: after its run-off a closing plan has ended once every claim in it is settled. What the ceilings held
 * back of a claim has its last apportionment at the first period's end from then on; what is left is dropped.
 */
export const planEnds: ClockRule = {
  name: "plan-ends",
  run(state, subject, atMs) {
    const plan = subject as PlanId;
    if (state.plans.must(plan).status !== "closing") return;
    if (planPeriodAt(state, plan, termsInForce(state, plan), atMs).startMs === atMs)
      dropRests(state, plan, atMs);
    const nextMs = settledMs(state, plan, atMs);
    if (nextMs === null) end(state, plan, atMs);
    else schedule(state, nextMs, "plan-ends", plan);
  },
};

/** At a period's end, after its apportionment. */
function dropRests(state: State, plan: PlanId, endMs: number): void {
  for (const [key, { payableMs }] of state.payables.entries(plan)) {
    if (payableMs >= endMs) continue;
    const id = key.slice(plan.length) as ClaimId;
    state.payables.delete(key);
    state.claims.set(id, { ...state.claims.must(id), status: "apportioned", apportionedMs: endMs });
  }
  for (const [key, shortfall] of state.shortfalls.entries(plan)) {
    if (shortfall.apportionedMs !== null || shortfall.sinceMs >= endMs) continue;
    state.shortfalls.set(key, { ...shortfall, apportionedMs: endMs });
  }
}

/** The period's end at which all may be settled at the earliest; null: all is. */
function settledMs(state: State, plan: PlanId, atMs: number): number | null {
  let lastMs: number | null = null;
  for (const [, { apportionedMs }] of state.shortfalls.entries(plan))
    if (apportionedMs === null) lastMs = atMs;
  for (const [, claim] of claimsOf(state, plan)) {
    if (!isClaimOpen(claim.status)) continue;
    lastMs = Math.max(lastMs ?? atMs, claim.untilMs ?? atMs);
  }
  return lastMs === null ? null : planPeriodAt(state, plan, termsInForce(state, plan), lastMs).endMs;
}

/** Every place ends with the plan. */
function end(state: State, plan: PlanId, atMs: number): void {
  const { closedBy } = state.plans.must(plan);
  for (const [member, [latest]] of membersOf(state, plan)) {
    if (latest === undefined || latest.leftMs !== null) continue;
    const ending = { why: "end", by: closedBy } as const;
    state.enrolments.set(enrolmentKey(plan, member), { ...latest, leavesMs: atMs, leftMs: atMs, ending });
    countPlaces(state, plan, -1, atMs);
  }
  state.plans.set(plan, { ...state.plans.must(plan), status: "ended" });
}
