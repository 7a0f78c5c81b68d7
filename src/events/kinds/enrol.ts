import { applicationKey } from "../../state/applications.ts";
import { type Check, type KindContext, kind, refuse } from "../kind.ts";
import { TIERS_MAX } from "../limits.ts";
import { type Infer, id, record, uint } from "../schema.ts";
import { applyForPlace, checkPlace, isAdmittedAlone, takePlace } from "../take-place.ts";
import { checkTierChange, isInPlan, takeTier } from "../tier-change.ts";

const enrolBody = record({ plan: id(), tier: uint(TIERS_MAX - 1) });

type EnrolBody = Infer<typeof enrolBody>;

/** Nobody is enrolled without signing; who has left waits anew, and who is in the plan goes over to another tier. */
export const enrol = kind({
  name: "enrol",
  stratum: "cover",
  about: "takes a place in an open plan, in one of its tiers, or asks for it; or changes the tier",
  body: enrolBody,
  word: ({ plan, tier }) => ({ on: plan, says: String(tier) }),
  check(state, { member, body, atMs, isDisputed }: KindContext<EnrolBody>): Check {
    if (isDisputed) return refuse("devices-differ");
    if (isInPlan(state, member, body)) return checkTierChange(state, member, body, atMs);
    const applied = state.applications.get(applicationKey(body.plan, member));
    return applied?.status === "waiting" ? refuse("applied-already") : checkPlace(state, member, body);
  },
  apply(state, event) {
    const { member, body, atMs } = event;
    if (isInPlan(state, member, body)) takeTier(state, member, body, atMs);
    else if (isAdmittedAlone(state, body.plan)) takePlace(state, event, body);
    else applyForPlace(state, event, body);
  },
});
