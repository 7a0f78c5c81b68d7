import { describe, expect, test } from "vitest";
import type { ClaimId, EventId, HashId, MemberId, PlanId, SealId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { noteTurnUp } from "../../src/ledger/turn-up.ts";
import { money } from "../../src/money/money.ts";
import { coverFrom } from "../../src/state/cover-start.ts";
import type { Enrolment } from "../../src/state/plan-records.ts";
import { copyState } from "../../src/state/state.ts";
import { AidCommunity, DAY, type Said, START_MS, TERMS } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";
import { day, MovingCommunity, votes } from "./motion-fixture.ts";

/** Ways to get more than is fair that were tried on paper, and what stands against each. */

/** Six in a plan; the first got aid, and the others owe them for it. */
function owing() {
  const community = new AidCommunity(["ann", "ben", "cai", "dee", "eve", "fay"]);
  const m = (index: number) => community.members[index] as MemberId;
  const tiers = new Map(community.members.map((member) => [member, 0]));
  const plan = community.openPlan(START_MS, TERMS, tiers);
  const tell = (...said: readonly Said[]) => community.seal(community.nowMs + 1, ...said);
  const incidentDay = Math.floor((community.nowMs + 480 * 60_000) / DAY);
  const [claim] = tell(say(m(0), "claim", { plan, incidentDay, amount: 30_000, for: null })) as [EventId];
  tell(
    ...community.members
      .slice(1)
      .map((who) => say(who, "vote", { ballot: claim, choice: "yes", amount: null })),
  );
  community.seal(community.nowMs + 35 * DAY);
  const transferOf = (index: number) =>
    community.transfers().find(([, { from }]) => from === m(index))?.[0] as HashId;
  return { community, plan, m, tell, transferOf };
}

describe("who pays", () => {
  test("does not confirm it as a contact of who gets it", () => {
    const { community, m, tell, transferOf } = owing();
    tell(
      say(m(0), "contact", { role: "name", other: m(1), on: true }),
      say(m(1), "contact", { role: "accept", other: m(0), on: true }),
    );
    const transfer = transferOf(1);
    tell(say(m(1), "pay", { transfer }));
    expect(community.try(say(m(1), "receipt", { transfer, amount: 1 }))).toBe("not-the-payee");
    expect(community.try(say(m(1), "dispute", { transfer }))).toBe("not-the-payee");
    const other = transferOf(2);
    expect(community.try(say(m(1), "receipt", { transfer: other, amount: 1 }))).toBeNull();
  });

  test("gains no silence from what the payee's node says with nobody there", () => {
    const { community, m, tell, transferOf } = owing();
    const transfer = transferOf(1);
    tell(say(m(1), "pay", { transfer }));
    community.seal(community.nowMs + 1);
    const [anchor] = [...community.state.anchors.entries()].at(-1) as readonly [string, unknown];
    for (const [kind, silenceMs] of [
      ["fork", null],
      ["beacon", null],
      ["witness", null],
      ["vote", community.nowMs + 14 * DAY],
    ] as const) {
      const state = copyState(community.state);
      const [height] = [...state.unconfirmed.entries()].map(([, { paidHeight }]) => paidHeight);
      state.anchors.set(anchor, { height: height ?? 0 });
      const event = { kind, anchor: anchor as SealId } as unknown as AuthenticEvent;
      noteTurnUp(state, event, m(0), community.nowMs);
      expect(state.transfers.must(transfer).silenceMs, kind).toBe(silenceMs);
    }
  });
});

test("a contact who disputes a payment does not decide on it", () => {
  const { community, m, tell, transferOf } = owing();
  tell(
    say(m(0), "contact", { role: "name", other: m(2), on: true }),
    say(m(2), "contact", { role: "accept", other: m(0), on: true }),
  );
  const transfer = transferOf(1);
  tell(say(m(1), "pay", { transfer }));
  const [ballot] = tell(say(m(2), "dispute", { transfer })) as [EventId];
  expect(community.state.ballots.must(ballot)).toMatchObject({ electors: 3 });
  expect(community.try(votes(m(2), ballot, "no"))).toBe("not-an-elector");
});

test("nobody enrols to have a word on an appeal", () => {
  const village = new JuryVillage(10, {}, 20);
  const claim: ClaimId = village.filed();
  village.seal(...village.votes(claim, "no", village.members.slice(1, 10)));
  village.pass(8 * DAY);
  const friends = village.members.slice(10);
  village.seal(...friends.map((friend) => say(friend, "enrol", { plan: village.plan, tier: 1 })));
  const [ballot] = village.seal(say(village.m(0), "appeal", { claim })) as [EventId];
  expect(village.state.ballots.must(ballot).electors).toBe(9);
  expect(village.try(votes(village.m(12), ballot, "yes"))).toBe("not-an-elector");
});

describe("who does not pay", () => {
  const former = { ending: { why: "lapse", by: null } } as Enrolment;

  test("waits as long as that was borne, before they are covered again", () => {
    const { community, m } = owing();
    const terms = { ...TERMS, waitingMs: 0 };
    expect(coverFrom(community.state, terms, m(1), 1_000)).toEqual({ tenureMs: 1_000, coversFromMs: 1_000 });
    expect(coverFrom(community.state, terms, m(1), 1_000, former)).toEqual({
      tenureMs: 1_000,
      coversFromMs: 1_000 + 30 * DAY,
    });
  });

  test("gets no time in another plan credited", () => {
    const { community, plan, m } = owing();
    const terms = { ...TERMS, creditsWaiting: plan, waitingMs: 60 * DAY };
    const { nowMs } = community;
    expect(coverFrom(community.state, terms, m(1), nowMs).tenureMs).toBe(START_MS);
    expect(coverFrom(community.state, terms, m(1), nowMs, former)).toEqual({
      tenureMs: nowMs,
      coversFromMs: nowMs + 60 * DAY,
    });
  });
});

test("who is expelled still claims for a day on which they were covered, and says nothing new", () => {
  const community = new MovingCommunity(["ann", "ben", "cai", "dee", "eve", "fay"]);
  const expelled = community.who(5);
  const others = [0, 1, 2, 3, 4].map((index) => community.who(index));
  community.decide({ kind: "expel", member: expelled, plan: null }, day(1), others);
  community.seal(day(40));
  expect(community.state.members.must(expelled).leftMs).not.toBeNull();
  const incidentDay = Math.floor((day(3) + 480 * 60_000) / DAY);
  const { plan } = community;
  expect(community.try(say(expelled, "enrol", { plan, tier: 0 }))).toBe("member-left");
  expect(community.try(say(expelled, "claim", { plan, incidentDay, amount: 1_000, for: null }))).toBeNull();
  const [claim] = [...community.state.claims.entries()].map(([id]) => id);
  expect(community.try(say(expelled, "withdraw", { claim }))).toBeNull();
});

test("who steps back from a motion makes two thirds of all no fewer", () => {
  const community = new MovingCommunity(["ann", "ben", "cai", "dee", "eve", "fay", "gus"]);
  const yes = [0, 1].map((index) => community.who(index));
  const motion = community.move({ kind: "expel", member: community.who(6), plan: null }, day(1), yes);
  for (const index of [2, 3, 4])
    expect(community.try(say(community.who(index), "recuse", { ballot: motion }))).toBeNull();
  expect(community.state.ballots.must(motion).electors).toBe(6);
  community.seal(community.state.ballots.must(motion).closesMs);
  expect(community.statusOf(motion)).toBe("failed");
});

test("an amendment drawn up before another one passed does not undo it", () => {
  const community = new MovingCommunity(["ann", "ben", "cai", "dee"]);
  const plan: PlanId = community.plan;
  const all = [0, 1, 2, 3].map((index) => community.who(index));
  const first = community.move({ kind: "amend", plan, terms: { ...TERMS, noticeMs: 9 * DAY } }, day(1), all);
  const caps = { ...TERMS.caps, perPeriod: money(900_000) };
  const second = community.move({ kind: "amend", plan, terms: { ...TERMS, caps } }, day(2), all);
  community.seal(day(20));
  expect([first, second].map((motion) => community.statusOf(motion))).toEqual(["passed", "failed"]);
  const third = community.move({ kind: "amend", plan, terms: { ...TERMS, caps } }, day(21), all);
  community.seal(day(40));
  expect(community.statusOf(third)).toBe("passed");
});
