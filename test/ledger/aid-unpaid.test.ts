import { afterEach, expect, test, vi } from "vitest";
import type { EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { apportionmentOf } from "../../src/ledger/explain-share.ts";
import { apportion } from "../../src/ledger/rules/apportion.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { AidCommunity, DAY, type Said, START_MS, TERMS } from "./aid-fixture.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** A Thursday; weeks begin on Monday. */
const FIRST_MONDAY_MS = START_MS + 4 * DAY;

/** Ann, Ben and Cai in a plan of weeks, in its lower tier; Dee beside it. */
function opened(terms: Partial<Terms>) {
  const community = new AidCommunity(["ann", "ben", "cai", "dee"]);
  const patient = { ...TERMS, voteMs: 4 * DAY, noticeMs: 0, lapseMs: 3_000 * DAY };
  const whole = { ...patient, period: { kind: "week" } as const, ...terms };
  const members = community.members as readonly [MemberId, MemberId, MemberId, MemberId];
  const plan = community.openPlan(START_MS, whole, new Map(members.slice(0, 3).map((member) => [member, 1])));
  return { community, plan, members };
}

/** A claim at that moment, to which two others say yes a millisecond later. */
function agreed(
  community: AidCommunity,
  plan: PlanId,
  atMs: number,
  [member, ...voters]: readonly [MemberId, ...MemberId[]],
): EventId {
  const body = { plan, incidentDay: dayOf(community.nowMs, 480), amount: 2_000, for: null };
  const [claim] = community.seal(atMs, { member, kind: "claim", body }) as readonly [EventId];
  const yes = { ballot: claim, choice: "yes", amount: null };
  community.seal(atMs + 1, ...voters.map((each): Said => ({ member: each, kind: "vote", body: yes })));
  return claim;
}

test("a claim that was divided and got nothing still counts when its period is explained", () => {
  const caps = { perCase: null, perPeriod: money(1_000), perYear: money(1_000) };
  const { community, plan, members } = opened({ caps });
  const [ann, ben, cai, dee] = members;
  agreed(community, plan, START_MS + 1, [ann, ben, cai]);
  agreed(community, plan, START_MS + 3, [ben, ann, cai]);
  community.seal(FIRST_MONDAY_MS + 7 * DAY, { member: dee, kind: "enrol", body: { plan, tier: 1 } });
  expect(community.postings().filter(({ claim }) => claim === null)).toHaveLength(3);
  // shared with Dee, who leaves at the week's end, and not shared with her: of one period
  const leave: Said = { member: dee, kind: "leave", body: { plan, on: true } };
  community.seal(FIRST_MONDAY_MS + 12 * DAY, leave);
  const shared = agreed(community, plan, FIRST_MONDAY_MS + 13 * DAY, [ann, ben, cai]);
  community.seal(FIRST_MONDAY_MS + 14 * DAY);
  const later = agreed(community, plan, FIRST_MONDAY_MS + 15 * DAY, [ben, ann, cai]);
  community.seal(FIRST_MONDAY_MS + 21 * DAY);
  expect(community.claim(shared)).toMatchObject({ status: "apportioned", apportioned: 500 });
  expect(community.claim(later)).toMatchObject({ status: "apportioned", apportioned: 0 });
  const dees = community.postings().find(({ member }) => member === dee);
  if (dees === undefined) throw new Error("Dee shares");
  const again = apportionmentOf(community.stateAt(dees.height) ?? community.state, dees);
  expect(again.cases.map(({ claim }) => claim).toSorted()).toEqual([shared, later].toSorted());
  expect(again.shares[again.sharers.findIndex(({ member }) => member === dee)]).toBe(-dees.amount);
});

test("a plan whose ceilings are spent does not run at each period's end that a long sleep passed over", () => {
  const caps = { perCase: null, perPeriod: money(500), perYear: money(500) };
  const everyMs = 3_600_000;
  const period = { kind: "interval", everyMs } as const;
  const run = vi.spyOn(apportion, "run");
  const lives = [1, 1_000].map((seals) => {
    const { community, plan, members } = opened({ caps, period, excess: "defer", waitingMs: 0 });
    const [ann, ben, cai, dee] = members;
    const claim = agreed(community, plan, START_MS + 1, [ann, ben, cai]);
    run.mockClear();
    for (let seal = 1; seal <= seals; seal++) {
      community.seal(START_MS + 2 + Math.ceil((seal * 200 * DAY) / seals));
    }
    const runs = run.mock.calls.length;
    community.seal(START_MS + 201 * DAY, { member: dee, kind: "enrol", body: { plan, tier: 1 } });
    community.seal(START_MS + 400 * DAY);
    expect(community.claim(claim)).toMatchObject({ status: "apportioned", apportioned: 2_000 });
    return { runs, postings: community.postings().map(({ height, ...posting }) => posting) };
  });
  const [slept, awake] = lives as [(typeof lives)[number], (typeof lives)[number]];
  expect(slept.runs).toBeLessThan(5);
  expect(awake.runs).toBeLessThan(1_005);
  expect(slept.postings).toEqual(awake.postings);
  const parts = slept.postings.filter(({ claim }) => claim !== null);
  expect(parts.map(({ amount }) => amount)).toEqual([1_500, 500]);
});
