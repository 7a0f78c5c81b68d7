import type { ClaimId, HashId, MemberId, PlanId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { money, negate } from "../money/money.ts";
import type { Claim } from "../state/claim-records.ts";
import { claimsOf } from "../state/claims-of.ts";
import { sharedInYear } from "../state/dues.ts";
import { claimBeganMs } from "../state/liability.ts";
import type { Shortfall } from "../state/money-records.ts";
import { planYearAt } from "../state/plan-time.ts";
import { postingsBetween } from "../state/postings-between.ts";
import { currentSpell } from "../state/spells.ts";
import type { State } from "../state/state.ts";
import type { Open } from "./apportionment.ts";
import type { Owing } from "./call-arrears.ts";
import type { OpenCase } from "./divide-aid.ts";
import type { YearSoFar } from "./sharers.ts";

/** What a period's end finds, while the rule runs. */
export function openAt(state: State, plan: PlanId, endMs: number): Open {
  const cases: OpenCase[] = [];
  for (const [key, { payableMs }] of state.payables.entries(plan)) {
    const id = key.slice(plan.length) as ClaimId;
    if (payableMs < endMs) cases.push(caseOf(state, id, state.claims.must(id), 0));
  }
  for (const [id, shortfall] of shortfallsOf(state, plan))
    if (shortfall.sinceMs < endMs && shortfall.apportionedMs === null) cases.push(goodOf(id, shortfall, 0));
  return {
    cases: cases.sort(compareCases),
    owing: owingOf(state, plan, endMs),
    yearSoFar: sharedInYear(state, plan, endMs),
  };
}

/**
 * The same asked later, of the state after the seal that did it: also what was settled then or since, each without
 * what this and later periods paid; of the debts only what was called, which is all that counted.
 */
export function openAsOf(state: State, plan: PlanId, endMs: number, throughMs: number): Open {
  const since = new Map<ClaimId | HashId, number>();
  const owing: Owing[] = [];
  for (const posting of postingsBetween(state, [plan], endMs, throughMs)) {
    const { claim, transfer, member, what, amount, periodEndMs } = posting;
    const id = claim ?? transfer;
    if (id !== null) since.set(id, (since.get(id) ?? 0) + amount);
    if (what === "arrears" && periodEndMs === endMs)
      owing.push({ member, amount: negate(amount), isBack: true });
  }
  const cases: OpenCase[] = [];
  for (const [id, claim] of claimsOf(state, plan)) {
    const { payableMs, apportionedMs } = claim;
    if (payableMs === null || payableMs >= endMs) continue;
    if (isOpenAt(apportionedMs, endMs)) cases.push(caseOf(state, id, claim, since.get(id) ?? 0));
  }
  for (const [id, shortfall] of shortfallsOf(state, plan)) {
    const { sinceMs, apportionedMs } = shortfall;
    if (sinceMs < endMs && isOpenAt(apportionedMs, endMs))
      cases.push(goodOf(id, shortfall, since.get(id) ?? 0));
  }
  return { cases: cases.sort(compareCases), owing, yearSoFar: yearSoFarAsOf(state, plan, endMs) };
}

function isOpenAt(apportionedMs: number | null, endMs: number): boolean {
  return apportionedMs === null || apportionedMs >= endMs;
}

/** What periods before `endMs` of the same plan-year had every member share: `sharedInYear` as it was then. */
function yearSoFarAsOf(state: State, plan: PlanId, endMs: number): YearSoFar {
  const sums = new Map<MemberId, number>();
  const year = planYearAt(state, plan, endMs - 1);
  for (const { member, what, amount } of postingsBetween(state, [plan], year.startMs + 1, endMs - 1)) {
    if (what === "share") sums.set(member, (sums.get(member) ?? 0) - amount);
  }
  return (member) => money(sums.get(member) ?? 0);
}

/** Debts to the plan, by member; who enrolled again before this end is back. */
function owingOf(state: State, plan: PlanId, endMs: number): readonly Owing[] {
  return [...state.arrears.entries(plan)].map(([key, { amount }]) => {
    const member = key.slice(plan.length) as MemberId;
    const spell = currentSpell(state, plan, member);
    const isBack = spell !== undefined && spell.sinceMs < endMs;
    return { member, amount, isBack };
  });
}

function shortfallsOf(state: State, plan: PlanId): readonly (readonly [HashId, Shortfall])[] {
  return [...state.shortfalls.entries(plan)].map(([key, record]) => [
    key.slice(plan.length) as HashId,
    record,
  ]);
}

function caseOf(state: State, id: ClaimId, claim: Claim, since: number): OpenCase {
  const { member, aid, apportioned } = claim;
  const got = money(apportioned - since);
  return { claim: id, transfer: null, member, aid, got, beganMs: claimBeganMs(state, claim) };
}

function goodOf(id: HashId, { member, amount, sinceMs, apportioned }: Shortfall, since: number): OpenCase {
  return {
    claim: null,
    transfer: id,
    member,
    aid: amount,
    got: money(apportioned - since),
    beganMs: sinceMs,
  };
}

/** By the id of the claim, or of the transfer made good. */
export function compareCases(a: OpenCase, b: OpenCase): number {
  return compareText(a.claim ?? a.transfer ?? "", b.claim ?? b.transfer ?? "");
}
