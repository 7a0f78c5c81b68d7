import type { MemberId } from "../../base/id.ts";
import type { State } from "../../state/state.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.6: who leaves the community is off the roll from here on; what they said for later goes with them. */
export const resignations: ClockRule = {
  name: "resignations",
  run(state, subject, atMs) {
    const id = subject as string as MemberId;
    const member = state.members.must(id);
    // taken back, or told again with a later end
    if (member.leaving?.atMs !== atMs) return;
    state.members.set(id, { ...member, leftMs: atMs });
    state.delegations.delete(id);
    forgetWishes(state, id);
  },
};

/** Places asked for, and words to open a plan with. */
function forgetWishes(state: State, member: MemberId): void {
  for (const [plan, record] of state.plans.entries()) {
    state.applications.delete(plan + member);
    if (!state.adoptions.has(plan + member)) continue;
    state.adoptions.delete(plan + member);
    state.plans.set(plan, { ...record, adopted: record.adopted - 1 });
  }
}
