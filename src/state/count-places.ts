import type { PlanId } from "../base/id.ts";
import { schedule } from "./deadlines.ts";
import type { Plan } from "./plan-records.ts";
import { planPeriodAt } from "./plan-time.ts";
import type { State } from "./state.ts";
import { termsInForce } from "./terms-in-force.ts";

/** A place of the plan was taken (1) or has ended (-1). */
export function countPlaces(state: State, plan: PlanId, change: 1 | -1, atMs: number): void {
  const record = state.plans.must(plan);
  state.plans.set(plan, { ...record, enrolled: record.enrolled + change });
  noteSize(state, plan, atMs);
}

/** Whether the plan has its least members; without them it closes once two whole periods have passed (protocol §6.6). */
export function noteSize(state: State, plan: PlanId, atMs: number): void {
  const record = state.plans.must(plan);
  if (record.status !== "open") return;
  const underMs = underSince(state, plan, record, atMs);
  if (underMs === record.underMs) return;
  state.plans.set(plan, { ...record, underMs });
  if (underMs !== null) schedule(state, dwindlesMs(state, plan, underMs), "dwindle", plan);
}

function underSince(state: State, plan: PlanId, { enrolled, underMs }: Plan, atMs: number): number | null {
  return enrolled >= termsInForce(state, plan).minMembers ? null : (underMs ?? atMs);
}

/** The end of the second whole period after a moment; a moment at which one begins has that one before it. */
export function dwindlesMs(state: State, plan: PlanId, underMs: number): number {
  const terms = termsInForce(state, plan);
  const during = planPeriodAt(state, plan, terms, underMs);
  const first = during.startMs === underMs ? during : planPeriodAt(state, plan, terms, during.endMs);
  return planPeriodAt(state, plan, terms, first.endMs).endMs;
}
