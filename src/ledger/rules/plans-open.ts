import type { MemberId, PlanId } from "../../base/id.ts";
import { coverFrom } from "../../state/cover-start.ts";
import { newSpell } from "../../state/spells.ts";
import type { State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import type { RuleContext, SealRule } from "./rule.ts";

/** A proposed plan that enough members have adopted opens at this seal, with them enrolled (docs/protocol.md, needs and plans). */
export const plansOpen: SealRule = {
  name: "plans-open",
  run(state, context) {
    for (const [plan, { status, adopted }] of state.plans.entries()) {
      if (status !== "proposed") continue;
      const { minMembers } = termsInForce(state, plan);
      if (adopted >= minMembers && adoptersOf(state, plan).length >= minMembers) open(state, plan, context);
    }
  },
};

/** Who adopted and stays in the community, by member id. */
function adoptersOf(state: State, plan: PlanId): readonly MemberId[] {
  const adopters = [...state.adoptions.entries(plan)].map(([key]) => key.slice(plan.length) as MemberId);
  return adopters.filter((member) => state.members.must(member).leaving === null);
}

/** They are enrolled; the words of all who adopted have become places, or nothing, and go. */
function open(state: State, plan: PlanId, { throughMs, height }: RuleContext): void {
  const terms = termsInForce(state, plan);
  let enrolled = 0;
  for (const [key, adoption] of state.adoptions.entries(plan)) {
    state.adoptions.delete(key);
    const member = key.slice(plan.length) as MemberId;
    if (enrolled === terms.maxMembers || state.members.must(member).leaving !== null) continue;
    enrolled++;
    const { event, tier } = adoption;
    const cover = coverFrom(state, terms, member, throughMs);
    state.enrolments.set(key, newSpell({ event, tier, sinceMs: throughMs, sinceHeight: height, ...cover }));
  }
  state.plans.set(plan, { ...state.plans.must(plan), status: "open", openedMs: throughMs, enrolled });
}
