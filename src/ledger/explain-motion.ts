import type { EventId } from "../base/id.ts";
import type { Motion, MotionAbout } from "../state/claim-records.ts";
import type { State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { explainBallot } from "./explain-ballot.ts";
import { type ExplainStep, of, step } from "./explanation.ts";

/** What was moved, what the members said, and what came of it. */
export function explainMotion(state: State, id: EventId, motion: Motion): readonly ExplainStep[] {
  const { member, about, status, decidedMs } = motion;
  const put = step("motion-put", {
    by: of.member(member),
    kind: of.word(about.kind),
    event: of.id(id),
  });
  const steps = [put, ...aboutSteps(state, about), ...explainBallot(state, id)];
  if (decidedMs === null) return steps;
  return [
    ...steps,
    step(status === "passed" ? "motion-passed" : "motion-failed", { at: of.moment(decidedMs) }),
  ];
}

function aboutSteps(state: State, about: MotionAbout): readonly ExplainStep[] {
  const steps: ExplainStep[] = [];
  if (about.kind === "expel") steps.push(step("motion-member", { member: of.member(about.member) }));
  if (about.kind === "rules") steps.push(step("motion-rules", { rules: of.count(about.rules) }));
  const plan = "plan" in about ? about.plan : null;
  if (plan !== null)
    steps.push(step("motion-plan", { title: of.word(termsInForce(state, plan).title), plan: of.id(plan) }));
  return steps;
}
