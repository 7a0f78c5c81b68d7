import { assert } from "../../base/assert.ts";
import type { PlanId } from "../../base/id.ts";
import { money, negate, sumMoney } from "../../money/money.ts";
import { schedule } from "../../state/deadlines.ts";
import { planPeriodAt } from "../../state/plan-time.ts";
import { postingKey } from "../../state/postings-between.ts";
import type { Posting } from "../../state/records.ts";
import type { State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { type Apportionment, apportionmentAt, openCases } from "../apportionment.ts";
import type { DividedCase } from "../divide-aid.ts";
import { endLeaving } from "./leaving.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.4, §6.6: at a plan's period end, what is payable is divided; then who asked to leave has left. */
export const apportion: ClockRule = {
  name: "apportion",
  run(state, subject, endMs, { height, seed }) {
    const plan = subject as PlanId;
    const cases = openCases(state, plan, endMs);
    if (cases.length > 0) {
      const apportionment = apportionmentAt(state, { plan, endMs, height, seed, cases });
      post(state, apportionment, height);
      settleCases(state, apportionment);
    }
    endLeaving(state, plan, endMs);
  },
};

/** Step 7: one posting per sharer and one per claim paid, summing to zero; nothing is posted for nothing. */
function post(state: State, apportionment: Apportionment, height: number): void {
  const { plan, period, sharers, shares, cases } = apportionment;
  const postings: Posting[] = [];
  const common = { plan, periodStartMs: period.startMs, periodEndMs: period.endMs, height };
  for (const [place, { member }] of sharers.entries()) {
    const share = shares[place];
    if (share) postings.push({ ...common, member, claim: null, amount: negate(share) });
  }
  for (const { member, claim, paid } of cases) {
    if (paid > 0) postings.push({ ...common, member, claim, amount: paid });
  }
  assert(sumMoney(postings.map(({ amount }) => amount)) === 0, "a period's postings sum to zero");
  for (const posting of postings) {
    state.postings.set(postingKey(plan, period.endMs, posting.member, posting.claim), posting);
  }
}

/** What was not paid is dropped, or waits for the next period's end, as the terms say. */
function settleCases(state: State, { plan, period, terms, cases }: Apportionment): void {
  let isDeferred = false;
  for (const each of cases) {
    const claim = state.claims.must(each.claim);
    const waits = terms.excess === "defer" && isShort(state, plan, each);
    isDeferred ||= waits;
    const apportioned = money(claim.apportioned + each.paid);
    state.claims.set(each.claim, { ...claim, apportioned, status: waits ? "payable" : "apportioned" });
  }
  if (!isDeferred) return;
  const next = planPeriodAt(state, plan, termsInForce(state, plan), period.endMs);
  schedule(state, next.endMs, "apportion", plan);
}

/** Ceilings held something back. What perCase cuts off is never owed; with nobody left in the plan, nobody is asked again. */
function isShort(state: State, plan: PlanId, { capped, paid, weights }: DividedCase): boolean {
  return weights > 0 ? paid < capped : state.plans.must(plan).enrolled > 0;
}
