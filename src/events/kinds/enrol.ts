import { coverStartMs } from "../../state/cover-start.ts";
import { openPlan } from "../../state/open-plan.ts";
import { enrolmentKey, keepFormerSpell } from "../../state/spells.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { kind, OK, refuse } from "../kind.ts";
import { TIERS_MAX } from "../limits.ts";
import { type Infer, id, record, uint } from "../schema.ts";

const enrolBody = record({ plan: id(), tier: uint(TIERS_MAX - 1) });

export type EnrolBody = Infer<typeof enrolBody>;

/** Protocol §6.2, §6.6: nobody is enrolled without signing; who has left waits anew. */
export const enrol = kind({
  name: "enrol",
  stratum: "cover",
  about: "takes a place in an open plan, in one of its tiers",
  body: enrolBody,
  check(state, { member, body }) {
    const plan = openPlan(state, body.plan);
    if (!plan.ok) return refuse(plan.error);
    const before = state.enrolments.get(enrolmentKey(body.plan, member));
    if (before !== undefined && before.leftMs === null) return refuse("enrolled-already");
    const terms = termsInForce(state, body.plan);
    if (terms.tiers[body.tier] === undefined) return refuse("tier-unknown");
    if (terms.admission !== "open") return refuse("admission-closed");
    if (plan.value.enrolled >= terms.maxMembers) return refuse("plan-full");
    return OK;
  },
  apply(state, { member, body, id, atMs, height }) {
    const key = enrolmentKey(body.plan, member);
    const leftMs = state.enrolments.get(key)?.leftMs ?? null;
    if (leftMs !== null) keepFormerSpell(state, body.plan, member, leftMs);
    state.enrolments.set(key, {
      event: id,
      tier: body.tier,
      sinceMs: atMs,
      sinceHeight: height,
      coversFromMs: coverStartMs(state, termsInForce(state, body.plan), member, atMs),
      leavesMs: null,
      leftMs: null,
    });
    const plan = state.plans.must(body.plan);
    state.plans.set(body.plan, { ...plan, enrolled: plan.enrolled + 1 });
  },
});
