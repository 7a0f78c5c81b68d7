import { present } from "../base/assert.ts";
import { divideDown } from "../money/divide.ts";
import { largestRemainder } from "../money/largest-remainder.ts";
import { type Money, money, moneyFromBigint, negate, sumMoney } from "../money/money.ts";
import type { Posting } from "../state/money-records.ts";
import { tierOf } from "../state/plan-terms.ts";
import { communityOf, type State } from "../state/state.ts";
import { type Apportionment, apportionmentAt } from "./apportionment.ts";
import type { DividedCase, Round } from "./divide-aid.ts";
import { type ExplainStep, of, step } from "./explanation.ts";
import { openAsOf } from "./open-cases.ts";
import type { Sharer } from "./sharers.ts";

/** The apportionment that made a posting, worked out again from the state after the seal that made it. */
export function apportionmentOf(stateAfter: State, posting: Posting): Apportionment {
  const { throughMs, seed } = communityOf(stateAfter);
  const { plan, periodEndMs: endMs } = posting;
  const open = openAsOf(stateAfter, plan, endMs, throughMs);
  return apportionmentAt(stateAfter, { plan, endMs, seed, ...open });
}

/** Why a member's share of a period is what it is. Without the state after its seal: only what was recorded. */
export function explainShare(posting: Posting, stateAfter: State | undefined): readonly ExplainStep[] {
  const { plan, periodStartMs, periodEndMs, member, amount, height } = posting;
  const period = step("share-period", {
    plan: of.id(plan),
    from: of.moment(periodStartMs),
    to: of.moment(periodEndMs),
    seal: of.count(height),
  });
  const share = step("share-amount", { amount: of.money(negate(amount)) });
  if (stateAfter === undefined) return [period, share];
  const whole = apportionmentOf(stateAfter, posting);
  const place = whole.sharers.findIndex((sharer) => sharer.member === member);
  const sharer = present(whole.sharers[place], "a sharer of this apportionment");
  return [
    period,
    ...whole.cases.flatMap(caseSteps),
    ...calledSteps(whole),
    ...scaledSteps(whole),
    ...sharerSteps(whole, sharer),
    ...whole.rounds.flatMap((round) => roundSteps(whole, round, place)),
    share,
  ];
}

/** Why an earlier debt was called: what was owed by then, and what it is for. */
export function explainArrears(posting: Posting): readonly ExplainStep[] {
  const { plan, periodStartMs, periodEndMs, amount, height } = posting;
  return [
    step("share-period", {
      plan: of.id(plan),
      from: of.moment(periodStartMs),
      to: of.moment(periodEndMs),
      seal: of.count(height),
    }),
    step("arrears-called", { amount: of.money(negate(amount)) }),
  ];
}

/** What comes in before anything is shared. */
function calledSteps({ called }: Apportionment): readonly ExplainStep[] {
  const sum = sumMoney(called);
  return sum === 0 ? [] : [step("share-called", { amount: of.money(sum) })];
}

function caseSteps(each: DividedCase): readonly ExplainStep[] {
  const { claim, transfer, member, aid, open, capped, paid, weights } = each;
  const amounts = { for: of.member(member), open: of.money(open) };
  if (claim === null) {
    const good = { ...amounts, transfer: of.id(transfer ?? ""), paid: of.money(paid) };
    return [step("share-made-good", good)];
  }
  const values = { ...amounts, claim: of.id(claim) };
  const steps = [step("share-case", { ...values, aid: of.money(aid), paid: of.money(paid) })];
  if (capped < open) {
    steps.push(step("share-case-cut", { ...values, capped: of.money(capped), weights: of.count(weights) }));
  }
  return steps;
}

function scaledSteps({ cases, ceilings }: Apportionment): readonly ExplainStep[] {
  const paid = sumMoney(cases.map((each) => each.paid));
  const wanted = sumMoney(cases.map(({ capped }) => capped));
  if (paid >= wanted) return [];
  const ceiling = moneyFromBigint(ceilings);
  return [
    step("share-scaled", { wanted: of.money(wanted), ceilings: of.money(ceiling), paid: of.money(paid) }),
  ];
}

function sharerSteps({ terms }: Apportionment, sharer: Sharer): readonly ExplainStep[] {
  const { spell, weight, leftMs, yearSoFar, ceiling } = sharer;
  const { name } = tierOf(terms, spell.tier);
  const steps = [
    step("share-weight", { event: of.id(spell.event), tier: of.word(name), weight: of.count(weight) }),
    step("share-ceiling", {
      ceiling: of.money(ceiling),
      perPeriod: of.money(money(terms.caps.perPeriod * weight)),
      perYear: of.money(money(terms.caps.perYear * weight)),
      soFar: of.money(yearSoFar),
    }),
  ];
  if (leftMs !== null) {
    steps.push(step("share-run-off", { left: of.moment(leftMs), until: of.moment(leftMs + terms.runOffMs) }));
  }
  return steps;
}

/** One round for one sharer: the even part by weight, the odd unit or the ceiling, and what goes to which claim. */
function roundSteps(whole: Apportionment, round: Round, place: number): readonly ExplainStep[] {
  const turn = round.places.indexOf(place);
  const share = round.shares[turn];
  if (share === undefined || share === 0) return [];
  return [
    totalStep(whole, round),
    ...quotaSteps(whole, round, place, share),
    ...partSteps(whole, round, share),
  ];
}

/** What this round divides, and among whom: those liable for its cases, who may be fewer than all sharers. */
function totalStep({ sharers }: Apportionment, { places, shares }: Round): ExplainStep {
  const weights = places.reduce((sum, place) => sum + present(sharers[place], "a sharer").weight, 0);
  return step("share-total", {
    total: of.money(sumMoney(shares)),
    sharers: of.count(places.length),
    weights: of.count(weights),
  });
}

function quotaSteps(
  { sharers, seed }: Apportionment,
  { level }: Round,
  place: number,
  share: Money,
): readonly ExplainStep[] {
  const weight = present(sharers[place], "a sharer").weight;
  const quota = level === null ? null : divideDown(level.amount * BigInt(weight), level.weights);
  if (level === null || quota === null || BigInt(share) < quota) {
    return [step("share-at-ceiling", { amount: of.money(share) })];
  }
  const odd = money(share - Number(quota));
  const steps = [
    step("share-quota", {
      quota: of.money(moneyFromBigint(quota)),
      amount: of.money(moneyFromBigint(level.amount)),
      weight: of.count(weight),
      weights: of.count(Number(level.weights)),
    }),
  ];
  if (odd > 0) {
    steps.push(step("share-odd-unit", { amount: of.money(odd), seed: of.id(seed) }));
  }
  return steps;
}

/** A sharer's amount split by claim, for people's eyes: in proportion to what each claim got. */
function partSteps(whole: Apportionment, round: Round, share: Money): readonly ExplainStep[] {
  const cases = round.cases.map((index) => present(whole.cases[index], "a case"));
  const parts = largestRemainder(
    BigInt(share),
    cases.map(({ paid }) => BigInt(paid)),
  );
  return cases.flatMap(({ claim, transfer }, index) => {
    const part = parts[index] ?? 0n;
    if (part === 0n) return [];
    const amount = of.money(moneyFromBigint(part));
    return claim === null
      ? [step("share-part-good", { transfer: of.id(transfer ?? ""), amount })]
      : [step("share-part", { claim: of.id(claim), amount })];
  });
}
