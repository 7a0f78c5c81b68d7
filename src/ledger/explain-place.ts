import type { MemberId, PlanId } from "../base/id.ts";
import type { Enrolment, Terms } from "../state/plan-records.ts";
import { tierOf } from "../state/plan-terms.ts";
import { communityOf, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { coveredFromMs } from "../state/tier-on.ts";
import { explainBallot } from "./explain-ballot.ts";
import { type ExplainStep, of, step } from "./explanation.ts";

/** Where a member's place stands: why they wait, since when they are covered, when they leave. */
export function explainEnrolment(
  state: State,
  plan: PlanId,
  member: MemberId,
  spell: Enrolment,
): readonly ExplainStep[] {
  const terms = termsInForce(state, plan);
  const tier = tierOf(terms, spell.tier);
  return [
    ...explainBallot(state, spell.event),
    step("enrolled", {
      title: of.word(terms.title),
      by: of.member(member),
      at: of.moment(spell.sinceMs),
      event: of.id(spell.event),
      tier: of.word(tier.name),
      benefit: of.money(tier.benefit),
      weight: of.count(tier.weight),
    }),
    ...spell.formerTiers.map((former) =>
      step("tier-before", {
        tier: of.word(tierOf(terms, former.tier).name),
        until: of.moment(former.untilMs),
      }),
    ),
    ...coverSteps(state, terms, spell),
    ...terms.vesting.map(({ afterMs, permille }) =>
      step("vesting-step", { from: of.moment(spell.tenureMs + afterMs), part: of.permille(permille) }),
    ),
    ...endSteps(terms, spell),
  ];
}

/** Why they wait and until when; what counts already. */
function coverSteps(state: State, terms: Terms, spell: Enrolment): readonly ExplainStep[] {
  const { throughMs } = communityOf(state);
  const { coversFromMs, tenureMs, sinceMs } = spell;
  const steps: ExplainStep[] = [];
  if (tenureMs < sinceMs && terms.creditsWaiting !== null) {
    const credited = termsInForce(state, terms.creditsWaiting).title;
    steps.push(step("waiting-credited", { title: of.word(credited), since: of.moment(tenureMs) }));
  }
  if (throughMs >= coversFromMs) return [...steps, step("covered-since", { at: of.moment(coversFromMs) })];
  steps.push(step("waiting-term", { waiting: of.duration(terms.waitingMs) }));
  steps.push(step("waiting-until", { at: of.moment(coversFromMs) }));
  const lowerMs = coveredFromMs(spell);
  if (lowerMs <= throughMs) steps.push(step("covered-lower", { at: of.moment(lowerMs) }));
  return steps;
}

/** When it ends or ended, why, and until when older claims are shared all the same. */
function endSteps({ runOffMs }: Terms, { leavesMs, leftMs, ending }: Enrolment): readonly ExplainStep[] {
  const why =
    ending === null
      ? []
      : [
          ending.by === null
            ? step("ending-alone", { ending: of.word(ending.why) })
            : step("ending-why", { ending: of.word(ending.why), event: of.id(ending.by) }),
        ];
  if (leftMs !== null) {
    const until = step("liable-until", { at: of.moment(leftMs + runOffMs) });
    return [...why, step("left-at", { at: of.moment(leftMs) }), until];
  }
  if (leavesMs === null) return [];
  const isOwnWish = ending === null || ending.why === "leave" || ending.why === "resign";
  return [...why, step(isOwnWish ? "leaving-at" : "leaving-for-good", { at: of.moment(leavesMs) })];
}
