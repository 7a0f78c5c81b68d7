import type { EventId, MemberId, PlanId } from "../base/id.ts";
import { divideDown } from "../money/divide.ts";
import { type Money, money, moneyFromBigint } from "../money/money.ts";
import type { Claim } from "../state/claim-records.ts";
import { claimsOf } from "../state/claims-of.ts";
import { claimBeganMs } from "../state/liability.ts";
import type { Enrolment, Terms } from "../state/plan-records.ts";
import { tierOf } from "../state/plan-terms.ts";
import { planPeriodAt } from "../state/plan-time.ts";
import { enrolmentKey, newSpell } from "../state/spells.ts";
import { communityOf, copyState, type State } from "../state/state.ts";
import { termsInForce } from "../state/terms-in-force.ts";
import { type Apportionment, apportionmentAt, type Open } from "./apportionment.ts";
import type { OpenCase } from "./divide-aid.ts";
import { compareCases, openAt } from "./open-cases.ts";

/** Who asks: a member as they stand in the plan, or as if they were in that tier; nobody yet (null): a newcomer in that tier. */
export interface OutlookFor {
  readonly member: MemberId | null;
  readonly tier: number | null;
}

/** What the next share can come to. Amounts in minor units. */
export interface NextShare {
  /** when it is worked out */
  readonly endMs: number;
  /** if nothing but what is final comes to be paid, and if all that is under way does; a unit's luck apart */
  readonly least: Money;
  readonly most: Money;
  /** whatever else is claimed until then */
  readonly ceiling: Money;
  /** claims that are final, and claims under vote, appeal or notice, with what is asked or decided */
  readonly final: Sum;
  readonly underWay: Sum;
}

export interface Sum {
  readonly cases: number;
  readonly amount: Money;
}

/** The next share of a member, or of somebody who were in a tier and through with waiting; null: they share nothing then. */
export function nextShare(state: State, plan: PlanId, who: OutlookFor): NextShare | null {
  const { status } = state.plans.must(plan);
  if (status === "proposed" || status === "ended") return null;
  const asked = supposed(state, plan, who);
  const { throughMs, seed } = communityOf(asked.state);
  const terms = termsInForce(asked.state, plan);
  const { endMs } = planPeriodAt(asked.state, plan, terms, throughMs);
  const final = openAt(asked.state, plan, endMs);
  const underWay = casesUnderWay(asked.state, plan);
  const run = (open: Open) => apportionmentAt(asked.state, { ...open, plan, endMs, seed });
  const whole = run({ ...final, cases: [...final.cases, ...underWay].sort(compareCases) });
  const place = whole.sharers.findIndex(({ member }) => member === asked.member);
  const sharer = whole.sharers[place];
  if (sharer === undefined) return null;
  const [low, high] = [shareRange(run(final), place), shareRange(whole, place)];
  return {
    endMs,
    least: money(Math.min(low.least, high.least)),
    most: money(Math.max(low.most, high.most)),
    ceiling: sharer.ceiling,
    final: sumOf(final.cases),
    underWay: sumOf(underWay),
  };
}

/** Nobody's id: a newcomer on paper. */
const NEWCOMER = "f".repeat(64) as MemberId;

/** The state as if that tier had just been taken, with nothing left to wait for; and who has it. */
function supposed(
  state: State,
  plan: PlanId,
  { member, tier }: OutlookFor,
): { state: State; member: MemberId } {
  const own = member === null ? undefined : state.enrolments.get(enrolmentKey(plan, member));
  if (tier === null) return { state, member: member ?? NEWCOMER };
  const copy = copyState(state);
  if (member !== null && own?.leftMs === null) {
    copy.enrolments.set(enrolmentKey(plan, member), { ...own, tier, formerTiers: [] });
    return { state: copy, member };
  }
  copy.enrolments.set(enrolmentKey(plan, NEWCOMER), placeIn(state, tier));
  return { state: copy, member: NEWCOMER };
}

function placeIn(state: State, tier: number): Enrolment {
  const { throughMs, height } = communityOf(state);
  return newSpell({
    event: NEWCOMER as string as EventId,
    tier,
    sinceMs: throughMs,
    sinceHeight: height,
    tenureMs: throughMs,
    coversFromMs: throughMs,
  });
}

/** Claims that may still become payable, each with the most that it can bring. */
function casesUnderWay(state: State, plan: PlanId): readonly OpenCase[] {
  return [...claimsOf(state, plan)].flatMap(([id, claim]) => {
    const aid = mostAid(claim);
    if (aid === null) return [];
    const { member } = claim;
    return [{ claim: id, transfer: null, member, aid, got: money(0), beganMs: claimBeganMs(state, claim) }];
  });
}

function mostAid({ status, asked, aid }: Claim): Money | null {
  switch (status) {
    case "filed":
    case "drawn":
    case "voting":
    case "appealed":
    case "notice-no":
      return asked;
    case "notice-yes":
      return aid;
    case "payable":
    case "apportioned":
    case "refused":
    case "draw":
    case "withdrawn":
      return null;
  }
}

function sumOf(cases: readonly OpenCase[]): Sum {
  return { cases: cases.length, amount: money(cases.reduce((sum, { aid, got }) => sum + aid - got, 0)) };
}

/** One sharer's part of a division, whoever is dealt the odd units: their order is drawn only when it is done. */
function shareRange({ rounds, sharers }: Apportionment, place: number): { least: number; most: number } {
  let [least, most] = [0, 0];
  const weight = BigInt(sharers[place]?.weight ?? 0);
  for (const { places, shares, level } of rounds) {
    const share = shares[places.indexOf(place)] ?? 0;
    const quota = level === null ? null : divideDown(level.amount * weight, level.weights);
    const isTied = level !== null && quota !== null && BigInt(share) >= quota;
    const floor = isTied ? moneyFromBigint(quota) : share;
    const hasOdd = isTied && quota * level.weights < level.amount * weight;
    least += floor;
    most += floor + (hasOdd ? 1 : 0);
  }
  return { least, most };
}

/** What a tier costs at most and gives: for somebody who thinks of taking it. */
export interface TierOutlook {
  readonly tier: number;
  readonly name: string;
  readonly weight: number;
  readonly benefit: Money;
  readonly perPeriod: Money;
  readonly perYear: Money;
}

export function tierOutlook(terms: Terms, tier: number): TierOutlook {
  const { name, weight, benefit } = tierOf(terms, tier);
  const perPeriod = money(terms.caps.perPeriod * weight);
  return { tier, name, weight, benefit, perPeriod, perYear: money(terms.caps.perYear * weight) };
}
