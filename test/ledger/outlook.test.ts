import { describe, expect, test } from "vitest";
import type { EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { nextShare } from "../../src/ledger/outlook.ts";
import { pastOf } from "../../src/ledger/past-periods.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { fc } from "../property.ts";
import { AidCommunity, DAY, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";

const NAMES = ["ann", "ben", "cai", "dee", "eva"];
/** When January is divided. */
const JANUARY_END_MS = START_MS + 31 * DAY;

function opened(terms: Partial<Terms> = {}, tiers: readonly number[] = [0, 0, 1, 1, 1]) {
  const community = new AidCommunity(NAMES);
  const roll = new Map(community.members.map((member, index) => [member, tiers[index] ?? 1]));
  return { community, plan: community.openPlan(START_MS, { ...TERMS, ...terms }, roll) };
}

function say(member: MemberId, kind: Said["kind"], body: Said["body"]): Said {
  return { member, kind, body };
}

/** Somebody asks, and these members say yes, the others no. */
function ask(community: AidCommunity, plan: PlanId, who: number, amount: number, yes: number): EventId {
  const claimant = community.members[who] as MemberId;
  const incidentDay = dayOf(community.nowMs, 480);
  const [claim] = community.seal(community.nowMs + 1, say(claimant, "claim", { plan, incidentDay, amount }));
  const others = community.members.filter((member) => member !== claimant);
  const votes = others.map((member, index) =>
    say(member, "vote", { ballot: claim, choice: index < yes ? "yes" : "no", amount: null }),
  );
  community.seal(community.nowMs + 1, ...votes);
  return claim as EventId;
}

function shareOf(community: AidCommunity, member: MemberId): number {
  const own = community.postings().filter((posting) => posting.member === member && posting.what === "share");
  return own.reduce((sum, { amount }) => sum - amount, 0);
}

const story = fc.record({
  tiers: fc.array(fc.nat(1), { minLength: 5, maxLength: 5 }),
  perPeriod: fc.constantFrom(300, 5_000, 1_000_000),
  perCase: fc.constantFrom(null, 700, 9_000),
  claims: fc.array(
    fc.record({ who: fc.nat(4), amount: fc.integer({ min: 1, max: 20_000 }), yes: fc.nat(4) }),
    { maxLength: 4 },
  ),
  askedAfterDays: fc.integer({ min: 0, max: 29 }),
});

test("what is posted at the period's end lies in the range foretold, and never above the ceiling", () => {
  fc.assert(
    fc.property(story, ({ tiers, perPeriod, perCase, claims, askedAfterDays }) => {
      const caps = {
        ...TERMS.caps,
        perPeriod: money(perPeriod),
        perCase: perCase === null ? null : money(perCase),
      };
      const { community, plan } = opened({ caps }, tiers);
      for (const { who, amount, yes } of claims) ask(community, plan, who, amount, yes);
      community.seal(Math.max(community.nowMs + 1, START_MS + askedAfterDays * DAY));
      const told = community.members.map((member) =>
        nextShare(community.state, plan, { member, tier: null }),
      );
      community.seal(JANUARY_END_MS);
      for (const [index, member] of community.members.entries()) {
        const { least, most, ceiling, endMs } = told[index] ?? { least: -1, most: -1, ceiling: -1, endMs: 0 };
        const share = shareOf(community, member);
        expect(endMs).toBe(JANUARY_END_MS);
        expect(share).toBeGreaterThanOrEqual(least);
        expect(share).toBeLessThanOrEqual(Math.min(most, ceiling));
      }
    }),
    { numRuns: 150 },
  );
});

describe("the next share", () => {
  test("is nothing up to all that is under vote", () => {
    const { community, plan } = opened();
    ask(community, plan, 2, 9_000, 4);
    const [ann, , cai] = community.members as [MemberId, MemberId, MemberId];
    const next = nextShare(community.state, plan, { member: ann, tier: null });
    // 9,000 over weights 3, 3, 1, 1, 1
    expect(next).toMatchObject({ least: 0, most: 3_000, ceiling: 3_000_000 });
    expect(next).toMatchObject({ final: { cases: 0, amount: 0 }, underWay: { cases: 1, amount: 9_000 } });
    expect(nextShare(community.state, plan, { member: cai, tier: null })).toMatchObject({ most: 1_000 });
  });

  test("is exact once all is final", () => {
    const { community, plan } = opened();
    ask(community, plan, 2, 9_000, 4);
    community.seal(START_MS + 12 * DAY);
    const [ann] = community.members as [MemberId];
    const next = nextShare(community.state, plan, { member: ann, tier: null });
    expect(next).toMatchObject({ least: 3_000, most: 3_000, final: { cases: 1, amount: 9_000 } });
  });

  test("knows no luck: an odd unit is in the range, whoever gets it", () => {
    const { community, plan } = opened({}, [1, 1, 1, 1, 1]);
    ask(community, plan, 2, 9_001, 4);
    community.seal(START_MS + 12 * DAY);
    for (const member of community.members)
      expect(nextShare(community.state, plan, { member, tier: null })).toMatchObject({
        least: 1_800,
        most: 1_801,
      });
  });

  test("is told to a newcomer as if they had waited, and to a member as if they took another tier", () => {
    const { community, plan } = opened({ waitingMs: 40 * DAY, waitingShares: true });
    const [ann] = community.members as [MemberId];
    community.seal(START_MS + 1);
    const before = community.state.enrolments.size;
    expect(nextShare(community.state, plan, { member: null, tier: 0 })).toMatchObject({ ceiling: 3_000_000 });
    expect(nextShare(community.state, plan, { member: ann, tier: 1 })).toMatchObject({ ceiling: 1_000_000 });
    // asked of a copy
    expect(community.state.enrolments.size).toBe(before);
  });

  test("is none before the plan opens and after it has ended, and for who is not in it", () => {
    const community = new AidCommunity(NAMES);
    const [ann] = community.members as [MemberId];
    const [plan] = community.seal(START_MS, say(ann, "propose", { terms: TERMS, tier: 0 })) as [PlanId];
    expect(nextShare(community.state, plan, { member: ann, tier: null })).toBeNull();
    const open = opened();
    const ended = opened();
    const record = ended.community.state.plans.must(ended.plan);
    ended.community.state.plans.set(ended.plan, { ...record, status: "ended" });
    expect(nextShare(ended.community.state, ended.plan, { member: ann, tier: null })).toBeNull();
    expect(
      nextShare(open.community.state, open.plan, { member: id("zoe") as MemberId, tier: null }),
    ).toBeNull();
  });
});

describe("the periods so far", () => {
  test("say who carried whom, and leave no unit out", () => {
    const { community, plan } = opened();
    ask(community, plan, 2, 9_000, 4);
    ask(community, plan, 0, 5_001, 4);
    community.seal(JANUARY_END_MS);
    const { periods, tiers } = pastOf(community.state, plan);
    expect(periods).toMatchObject([
      {
        startMs: START_MS,
        endMs: JANUARY_END_MS,
        members: 5,
        weights: 9,
        claims: 2,
        aid: 14_001,
        perWeight: 1_555,
      },
    ]);
    expect(tiers.map(({ name, received }) => [name, received])).toEqual([
      ["full", 5_001],
      ["half", 9_000],
    ]);
    for (const what of ["paidIn", "received", "expected"] as const)
      expect(tiers.reduce((sum, tier) => sum + tier[what], 0)).toBe(14_001);
    // by weight, six parts of nine
    expect(tiers[0]).toMatchObject({ expected: 9_334 });
  });

  test("are none where nothing was shared", () => {
    const { community, plan } = opened();
    community.seal(START_MS + 400 * DAY);
    expect(pastOf(community.state, plan).periods).toEqual([]);
    expect(pastOf(community.state, plan).tiers).toMatchObject([{ paidIn: 0 }, { paidIn: 0 }]);
  });
});
