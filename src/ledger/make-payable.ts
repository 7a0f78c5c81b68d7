import type { ClaimId } from "../base/id.ts";
import type { Money } from "../money/money.ts";
import { schedule } from "../state/deadlines.ts";
import { planPeriodAt } from "../state/plan-time.ts";
import type { State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";

/** A claim's aid is final: payable from this moment, at the end of the period that holds it. */
export function makePayable(state: State, id: ClaimId, aid: Money, atMs: number): void {
  const claim = state.claims.must(id);
  const { plan } = claim;
  state.claims.set(id, { ...claim, aid, status: "payable", untilMs: null, payableMs: atMs });
  state.payables.set(plan + id, { payableMs: atMs });
  schedule(state, planPeriodAt(state, plan, termsInForce(state, plan), atMs).endMs, "apportion", plan);
}
