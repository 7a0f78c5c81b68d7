import { fromHex, uint64 } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { ClaimId, HashId, MemberId, PlanId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { Period } from "../calendar/period.ts";
import type { Start } from "../money/apportion.ts";
import { money } from "../money/money.ts";
import type { Claim } from "../state/claim-records.ts";
import { claimsOf } from "../state/claims-of.ts";
import { claimBeganMs } from "../state/liability.ts";
import type { Terms } from "../state/plan-records.ts";
import { termsOfVersion, versionAt } from "../state/plan-terms.ts";
import { planPeriodAt, planYearAt } from "../state/plan-time.ts";
import { postingsBetween } from "../state/postings-between.ts";
import type { State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { type DividedAid, divideAid, type OpenCase } from "./divide-aid.ts";
import { type Sharer, sharersAt, type YearSoFar } from "./sharers.ts";

/** One plan's period divided: what the rule posts, and what `explain` shows. */
export interface Apportionment extends DividedAid {
  readonly plan: PlanId;
  readonly period: Period;
  readonly version: number;
  readonly terms: Terms;
  /** by member id */
  readonly sharers: readonly Sharer[];
  /** decides who pays the odd units */
  readonly seed: HashId;
}

/** Which seal does it, and what it divides. */
export interface ApportionmentArgs {
  readonly plan: PlanId;
  readonly endMs: number;
  readonly height: number;
  readonly seed: HashId;
  readonly cases: readonly OpenCase[];
  readonly yearSoFar: YearSoFar;
}

/** Protocol §6.4 for one plan and period end. Reads only what stood before that end, so it can be asked again later. */
export function apportionmentAt(state: State, args: ApportionmentArgs): Apportionment {
  const { plan, endMs, height, seed, cases, yearSoFar } = args;
  const period = planPeriodAt(state, plan, termsInForce(state, plan), endMs - 1);
  const version = versionAt(state, plan, period.startMs);
  const terms = termsOfVersion(state, plan, version);
  const sharers = sharersAt({ state, plan, terms, endMs, height, yearSoFar });
  const start = oddUnitStart(seed, plan, endMs);
  const divided = divideAid({ cases, sharers, perCase: terms.caps.perCase, start });
  return { ...divided, plan, period, version, terms, sharers, seed };
}

/** SHA-256(seed ‖ plan ‖ period) modulo the number of those tied: the odd unit moves round at no cost. */
export function oddUnitStart(seed: HashId, plan: PlanId, endMs: number): Start {
  const hash = taggedHash("period", fromHex(seed), fromHex(plan), uint64(endMs));
  let number = 0n;
  for (const byte of hash) number = number * 256n + BigInt(byte);
  return (tied) => Number(number % BigInt(tied));
}

/** What the period's end finds payable, by claim id, while the rule runs. */
export function openCases(state: State, plan: PlanId, endMs: number): readonly OpenCase[] {
  const cases: OpenCase[] = [];
  for (const [key, { payableMs }] of state.payables.entries(plan)) {
    const id = key.slice(plan.length) as ClaimId;
    if (payableMs < endMs) cases.push(caseOf(state, id, state.claims.must(id), 0));
  }
  return cases;
}

/**
 * The same asked later, of the state after the seal that did it: also the claims that were settled then or since,
 * each without what this and later periods paid.
 */
export function casesAsOf(state: State, plan: PlanId, endMs: number, throughMs: number): readonly OpenCase[] {
  const since = new Map<ClaimId, number>();
  for (const { claim, amount } of postingsBetween(state, [plan], endMs, throughMs)) {
    if (claim !== null) since.set(claim, (since.get(claim) ?? 0) + amount);
  }
  const cases: OpenCase[] = [];
  for (const [id, claim] of claimsOf(state, plan)) {
    const { payableMs, apportionedMs } = claim;
    if (payableMs === null || payableMs >= endMs) continue;
    if (apportionedMs === null || apportionedMs >= endMs)
      cases.push(caseOf(state, id, claim, since.get(id) ?? 0));
  }
  return cases.sort((a, b) => compareText(a.claim, b.claim));
}

/** What periods before `endMs` of the same plan-year had every member share: `sharedInYear` as it was then. */
export function yearSoFarAsOf(state: State, plan: PlanId, endMs: number): YearSoFar {
  const sums = new Map<MemberId, number>();
  const year = planYearAt(state, plan, endMs - 1);
  for (const { member, claim, amount } of postingsBetween(state, [plan], year.startMs + 1, endMs - 1)) {
    if (claim === null) sums.set(member, (sums.get(member) ?? 0) - amount);
  }
  return (member) => money(sums.get(member) ?? 0);
}

function caseOf(state: State, id: ClaimId, claim: Claim, since: number): OpenCase {
  const { member, aid, apportioned } = claim;
  return { claim: id, member, aid, got: money(apportioned - since), beganMs: claimBeganMs(state, claim) };
}
