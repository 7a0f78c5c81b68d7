import { fromHex, uint64 } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { ClaimId, HashId, PlanId } from "../base/id.ts";
import type { Period } from "../calendar/period.ts";
import type { Start } from "../money/apportion.ts";
import { money } from "../money/money.ts";
import { claimBeganMs } from "../state/liability.ts";
import { termsOfVersion, versionAt } from "../state/plan-terms.ts";
import { planPeriodAt } from "../state/plan-time.ts";
import { postingsBetween } from "../state/postings-between.ts";
import type { Claim, Terms } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { type DividedAid, divideAid, type OpenCase } from "./divide-aid.ts";
import { type Sharer, sharersAt } from "./sharers.ts";

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
}

/** Protocol §6.4 for one plan and period end. Reads only what stood before that end, so it can be asked again later. */
export function apportionmentAt(state: State, args: ApportionmentArgs): Apportionment {
  const { plan, endMs, height, seed, cases } = args;
  const period = planPeriodAt(state, plan, termsInForce(state, plan), endMs - 1);
  const version = versionAt(state, plan, period.startMs);
  const terms = termsOfVersion(state, plan, version);
  const sharers = sharersAt(state, plan, terms, endMs, height);
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
  return casesWhere(state, plan, endMs, ({ status }) => status === "payable");
}

/**
 * The same asked later, of the state after the seal that did it: also the claims that got their last part then,
 * each without what this and later periods paid.
 */
export function casesAsOf(state: State, plan: PlanId, endMs: number, throughMs: number): readonly OpenCase[] {
  const since = new Map<ClaimId, number>();
  for (const { claim, amount } of postingsBetween(state, [plan], endMs, throughMs)) {
    if (claim !== null) since.set(claim, (since.get(claim) ?? 0) + amount);
  }
  return casesWhere(state, plan, endMs, ({ status }, id) => status === "payable" || since.has(id)).map(
    (each) => ({ ...each, got: money(each.got - (since.get(each.claim) ?? 0)) }),
  );
}

function casesWhere(
  state: State,
  plan: PlanId,
  endMs: number,
  isOpen: (claim: Claim, id: ClaimId) => boolean,
): readonly OpenCase[] {
  const cases: OpenCase[] = [];
  for (const [key, claim] of state.claims.entries()) {
    const id = key as ClaimId;
    if (claim.plan !== plan || claim.payableMs === null || claim.payableMs >= endMs) continue;
    if (!isOpen(claim, id)) continue;
    const { member, aid, apportioned } = claim;
    cases.push({ claim: id, member, aid, got: apportioned, beganMs: claimBeganMs(state, claim) });
  }
  return cases;
}
