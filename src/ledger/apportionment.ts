import { fromHex, uint64 } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { HashId, PlanId } from "../base/id.ts";
import type { Period } from "../calendar/period.ts";
import type { Start } from "../money/apportion.ts";
import type { Terms } from "../state/plan-records.ts";
import { termsOfVersion, versionAt } from "../state/plan-terms.ts";
import { planPeriodAt } from "../state/plan-time.ts";
import type { State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import type { Owing } from "./call-arrears.ts";
import { type DividedAid, divideAid, type OpenCase } from "./divide-aid.ts";
import { type Sharer, sharersAt, type YearSoFar } from "./sharers.ts";

/** One plan's period divided: what the rule posts, and what `explain` shows. */
export interface Apportionment extends DividedAid {
  readonly plan: PlanId;
  readonly period: Period;
  readonly version: number;
  readonly terms: Terms;
  /** by member id */
  readonly owing: readonly Owing[];
  /** by member id */
  readonly sharers: readonly Sharer[];
  /** decides who pays the odd units */
  readonly seed: HashId;
}

/** What a period's end finds to be divided, and of whom something may be called. */
export interface Open {
  /** at least one, by id */
  readonly cases: readonly OpenCase[];
  /** by member id */
  readonly owing: readonly Owing[];
  readonly yearSoFar: YearSoFar;
}

/** Whose end, and what it divides. */
export interface ApportionmentArgs extends Open {
  readonly plan: PlanId;
  readonly endMs: number;
  /** of the seal that does it */
  readonly seed: HashId;
}

/** Protocol §6.4 for one plan and period end. Reads only what stood before that end, so it can be asked again later. */
export function apportionmentAt(state: State, args: ApportionmentArgs): Apportionment {
  const { plan, endMs, seed, cases, owing, yearSoFar } = args;
  const period = planPeriodAt(state, plan, termsInForce(state, plan), endMs - 1);
  const version = versionAt(state, plan, period.startMs);
  const terms = termsOfVersion(state, plan, version);
  const fromMs = cases.reduce((least, { beganMs }) => Math.min(least, beganMs), endMs);
  const sharers = sharersAt({ state, plan, terms, fromMs, endMs, yearSoFar });
  const start = oddUnitStart(seed, plan, endMs);
  const divided = divideAid({ cases, owing, sharers, perCase: terms.caps.perCase, start });
  return { ...divided, plan, period, version, terms, owing, sharers, seed };
}

/** SHA-256(seed ‖ plan ‖ period) modulo the number of those tied: the odd unit moves round at no cost. */
export function oddUnitStart(seed: HashId, plan: PlanId, endMs: number): Start {
  const hash = taggedHash("period", fromHex(seed), fromHex(plan), uint64(endMs));
  let number = 0n;
  for (const byte of hash) number = number * 256n + BigInt(byte);
  return (tied) => Number(number % BigInt(tied));
}
