import { expect } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { PlanId } from "../../src/base/id.ts";
import { apportionmentOf } from "../../src/ledger/explain-share.ts";
import type { Posting } from "../../src/state/money-records.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { planYearAt } from "../../src/state/plan-time.ts";
import type { AidCommunity } from "./aid-fixture.ts";

/** What must be true of the money of any community, however it has lived. */
export function checkBooks(community: AidCommunity): void {
  checkPeriods(community);
  checkCeilings(community);
  checkNetting(community);
  checkClaims(community);
  checkLapsed(community);
  checkPlaces(community);
}

class Sums {
  readonly byName = new Map<string, number>();

  add(name: string, amount: number): void {
    this.byName.set(name, (this.byName.get(name) ?? 0) + amount);
  }

  of(name: string): number {
    return this.byName.get(name) ?? 0;
  }
}

/** Every period sums to zero, and comes out the same when it is asked for again. */
function checkPeriods(community: AidCommunity): void {
  const periods = new Map<string, Posting[]>();
  for (const posting of community.postings()) {
    const name = `${posting.plan}/${posting.periodEndMs}`;
    periods.set(name, [...(periods.get(name) ?? []), posting]);
  }
  for (const postings of periods.values()) {
    expect(postings.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    const first = present(postings[0], "a posting");
    const again = apportionmentOf(present(community.stateAt(first.height), "its seal"), first);
    const lines = [
      ...again.sharers.map(({ member }, place) => [member, "share", -(again.shares[place] ?? 0)]),
      ...again.owing.map(({ member }, place) => [member, "arrears", -(again.called[place] ?? 0)]),
      ...again.cases.map(({ claim, member, paid }) => [member, claim === null ? "shortfall" : "aid", paid]),
    ].filter(([, , amount]) => amount !== 0 && !Object.is(amount, -0));
    const posted = postings.map(({ member, what, amount }) => [member, what, amount]);
    expect(lines.map(String).toSorted()).toEqual(posted.map(String).toSorted());
  }
}

/** No share of a period, and no plan-year's so far, is above what the member's weight allows by the terms of that period. */
function checkCeilings({ state }: AidCommunity): void {
  const years = new Sums();
  for (const { plan, member, what, amount, periodStartMs, periodEndMs } of state.postings.records()) {
    if (what !== "share") continue;
    const year = `${plan}/${member}/${planYearAt(state, plan, periodEndMs - 1).startMs}`;
    years.add(year, -amount);
    const spells = [...state.enrolments.records(plan + member)];
    // who has left is bound by no later terms than they had
    const ends = spells.flatMap(({ leftMs }) =>
      leftMs === null || leftMs >= periodEndMs ? [] : [leftMs - 1],
    );
    const tiers = spells.flatMap(({ tier, formerTiers }) => [tier, ...formerTiers.map((each) => each.tier)]);
    const most = [periodStartMs, ...ends].map((ms) => {
      const terms = termsAt(state, plan, ms);
      const weight = Math.max(...tiers.map((tier) => terms.tiers[tier]?.weight ?? 0));
      return { period: terms.caps.perPeriod * weight, year: terms.caps.perYear * weight };
    });
    expect(-amount).toBeLessThanOrEqual(Math.max(...most.map(({ period }) => period)));
    expect(years.of(year)).toBeLessThanOrEqual(Math.max(...most.map((each) => each.year)));
  }
}

/** The latest version from before or at a moment; a plan that closes keeps the one it had. */
function termsAt(state: AidCommunity["state"], plan: PlanId, ms: number): Terms {
  const versions = [...state.terms.records(plan)].slice(0, state.plans.must(plan).version + 1);
  return present(versions.findLast(({ fromMs }) => fromMs <= ms) ?? versions[0], "a version").terms;
}

/** What each seal's postings say of a member is what its transfers say. */
function checkNetting(community: AidCommunity): void {
  const owed = new Sums();
  for (const { height, member, amount } of community.postings()) owed.add(`${height}/${member}`, amount);
  for (const [, { height, from, to, amount }] of community.transfers()) {
    owed.add(`${height}/${from}`, amount);
    owed.add(`${height}/${to}`, -amount);
  }
  expect([...owed.byName.values()].every((sum) => sum === 0)).toBe(true);
}

/** Nobody decides on their own claim, and no claim gets more than was decided, or asked. */
function checkClaims({ state }: AidCommunity): void {
  const paid = new Sums();
  for (const { claim, amount } of state.postings.records()) if (claim !== null) paid.add(claim, amount);
  for (const [key, claim] of state.claims.entries()) {
    for (const side of [claim.member, claim.filer])
      expect(state.votes.entries(key + side).next().done).toBe(true);
    expect(paid.of(key)).toBe(claim.apportioned);
    expect(claim.apportioned).toBeLessThanOrEqual(claim.aid);
    expect(claim.aid).toBeLessThanOrEqual(claim.asked);
  }
}

/**
 * What was never paid is owed once: the open rest of a void transfer is what its payer's plans were charged; what they
 * still owe is that less what was called; and the creditor gets no more than that rest beside what was received.
 */
function checkLapsed(community: AidCommunity): void {
  const { state } = community;
  const [charged, called, good, open] = [new Sums(), new Sums(), new Sums(), new Sums()];
  for (const { what, member, transfer, amount } of state.postings.records()) {
    if (what === "arrears") called.add(member, -amount);
    if (transfer !== null) good.add(transfer, amount);
  }
  for (const [key, { amount }] of state.arrears.entries()) {
    expect(amount).toBeGreaterThan(0);
    open.add(key.slice(64), amount);
  }
  const promised = new Sums();
  for (const [key, { amount, apportioned }] of state.shortfalls.entries()) {
    expect(apportioned).toBeLessThanOrEqual(amount);
    promised.add(key.slice(64), amount);
  }
  for (const [
    key,
    { from, amount, received, voidMs, settledMs, paidBy, lapsesMs },
  ] of community.transfers()) {
    expect(voidMs === null || (settledMs === null && paidBy === null)).toBe(true);
    expect(settledMs === null).toBe(received < amount);
    if (voidMs === null) {
      expect(promised.of(key) + good.of(key)).toBe(0);
      if (settledMs === null && paidBy === null) expect(lapsesMs).toBeGreaterThan(community.nowMs - 1);
      continue;
    }
    charged.add(from, amount - received);
    expect(promised.of(key)).toBeLessThanOrEqual(amount - received);
    expect(received + good.of(key)).toBeLessThanOrEqual(amount);
  }
  for (const member of community.members)
    expect(open.of(member) + called.of(member)).toBe(charged.of(member));
}

function checkPlaces({ state }: AidCommunity): void {
  for (const [plan, { enrolled }] of state.plans.entries()) {
    const there = [...state.enrolments.records(plan)].filter(({ leftMs }) => leftMs === null);
    expect(enrolled).toBe(there.length);
  }
}
