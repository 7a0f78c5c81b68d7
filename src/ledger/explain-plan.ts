import type { PlanId } from "../base/id.ts";
import { dwindlesMs } from "../state/count-places.ts";
import type { Plan, Terms } from "../state/plan-records.ts";
import { communityOf, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { type ExplainStep, of, step } from "./explanation.ts";

/** How a plan stands, what it can cost, and what is about to change in it. */
export function explainPlan(state: State, id: PlanId): readonly ExplainStep[] {
  const plan = state.plans.must(id);
  const terms = termsInForce(state, id);
  const steps = [
    step("plan-proposed", {
      title: of.word(terms.title),
      at: of.moment(plan.proposedMs),
      by: of.member(plan.proposer),
      adopted: of.count(plan.adopted),
      needed: of.count(terms.minMembers),
    }),
  ];
  if (plan.openedMs !== null) {
    steps.push(step("plan-opened", { at: of.moment(plan.openedMs) }));
    const enrolled = { enrolled: of.count(plan.enrolled), most: of.count(terms.maxMembers) };
    steps.push(step("plan-members", enrolled));
  }
  steps.push(...endSteps(state, id, plan, terms));
  const { perPeriod, perYear } = terms.caps;
  steps.push(step("plan-caps", { perPeriod: of.money(perPeriod), perYear: of.money(perYear) }));
  return [...steps, ...comingTerms(state, id)];
}

/** Why it closes or will, and until when what happened before can be claimed. */
function endSteps(state: State, id: PlanId, plan: Plan, terms: Terms): readonly ExplainStep[] {
  const { status, underMs, closedMs, closedBy } = plan;
  const steps: ExplainStep[] = [];
  if (underMs !== null) {
    const at = of.moment(dwindlesMs(state, id, underMs));
    steps.push(step("plan-under", { least: of.count(terms.minMembers), since: of.moment(underMs), at }));
  }
  if (closedMs !== null) {
    const at = of.moment(closedMs);
    steps.push(
      closedBy === null ? step("plan-dwindled", { at }) : step("plan-closed", { at, event: of.id(closedBy) }),
    );
    steps.push(step("plan-run-off", { until: of.moment(closedMs + terms.runOffMs) }));
  }
  if (status === "ended") steps.push(step("plan-ended"));
  return steps;
}

/** A plan that closes keeps the terms it closed with. */
function comingTerms(state: State, id: PlanId): readonly ExplainStep[] {
  if (state.plans.must(id).status !== "open") return [];
  const { throughMs } = communityOf(state);
  return [...state.terms.entries(id)].flatMap(([, { fromMs }]) =>
    fromMs > throughMs ? [step("plan-new-terms", { at: of.moment(fromMs) })] : [],
  );
}
