import type { EventId, MemberId, PlanId } from "../base/id.ts";
import { coverFrom } from "../state/cover-start.ts";
import { openPlan } from "../state/open-plan.ts";
import { enrolmentKey, keepFormerSpell } from "../state/spells.ts";
import type { State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { type Check, OK, refuse } from "./kind.ts";

/** A place in an open plan, as somebody signs for it. */
export interface Place {
  readonly plan: PlanId;
  readonly tier: number;
}

/** Whether this member may take that place now. */
export function checkPlace(state: State, member: MemberId, { plan: id, tier }: Place): Check {
  const plan = openPlan(state, id);
  if (!plan.ok) return refuse(plan.error);
  const before = state.enrolments.get(enrolmentKey(id, member));
  if (before !== undefined && before.leftMs === null) return refuse("enrolled-already");
  const terms = termsInForce(state, id);
  if (terms.tiers[tier] === undefined) return refuse("tier-unknown");
  if (terms.admission !== "open") return refuse("admission-closed");
  return plan.value.enrolled >= terms.maxMembers ? refuse("plan-full") : OK;
}

/** Takes it; who has left before waits anew, and the former spell stays on record. */
export function takePlace(
  state: State,
  by: { readonly id: EventId; readonly member: MemberId; readonly atMs: number; readonly height: number },
  { plan, tier }: Place,
): void {
  const { id, member, atMs, height } = by;
  const key = enrolmentKey(plan, member);
  const leftMs = state.enrolments.get(key)?.leftMs ?? null;
  if (leftMs !== null) keepFormerSpell(state, plan, member, leftMs);
  state.enrolments.set(key, {
    event: id,
    tier,
    sinceMs: atMs,
    sinceHeight: height,
    ...coverFrom(state, termsInForce(state, plan), member, atMs),
    formerTiers: [],
    leavesMs: null,
    leftMs: null,
    ending: null,
  });
  const record = state.plans.must(plan);
  state.plans.set(plan, { ...record, enrolled: record.enrolled + 1 });
}
