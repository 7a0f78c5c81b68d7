import { assert } from "../../base/assert.ts";
import type { PlanId } from "../../base/id.ts";
import { money, negate, sumMoney } from "../../money/money.ts";
import { schedule } from "../../state/deadlines.ts";
import { addShares } from "../../state/dues.ts";
import type { Posting } from "../../state/money-records.ts";
import type { Terms } from "../../state/plan-records.ts";
import { planPeriodAt, planYearAt } from "../../state/plan-time.ts";
import { setPostings } from "../../state/postings-between.ts";
import type { State } from "../../state/state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { type Apportionment, apportionmentAt } from "../apportionment.ts";
import type { DividedCase } from "../divide-aid.ts";
import { openAt } from "../open-cases.ts";
import { endLeaving } from "./leaving.ts";
import type { ClockRule } from "./rule.ts";

/** Protocol §6.4, §6.6: at a plan's period end, what is payable is divided; then who asked to leave has left. */
export const apportion: ClockRule = {
  name: "apportion",
  run(state, subject, endMs, { height, throughMs, seed }) {
    const plan = subject as PlanId;
    const open = openAt(state, plan, endMs);
    if (open.cases.length > 0) {
      const apportionment = apportionmentAt(state, { plan, endMs, seed, ...open });
      post(state, apportionment, height);
      takeCalled(state, apportionment);
      if (settleCases(state, apportionment)) scheduleNext(state, apportionment, throughMs);
    }
    endLeaving(state, plan, endMs);
  },
};

/** Step 7: one posting per sharer, per debt called, and per case paid, summing to zero; nothing is posted for nothing. */
function post(state: State, apportionment: Apportionment, height: number): void {
  const { plan, period, sharers, shares, owing, called, cases } = apportionment;
  const postings: Posting[] = [];
  const common = { plan, periodStartMs: period.startMs, periodEndMs: period.endMs, height };
  const owed = { ...common, claim: null, transfer: null };
  const shared = sharers.flatMap(({ member }, place) => {
    const share = shares[place];
    return share ? [{ member, share }] : [];
  });
  for (const { member, share } of shared)
    postings.push({ ...owed, member, what: "share", amount: negate(share) });
  for (const [place, { member }] of owing.entries()) {
    const amount = called[place];
    if (amount) postings.push({ ...owed, member, what: "arrears", amount: negate(amount) });
  }
  for (const { member, claim, transfer, paid } of cases) {
    const what = claim === null ? "shortfall" : "aid";
    if (paid > 0) postings.push({ ...common, member, what, claim, transfer, amount: paid });
  }
  assert(sumMoney(postings.map(({ amount }) => amount)) === 0, "a period's postings sum to zero");
  setPostings(state, postings);
  addShares(state, plan, period.endMs, shared);
}

/** What was called is owed in this run now, and no longer beside it. */
function takeCalled(state: State, { plan, owing, called }: Apportionment): void {
  for (const [place, { member, amount }] of owing.entries()) {
    const taken = called[place] ?? 0;
    if (taken === 0) continue;
    if (taken === amount) state.arrears.delete(plan + member);
    else state.arrears.set(plan + member, { amount: money(amount - taken) });
  }
}

/** What was not paid is dropped, or waits for another period's end, as the terms say; whether some waits. */
function settleCases(state: State, { plan, period, terms, cases }: Apportionment): boolean {
  let isDeferred = false;
  for (const each of cases) {
    const waits = terms.excess === "defer" && isShort(state, plan, each);
    isDeferred ||= waits;
    settleCase(state, plan, each, waits ? null : period.endMs);
  }
  return isDeferred;
}

function settleCase(
  state: State,
  plan: PlanId,
  { claim: id, transfer, paid }: DividedCase,
  apportionedMs: number | null,
): void {
  if (id !== null) {
    const claim = state.claims.must(id);
    const apportioned = money(claim.apportioned + paid);
    const status = apportionedMs === null ? claim.status : "apportioned";
    state.claims.set(id, { ...claim, status, apportioned, apportionedMs });
    if (apportionedMs !== null) state.payables.delete(plan + id);
    return;
  }
  const key = plan + transfer;
  const shortfall = state.shortfalls.must(key);
  state.shortfalls.set(key, {
    ...shortfall,
    apportioned: money(shortfall.apportioned + paid),
    apportionedMs,
  });
}

/**
 * What waits is divided again at the next period's end; where this one brought nothing, not before something may
 * have changed, so that a plan whose ceilings are spent does not run at each end that a long sleep passed over.
 */
function scheduleNext(state: State, { plan, period, terms, cases }: Apportionment, throughMs: number): void {
  const { endMs } = period;
  const atMs = cases.some(({ paid }) => paid > 0)
    ? endMs
    : nextChangeMs(state, plan, terms, endMs, throughMs);
  const next = planPeriodAt(state, plan, termsInForce(state, plan), Math.max(endMs, atMs - 1));
  schedule(state, next.endMs, "apportion", plan);
}

/** From `endMs` on: a new plan-year, a place that begins or ceases to share, or the events of another seal. */
function nextChangeMs(state: State, plan: PlanId, terms: Terms, endMs: number, throughMs: number): number {
  let next = Math.min(throughMs, planYearAt(state, plan, endMs - 1).endMs);
  for (const [, { coversFromMs, leavesMs, leftMs }] of state.enrolments.entries(plan)) {
    const ends = leftMs === null ? leavesMs : leftMs + terms.runOffMs;
    if (coversFromMs >= endMs) next = Math.min(next, coversFromMs);
    if (ends !== null && ends >= endMs) next = Math.min(next, ends);
  }
  return next;
}

/** Ceilings held something back. What perCase cuts off is never owed; with nobody left in the plan, nobody is asked again. */
function isShort(state: State, plan: PlanId, { capped, paid, weights }: DividedCase): boolean {
  return weights > 0 ? paid < capped : state.plans.must(plan).enrolled > 0;
}
