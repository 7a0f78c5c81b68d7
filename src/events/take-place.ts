import type { EventId, MemberId, PlanId } from "../base/id.ts";
import { DAY_MS } from "../calendar/calendar.ts";
import { applicationKey } from "../state/applications.ts";
import { countPlaces } from "../state/count-places.ts";
import { coverFrom } from "../state/cover-start.ts";
import { schedule } from "../state/deadlines.ts";
import { openBallot } from "../state/open-ballot.ts";
import { openPlan } from "../state/open-plan.ts";
import { currentSpell, enrolmentKey, keepFormerSpell, newSpell } from "../state/spells.ts";
import type { State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { type Check, OK, refuse } from "./kind.ts";

/** A place that members are to vouch for is waited for no longer than this. */
export const APPLICATION_MS = 30 * DAY_MS;

/** A place in an open plan, as somebody signs for it. */
export interface Place {
  readonly plan: PlanId;
  readonly tier: number;
}

/** Whether this member may take that place now, or ask for it where the terms do not let people in by themselves. */
export function checkPlace(state: State, member: MemberId, { plan: id, tier }: Place): Check {
  const plan = openPlan(state, id);
  if (!plan.ok) return refuse(plan.error);
  if (state.members.must(member).leaving !== null) return refuse("member-leaving");
  if (currentSpell(state, id, member) !== undefined) return refuse("enrolled-already");
  const terms = termsInForce(state, id);
  if (terms.tiers[tier] === undefined) return refuse("tier-unknown");
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
  const former = state.enrolments.get(key);
  const leftMs = former?.leftMs ?? null;
  if (leftMs !== null) keepFormerSpell(state, plan, member, leftMs);
  const cover = coverFrom(state, termsInForce(state, plan), member, atMs, former);
  state.enrolments.set(key, newSpell({ event: id, tier, sinceMs: atMs, sinceHeight: height, ...cover }));
  countPlaces(state, plan, 1, atMs);
}

/** Whether the plan lets people in by their own word alone. */
export function isAdmittedAlone(state: State, plan: PlanId): boolean {
  return termsInForce(state, plan).admission === "open";
}

/** Asks for it: some of the plan's members are to vouch for it, or all of them to vote. */
export function applyForPlace(
  state: State,
  by: { readonly id: EventId; readonly member: MemberId; readonly atMs: number; readonly height: number },
  { plan, tier }: Place,
): void {
  const { id, member, atMs, height } = by;
  const { admission, voteMs } = termsInForce(state, plan);
  const application = { event: id, tier, sinceMs: atMs, height, status: "waiting" } as const;
  state.applications.set(applicationKey(plan, member), application);
  if (admission === "vouch") {
    schedule(state, atMs + APPLICATION_MS, "applications", id);
    return;
  }
  openBallot(state, id, {
    about: "admission",
    subject: id,
    plan,
    version: state.plans.must(plan).version,
    opensMs: atMs,
    openedHeight: height,
    closesMs: atMs + voteMs,
    excluded: [member],
    seats: null,
  });
}
