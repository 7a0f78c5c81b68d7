import type { EventId, MemberId, PlanId } from "../../base/id.ts";
import { amendmentFault } from "../../events/amendment.ts";
import type { Motion } from "../../state/claim-records.ts";
import { closePlan } from "../../state/close-plan.ts";
import { schedule } from "../../state/deadlines.ts";
import { smallKey } from "../../state/key.ts";
import { openPlan } from "../../state/open-plan.ts";
import type { Terms } from "../../state/plan-records.ts";
import { lastVersion } from "../../state/plan-terms.ts";
import { planPeriodAt } from "../../state/plan-time.ts";
import { currentSpell, enrolmentKey } from "../../state/spells.ts";
import { startLeaving } from "../../state/start-leaving.ts";
import { communityOf, ONLY, type State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import type { Decision } from "./decision.ts";

/** New rules hold from this many heights after the seal that passed them: a seal's time to learn of it. */
const RULES_AFTER_HEIGHTS = 2;

/** Protocol §6.6: what was moved happens where yes won, and where it can still happen; otherwise the motion has failed. */
export const decideMotion: Decision = (state, { id, outcome, atMs }) => {
  const motion = state.motions.must(id);
  const passed = outcome === "yes" && enact(state, motion, id, atMs);
  state.motions.set(id, { ...motion, status: passed ? "passed" : "failed", decidedMs: atMs });
};

/** Whether there was still something to do it to. */
function enact(state: State, { about, fromVersion }: Motion, by: EventId, atMs: number): boolean {
  switch (about.kind) {
    case "amend":
      // what was drawn up from an older version would undo, unseen, what was agreed since
      return lastVersion(state, about.plan) === fromVersion && amend(state, about.plan, about.terms, atMs);
    case "end":
      if (!openPlan(state, about.plan).ok) return false;
      closePlan(state, about.plan, atMs, by);
      return true;
    case "expel":
      return about.plan === null
        ? expelFromRoll(state, about.member, by, atMs)
        : expelFromPlan(state, about.plan, about.member, by, atMs);
    case "charter":
      state.charter.set(ONLY, about.charter);
      return true;
    case "rules":
      return adoptRules(state, about.rules);
    case "network-key":
      return true;
  }
}

/** The next version waits for the end of the period in which its notice ends, and never comes before one that waits already. */
function amend(state: State, plan: PlanId, terms: Terms, atMs: number): boolean {
  if (!openPlan(state, plan).ok || amendmentFault(state, plan, terms) !== null) return false;
  const inForce = termsInForce(state, plan);
  const { endMs } = planPeriodAt(state, plan, inForce, atMs + inForce.noticeMs);
  const last = lastVersion(state, plan);
  const fromMs = Math.max(endMs, state.terms.must(plan + smallKey(last)).fromMs);
  state.terms.set(plan + smallKey(last + 1), { terms, fromMs });
  schedule(state, fromMs, "amend", plan);
  return true;
}

/** As a `leave` does, but it cannot be taken back. */
function expelFromPlan(state: State, plan: PlanId, member: MemberId, by: EventId, atMs: number): boolean {
  const key = enrolmentKey(plan, member);
  const spell = currentSpell(state, plan, member);
  if (!openPlan(state, plan).ok || spell === undefined) return false;
  const { endMs } = planPeriodAt(state, plan, termsInForce(state, plan), atMs);
  const leavesMs = Math.min(endMs, spell.leavesMs ?? endMs);
  state.enrolments.set(key, { ...spell, leavesMs, ending: { why: "expel", by } });
  schedule(state, leavesMs, "apportion", plan);
  return true;
}

function expelFromRoll(state: State, member: MemberId, by: EventId, atMs: number): boolean {
  if (state.members.get(member)?.leftMs !== null) return false;
  startLeaving(state, member, "expelled", by, atMs);
  return true;
}

function adoptRules(state: State, rules: number): boolean {
  const community = communityOf(state);
  if (rules <= (community.nextRules?.rules ?? community.rules)) return false;
  const height = community.height + RULES_AFTER_HEIGHTS;
  state.community.set(ONLY, { ...community, nextRules: { rules, height } });
  return true;
}
