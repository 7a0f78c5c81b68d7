import type { MemberId, PlanId } from "../base/id.ts";
import type { Enrolment } from "../state/plan-records.ts";
import { tierOf } from "../state/plan-terms.ts";
import { communityOf, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { type ExplainStep, of, step } from "./explanation.ts";

/** How a plan stands, and what it can cost. */
export function explainPlan(state: State, id: PlanId): readonly ExplainStep[] {
  const plan = state.plans.must(id);
  const { caps, minMembers, maxMembers, title } = termsInForce(state, id);
  const steps = [
    step("plan-proposed", {
      title: of.word(title),
      at: of.moment(plan.proposedMs),
      by: of.member(plan.proposer),
      adopted: of.count(plan.adopted),
      needed: of.count(minMembers),
    }),
  ];
  if (plan.openedMs !== null) {
    steps.push(step("plan-opened", { at: of.moment(plan.openedMs) }));
    steps.push(step("plan-members", { enrolled: of.count(plan.enrolled), most: of.count(maxMembers) }));
  }
  if (plan.status === "ended") steps.push(step("plan-ended"));
  steps.push(step("plan-caps", { perPeriod: of.money(caps.perPeriod), perYear: of.money(caps.perYear) }));
  return steps;
}

/** Where a member's place stands: why they wait, since when they are covered, when they leave. */
export function explainEnrolment(
  state: State,
  plan: PlanId,
  member: MemberId,
  spell: Enrolment,
): readonly ExplainStep[] {
  const { throughMs } = communityOf(state);
  const terms = termsInForce(state, plan);
  const tier = tierOf(terms, spell.tier);
  const steps = [
    step("enrolled", {
      title: of.word(terms.title),
      by: of.member(member),
      at: of.moment(spell.sinceMs),
      event: of.id(spell.event),
      tier: of.word(tier.name),
      benefit: of.money(tier.benefit),
      weight: of.count(tier.weight),
    }),
    step(throughMs < spell.coversFromMs ? "waiting-until" : "covered-since", {
      at: of.moment(spell.coversFromMs),
    }),
    ...terms.vesting.map(({ afterMs, permille }) =>
      step("vesting-step", { from: of.moment(spell.sinceMs + afterMs), part: of.permille(permille) }),
    ),
  ];
  if (spell.leftMs !== null) {
    steps.push(step("left-at", { at: of.moment(spell.leftMs) }));
    steps.push(step("liable-until", { at: of.moment(spell.leftMs + terms.runOffMs) }));
  } else if (spell.leavesMs !== null) {
    steps.push(step("leaving-at", { at: of.moment(spell.leavesMs) }));
  }
  return steps;
}
