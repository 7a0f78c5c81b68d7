import { termsInForce } from "../../state/terms-in-force.ts";
import { kind, OK, refuse } from "../kind.ts";
import { TIERS_MAX } from "../limits.ts";
import { hashId, id, record, uint } from "../schema.ts";
import { checkPlace, takePlace } from "../take-place.ts";

const adoptBody = record({ plan: id(), tier: uint(TIERS_MAX - 1), termsHash: hashId() });

/**
 * Signs a proposed plan, to be enrolled when it opens. Until then a later seal's word changes the tier. Who signed
 * while it was proposed, and is sealed after it opened, has signed the same terms: they take a place at once.
 */
export const adopt = kind({
  name: "adopt",
  stratum: "plans",
  about: "signs a proposed plan's terms, in one of its tiers",
  body: adoptBody,
  check(state, { member, body, height }) {
    const plan = state.plans.get(body.plan);
    if (plan === undefined) return refuse("plan-unknown");
    if (plan.status === "closing" || plan.status === "ended") return refuse("plan-ended");
    if (plan.termsHash !== body.termsHash) return refuse("terms-differ");
    const terms = termsInForce(state, body.plan);
    if (plan.status === "open")
      return terms.admission === "open" ? checkPlace(state, member, body) : refuse("admission-closed");
    if (state.members.must(member).leaving !== null) return refuse("member-leaving");
    if (terms.tiers[body.tier] === undefined) return refuse("tier-unknown");
    const before = state.adoptions.get(body.plan + member);
    if (before !== undefined && (before.tier === body.tier || before.height === height))
      return refuse("adopted-already");
    if (before === undefined && plan.adopted >= terms.maxMembers) return refuse("plan-full");
    return OK;
  },
  apply(state, event) {
    const { id, member, body, height } = event;
    const plan = state.plans.must(body.plan);
    if (plan.status === "open") {
      takePlace(state, event, body);
      return;
    }
    const key = body.plan + member;
    if (!state.adoptions.has(key)) state.plans.set(body.plan, { ...plan, adopted: plan.adopted + 1 });
    state.adoptions.set(key, { event: id, tier: body.tier, height });
  },
});
