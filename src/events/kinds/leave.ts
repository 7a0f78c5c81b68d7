import { schedule } from "../../state/deadlines.ts";
import { planPeriodAt } from "../../state/plan-time.ts";
import { enrolmentKey } from "../../state/spells.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { kind, OK, refuse } from "../kind.ts";
import { bool, id, record } from "../schema.ts";

const leaveBody = record({ plan: id(), on: bool });

/** Protocol §6.6: takes effect at the period's end; until then it can be taken back, losing nothing. */
export const leave = kind({
  name: "leave",
  stratum: "exits",
  about: "leaves a plan at the end of the period, or takes that back",
  body: leaveBody,
  word: ({ plan, on }) => ({ on: plan, says: String(on) }),
  check(state, { member, body, isDisputed }) {
    const plan = state.plans.get(body.plan);
    if (plan === undefined) return refuse("plan-unknown");
    // its roll is frozen
    if (plan.closedMs !== null) return refuse("plan-ended");
    const enrolment = state.enrolments.get(enrolmentKey(body.plan, member));
    if (enrolment === undefined || enrolment.leftMs !== null) return refuse("not-enrolled");
    if (isDisputed) return refuse("devices-differ");
    if (body.on && enrolment.leavesMs !== null) return refuse("leaving-already");
    if (!body.on && enrolment.leavesMs === null) return refuse("leave-not-pending");
    if (!body.on && state.members.must(member).leaving !== null) return refuse("member-leaving");
    if (!body.on && enrolment.ending?.why !== "leave") return refuse("leave-not-own");
    return OK;
  },
  apply(state, { id, member, body, atMs }) {
    const { plan, on } = body;
    const key = enrolmentKey(plan, member);
    const endMs = planPeriodAt(state, plan, termsInForce(state, plan), atMs).endMs;
    state.enrolments.set(key, {
      ...state.enrolments.must(key),
      ...(on ? { leavesMs: endMs, ending: { why: "leave", by: id } } : { leavesMs: null, ending: null }),
    });
    if (on) schedule(state, endMs, "apportion", plan);
  },
});
