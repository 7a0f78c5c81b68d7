import { expect, test } from "vitest";
import type { EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { explain } from "../../src/ledger/explain.ts";
import { money } from "../../src/money/money.ts";
import { isElector } from "../../src/state/electors.ts";
import { wordsOn } from "../../src/state/member-word.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { AidCommunity, DAY, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";

const TODAY = dayOf(START_MS, 480);

function say(member: MemberId, kind: Said["kind"], body: Said["body"], device = 0): Said {
  return { member, kind, body, device };
}

/** Ann, Ben, Cai, Dee and Eve in a plan; Fay beside it. */
function opened(terms: Partial<Terms> = {}) {
  const community = new AidCommunity(["ann", "ben", "cai", "dee", "eve", "fay"]);
  const members = community.members as [MemberId, MemberId, MemberId, MemberId, MemberId, MemberId];
  const plan = community.openPlan(
    START_MS,
    { ...TERMS, ...terms },
    new Map(members.slice(0, 5).map((m) => [m, 0])),
  );
  return { community, plan, members };
}

/** A claim of the first of these, to which all others say yes at once. */
function agreed(
  community: AidCommunity,
  plan: PlanId,
  voters: readonly MemberId[],
  amount = 30_000,
): EventId {
  const [claimant, ...others] = voters as [MemberId, ...MemberId[]];
  const incidentDay = dayOf(community.nowMs, 480);
  const [claim] = community.seal(community.nowMs + 1, say(claimant, "claim", { plan, incidentDay, amount }));
  const votes = others.map((member) => say(member, "vote", { ballot: claim, choice: "yes", amount: null }));
  community.seal(community.nowMs + 1, ...votes);
  return claim as EventId;
}

function owes(community: AidCommunity, claim: EventId): readonly MemberId[] {
  const { payableMs } = community.claim(claim);
  const paid = community.postings().find((posting) => posting.claim === claim);
  expect(payableMs).not.toBe(null);
  return community
    .postings()
    .filter((posting) => posting.claim === null && posting.periodEndMs === paid?.periodEndMs)
    .map(({ member }) => member);
}

test("two devices of one member that differ in one cut abstain; a later seal's word counts", () => {
  const { community, plan, members } = opened();
  const [ann, ben] = members;
  const [ballot] = community.seal(
    START_MS + 1,
    say(ann, "claim", { plan, incidentDay: TODAY, amount: 30_000 }),
  );
  const word = (choice: string, device: number) => say(ben, "vote", { ballot, choice, amount: null }, device);
  const choices = () => wordsOn(community.state, ballot as EventId).map(({ choice }) => choice);
  community.seal(START_MS + 2, word("no", 0), word("yes", 0), word("yes", 1));
  expect(choices()).toEqual(["yes"]);
  community.seal(START_MS + 3, word("yes", 0), word("no", 1));
  expect(choices()).toEqual(["abstain"]);
  community.seal(START_MS + 4, word("yes", 0));
  expect(choices()).toEqual(["yes"]);
});

test("electors are those of the seal before: who enrols with the claim is none, who leaves later stays one", () => {
  const { community, plan, members } = opened();
  const [ann, ben, , , , fay] = members;
  community.seal(START_MS + 1, say(ben, "leave", { plan, on: true }));
  const [, ballot] = community.seal(
    START_MS + 28 * DAY,
    say(fay, "enrol", { plan, tier: 0 }),
    say(ann, "claim", { plan, incidentDay: TODAY, amount: 30_000 }),
  );
  community.seal(START_MS + 32 * DAY);
  const record = community.state.ballots.must(ballot as EventId);
  expect(record.electors).toBe(4);
  const electors = members.filter((member) => isElector(community.state, ballot as EventId, record, member));
  expect(electors).toEqual(members.slice(1, 5));
});

test("a ballot without quorum is extended once, then decided by those who voted", () => {
  const { community, plan, members } = opened({ quorumPermille: 1_000 });
  const [ann, ben, cai, dee] = members;
  const claim = agreed(community, plan, [ann, ben, cai, dee]);
  community.seal(START_MS + 8 * DAY);
  expect(community.state.ballots.must(claim)).toMatchObject({ extended: true, outcome: null });
  community.seal(START_MS + 15 * DAY);
  expect(community.state.ballots.must(claim)).toMatchObject({
    outcome: "yes",
    tally: { yes: 3, no: 0, abstain: 0 },
  });
});

test("a draw may be claimed once more, and what ended in one takes nothing of the benefit", () => {
  const { community, plan, members } = opened();
  const [ann] = members;
  const say300 = say(ann, "claim", { plan, incidentDay: TODAY, amount: 300_000 });
  const [first] = community.seal(START_MS + 1, say300);
  community.seal(START_MS + 20 * DAY);
  expect(community.claim(first as EventId).status).toBe("draw");
  expect(community.try(say300)).toBe(null);
});

test("the benefit is a plan-year's: what was granted or is asked counts, and next year begins anew", () => {
  // nobody pays, and nobody is late: the plan keeps its members
  const { community, plan, members } = opened({ graceMs: 1_000 * DAY });
  const [ann, ben, cai, dee] = members;
  agreed(community, plan, [ann, ben, cai, dee], 200_000);
  const more = (amount: number) =>
    community.try(say(ann, "claim", { plan, incidentDay: dayOf(community.nowMs, 480), amount }));
  community.seal(START_MS + 40 * DAY);
  expect(more(100_001)).toBe("over-tier");
  expect(more(100_000)).toBe(null);
  community.seal(START_MS + 364 * DAY);
  expect(more(1)).toBe(null);
  community.seal(START_MS + 366 * DAY);
  expect(more(300_000)).toBe(null);
});

test("vesting: by whole days since enrolling, and nothing before the first step", () => {
  const vesting = [
    { afterMs: 10 * DAY, permille: 333 },
    { afterMs: 20 * DAY, permille: 1_000 },
  ];
  const { community, plan, members } = opened({ vesting });
  const most = (day: number) => {
    community.seal(START_MS + day * DAY + 1);
    const asks = [100_000, 99_900, 1].map((amount) =>
      say(members[0], "claim", { plan, incidentDay: TODAY + day, amount }),
    );
    return asks.map((ask) => community.try(ask));
  };
  expect(most(9)).toEqual(["over-tier", "over-tier", "over-tier"]);
  expect(most(10)).toEqual(["over-tier", null, "claim-duplicate"]);
});

test("who left owes for claims under way by then, within the run-off, and for none that came in later", () => {
  const { community, plan, members } = opened({ runOffMs: 40 * DAY });
  const [ann, ben, cai, dee, eve] = members;
  community.seal(START_MS + 20 * DAY, say(eve, "leave", { plan, on: true }));
  community.seal(START_MS + 28 * DAY);
  const before = agreed(community, plan, [ann, ben, cai, dee]);
  community.seal(START_MS + 32 * DAY);
  const after = agreed(community, plan, [ben, ann, cai, dee]);
  community.seal(START_MS + 70 * DAY);
  expect(community.state.enrolments.must(plan + eve).leftMs).toBe(START_MS + 31 * DAY);
  expect(owes(community, before)).toContain(eve);
  const eves = community.postings().filter(({ member }) => member === eve);
  expect(eves.map(({ amount }) => amount)).toEqual([-6_000]);
  expect(
    community
      .postings()
      .filter(({ claim }) => claim === after)
      .map(({ amount }) => amount),
  ).toEqual([30_000]);
  const share = [...community.state.postings.entries()].find(([, { member }]) => member === eve)?.[0] ?? "";
  const lookups = { stateAt: (height: number) => community.stateAt(height), refusal: () => undefined };
  const codes = explain(community.state, share, lookups)?.steps.map(({ code }) => code);
  expect(codes).toContain("share-run-off");
});

test("who left and comes back waits anew, but keeps what the first spell covered and owes", () => {
  const { community, plan, members } = opened({
    waitingMs: 10 * DAY,
    runOffMs: 200 * DAY,
    waitingShares: false,
  });
  const [ann, ben, cai, dee, eve] = members;
  community.seal(START_MS + 12 * DAY, say(eve, "leave", { plan, on: true }));
  community.seal(START_MS + 28 * DAY);
  const claim = agreed(community, plan, [ann, ben, cai, dee]);
  community.seal(START_MS + 32 * DAY);
  community.seal(START_MS + 55 * DAY, say(eve, "enrol", { plan, tier: 1 }));
  expect(community.state.enrolments.must(plan + eve).coversFromMs).toBe(START_MS + 65 * DAY);
  community.seal(START_MS + 60 * DAY);
  expect(owes(community, claim)).toContain(eve);
  expect(community.try(say(eve, "claim", { plan, incidentDay: TODAY + 60, amount: 1 }))).toBe(
    "cover-waiting",
  );
  expect(community.try(say(eve, "claim", { plan, incidentDay: TODAY + 15, amount: 300_000 }))).toBe(null);
});

test("who left and came back within one day is covered that day by the spell that ended", () => {
  const { community, plan, members } = opened({
    waitingMs: DAY,
    period: { kind: "interval", everyMs: DAY / 2 },
  });
  const [ann] = members;
  community.seal(START_MS + 5 * DAY, say(ann, "leave", { plan, on: true }));
  community.seal(START_MS + 5.6 * DAY, say(ann, "enrol", { plan, tier: 1 }));
  community.seal(START_MS + 5.7 * DAY, say(ann, "enrol", { plan, tier: 1 }));
  expect(community.state.enrolments.must(plan + ann).sinceMs).toBe(START_MS + 5.7 * DAY);
  const on = (day: number, amount: number) =>
    community.try(say(ann, "claim", { plan, incidentDay: TODAY + day, amount }));
  expect([on(5, 300_001), on(5, 300_000)]).toEqual(["over-tier", null]);
});

test("waiting served in a credited plan counts while the place there is kept", () => {
  const { community, plan, members } = opened({ waitingMs: 90 * DAY });
  const [, , , dee, eve, fay] = members;
  const terms = { ...TERMS, waitingMs: 90 * DAY, creditsWaiting: plan };
  const next = community.openPlan(START_MS + 50 * DAY, terms, new Map([dee, eve, fay].map((m) => [m, 0])));
  const covers = (member: MemberId) => community.state.enrolments.must(next + member).coversFromMs;
  expect([dee, eve, fay].map(covers)).toEqual([90, 90, 140].map((days) => START_MS + days * DAY));
});

test("what the ceilings hold back is dropped, or paid in the next periods", () => {
  const caps = { perCase: null, perPeriod: money(1_000), perYear: money(10_000) };
  for (const [excess, paid] of [
    ["drop", [15_000]],
    ["defer", [15_000, 15_000, 5_000]],
  ] as const) {
    const { community, plan, members } = opened({ caps, excess });
    const claim = agreed(community, plan, members.slice(0, 5), 35_000);
    community.seal(START_MS + 200 * DAY);
    const parts = community.postings().filter((posting) => posting.claim === claim);
    expect(parts.map(({ amount }) => amount)).toEqual(paid);
    expect(community.claim(claim).status).toBe("apportioned");
  }
});

test("a plan-year's ceiling holds over its periods, and the next year opens it again", () => {
  const caps = { perCase: null, perPeriod: money(1_000), perYear: money(1_500) };
  const { community, plan, members } = opened({ caps, excess: "defer" });
  const claim = agreed(community, plan, members.slice(0, 5), 35_000);
  community.seal(START_MS + 600 * DAY);
  const parts = community.postings().filter((posting) => posting.claim === claim);
  expect(parts.map(({ amount }) => amount)).toEqual([15_000, 7_500, 12_500]);
  const [, , third] = parts.map(({ periodEndMs }) => (periodEndMs - START_MS) / DAY);
  expect(third).toBeGreaterThan(365);
});

test("the cap of a case is final, whatever is deferred", () => {
  const caps = { perCase: money(2_000), perPeriod: money(1_000), perYear: money(10_000) };
  const { community, plan, members } = opened({ caps, excess: "defer" });
  const claim = agreed(community, plan, members.slice(0, 5), 35_000);
  community.seal(START_MS + 200 * DAY);
  expect(community.claim(claim)).toMatchObject({ status: "apportioned", aid: 35_000, apportioned: 30_000 });
});

test("explain knows claims, plans, places, transfers, refusals, and nothing else", () => {
  const { community, plan, members } = opened();
  const claim = agreed(community, plan, members.slice(0, 5));
  community.seal(START_MS + 60 * DAY);
  const [transfer] = community.transfers()[0] as readonly [string, unknown];
  const refused = id("refused");
  const lookups = {
    stateAt: (height: number) => community.stateAt(height),
    refusal: (event: EventId) => (event === refused ? ("plan-full" as const) : undefined),
  };
  const codes = (what: string) => explain(community.state, what, lookups)?.steps.map(({ code }) => code);
  const place = community.state.enrolments.must(plan + members[0]).event;
  const aid =
    [...community.state.postings.entries()].find(([, posting]) => posting.claim === claim)?.[0] ?? "";
  expect(codes(claim)).toEqual([
    "claim-filed",
    "claim-cover",
    "ballot-electors",
    ...Array(4).fill("ballot-word"),
    "ballot-closes",
    "ballot-quorum",
    "ballot-threshold",
    "ballot-outcome",
    "aid-median",
    "notice-until",
    "claim-payable",
    "claim-paid-part",
    "claim-apportioned",
  ]);
  expect(codes(plan)).toEqual(["plan-proposed", "plan-opened", "plan-members", "plan-caps"]);
  expect(codes(place)).toEqual(["enrolled", "covered-since"]);
  expect(codes(transfer)).toEqual([
    "transfer-line",
    "transfer-net",
    "transfer-amount",
    "transfer-due",
    "transfer-state",
  ]);
  expect(codes(aid)).toEqual(["aid-received"]);
  expect(codes(refused)).toEqual(["refused"]);
  expect(codes(id("nothing"))).toBe(undefined);
});
