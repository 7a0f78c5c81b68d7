import type { ClaimId, EventId, HashId, MemberId, PlanId } from "../base/id.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { Posting } from "../state/money-records.ts";
import type { Enrolment } from "../state/plan-records.ts";
import type { State } from "../state/state.ts";
import { explainClaim } from "./explain-claim.ts";
import { explainMotion } from "./explain-motion.ts";
import { explainApplication, explainJoiner, explainMember } from "./explain-people.ts";
import { explainEnrolment } from "./explain-place.ts";
import { explainPlan } from "./explain-plan.ts";
import { explainArrears, explainShare } from "./explain-share.ts";
import { explainTransfer } from "./explain-transfer.ts";
import { type ExplainStep, type Explanation, of, step } from "./explanation.ts";

/** What the state does not keep, and a node may: undefined where it does not either. */
export interface ExplainLookups {
  /** the state right after the seal of that height */
  stateAt(height: number): State | undefined;
  /** why an event was refused */
  refusal(id: EventId): RefusalCode | undefined;
}

/**
 * How something came about, as data: of a posting (by its key, see `postingKey`), a claim, a transfer, a plan, a
 * motion, what a ballot is on, a member or newcomer (by the `join`), a place or one asked for (by the `enrol`), or a
 * refused event. Undefined where this state knows no such thing.
 */
export function explain(state: State, id: string, lookups: ExplainLookups): Explanation | undefined {
  const posting = state.postings.get(id);
  if (posting !== undefined) return explainPosting(id, posting, lookups);
  if (state.claims.has(id)) return { subject: "claim", id, steps: explainClaim(state, id as ClaimId) };
  if (state.transfers.has(id))
    return { subject: "transfer", id, steps: explainTransfer(state, id as HashId) };
  if (state.plans.has(id)) return { subject: "plan", id, steps: explainPlan(state, id as PlanId) };
  const person = explainPerson(state, id as MemberId) ?? explainAsked(state, id as EventId);
  if (person !== undefined) return person;
  const place = enrolmentBy(state, id as EventId);
  if (place !== undefined) {
    const { plan, member, spell } = place;
    return { subject: "enrolment", id, steps: explainEnrolment(state, plan, member, spell) };
  }
  const ballot = state.ballots.get(id as EventId);
  if (ballot !== undefined && ballot.subject !== id) return explain(state, ballot.subject, lookups);
  const code = lookups.refusal(id as EventId);
  if (code === undefined) return undefined;
  return { subject: "refusal", id, steps: [step("refused", { event: of.id(id), code: of.word(code) })] };
}

function explainPerson(state: State, id: MemberId): Explanation | undefined {
  const member = state.members.get(id);
  if (member !== undefined) return { subject: "member", id, steps: explainMember(state, id, member) };
  const joiner = state.joiners.get(id);
  return joiner === undefined
    ? undefined
    : { subject: "joiner", id, steps: explainJoiner(state, id, joiner) };
}

/** What members are asked to decide or vouch for: a motion, or a place. */
function explainAsked(state: State, id: EventId): Explanation | undefined {
  const motion = state.motions.get(id);
  if (motion !== undefined) return { subject: "motion", id, steps: explainMotion(state, id, motion) };
  for (const [key, application] of state.applications.entries()) {
    if (application.event !== id) continue;
    const [plan, member] = [key.slice(0, id.length) as PlanId, key.slice(id.length) as MemberId];
    const steps = explainApplication(state, { ...application, plan, member });
    return { subject: "application", id, steps };
  }
  return undefined;
}

function explainPosting(id: string, posting: Posting, { stateAt }: ExplainLookups): Explanation {
  switch (posting.what) {
    case "share":
      return { subject: "share", id, steps: explainShare(posting, stateAt(posting.height)) };
    case "arrears":
      return { subject: "share", id, steps: explainArrears(posting) };
    case "aid":
    case "shortfall":
      return { subject: "aid", id, steps: [aidStep(posting)] };
  }
}

function aidStep({ plan, periodEndMs, member, claim, transfer, amount }: Posting): ExplainStep {
  const values = {
    plan: of.id(plan),
    for: of.member(member),
    end: of.moment(periodEndMs),
    amount: of.money(amount),
  };
  return claim === null
    ? step("shortfall-received", { ...values, transfer: of.id(transfer ?? "") })
    : step("aid-received", { ...values, claim: of.id(claim) });
}

/** Keys begin with the plan and the member; who adopted or enrolled with the event is the one. */
function enrolmentBy(
  state: State,
  event: EventId,
): { plan: PlanId; member: MemberId; spell: Enrolment } | undefined {
  for (const [key, spell] of state.enrolments.entries()) {
    if (spell.event !== event) continue;
    const [plan, member] = [key.slice(0, event.length), key.slice(event.length, event.length * 2)];
    return { plan: plan as PlanId, member: member as MemberId, spell };
  }
  return undefined;
}
