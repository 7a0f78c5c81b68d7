import { describe, expect, test } from "vitest";
import type { EventId } from "../../src/base/id.ts";
import { money } from "../../src/money/money.ts";
import { localDay } from "../../src/state/plan-time.ts";
import { DAY, day, MOTION_VOTE_MS, MovingCommunity, votes } from "./motion-fixture.ts";

const NAMES = ["a", "b", "c", "d", "e", "f", "g"];
const FEBRUARY = day(31);

function expel(at: MovingCommunity, wholly: boolean, yes: number, no: number): EventId {
  const about = { kind: "expel", member: at.who(6), plan: wholly ? null : at.plan } as const;
  return at.decide(about, day(1), at.members.slice(0, yes), at.members.slice(yes, yes + no));
}

describe("expelling needs two thirds of all who may vote, not of those who did", () => {
  test.each([
    [4, 2, "passed"],
    [4, 0, "passed"],
    [3, 0, "failed"],
    [3, 1, "failed"],
  ] as const)("%i yes and %i no of six: %s", (yes, no, status) => {
    for (const wholly of [false, true]) {
      const at = new MovingCommunity(NAMES);
      const motion = expel(at, wholly, yes, no);
      expect(at.state.ballots.must(motion).electors).toBe(6);
      expect(at.statusOf(motion)).toBe(status);
    }
  });
});

describe("who is expelled from a plan", () => {
  test("leaves it at the period's end, and cannot take that back", () => {
    const at = new MovingCommunity(NAMES);
    const motion = expel(at, false, 6, 0);
    const ending = { why: "expel", by: motion };
    expect(at.spell(at.who(6))).toMatchObject({ leavesMs: FEBRUARY, leftMs: null, ending });
    expect(at.try({ member: at.who(6), kind: "leave", body: { plan: at.plan, on: false } })).toBe(
      "leave-not-own",
    );
    at.seal(FEBRUARY);
    expect(at.spell(at.who(6))).toMatchObject({ leftMs: FEBRUARY, ending });
    expect(at.state.plans.must(at.plan).enrolled).toBe(6);
    expect(at.state.members.must(at.who(6)).leftMs).toBeNull();
  });

  test("and who was leaving anyway leaves no later, and for good", () => {
    const at = new MovingCommunity(NAMES);
    const motion = at.move(
      { kind: "expel", member: at.who(6), plan: at.plan },
      day(10),
      at.members.slice(0, 6),
    );
    at.seal(day(20), { member: at.who(6), kind: "leave", body: { plan: at.plan, on: true } });
    at.seal(day(10) + MOTION_VOTE_MS);
    expect(at.spell(at.who(6))).toMatchObject({ leavesMs: FEBRUARY, ending: { why: "expel", by: motion } });
  });

  test("at the very end at which they leave, that end", () => {
    const at = new MovingCommunity(NAMES);
    const about = { kind: "expel", member: at.who(6), plan: at.plan } as const;
    const motion = at.move(about, FEBRUARY - MOTION_VOTE_MS, at.members.slice(0, 6));
    at.seal(day(20), { member: at.who(6), kind: "leave", body: { plan: at.plan, on: true } });
    at.seal(FEBRUARY);
    expect(at.spell(at.who(6))).toMatchObject({ leftMs: FEBRUARY, ending: { why: "expel", by: motion } });
  });

  test("where they have left already, the motion has nothing to do", () => {
    const at = new MovingCommunity(NAMES);
    at.seal(day(20), { member: at.who(6), kind: "leave", body: { plan: at.plan, on: true } });
    const motion = at.move(
      { kind: "expel", member: at.who(6), plan: at.plan },
      day(25),
      at.members.slice(0, 6),
    );
    at.seal(day(60));
    expect(at.statusOf(motion)).toBe("failed");
  });

  test("a claim for an incident from before is untouched, and so is what it brings", () => {
    const at = new MovingCommunity(NAMES);
    expel(at, false, 6, 0);
    at.seal(FEBRUARY + DAY);
    const incidentDay = localDay(at.state, FEBRUARY - 1);
    const body = { plan: at.plan, incidentDay, amount: money(1_200), for: null };
    const [claim] = at.seal(at.nowMs + 1, { member: at.who(6), kind: "claim", body }) as readonly [EventId];
    expect(at.outcomes.get(claim)).toBeNull();
    at.seal(at.nowMs + 1, ...at.members.slice(0, 6).map((member) => votes(member, claim, "yes")));
    at.seal(day(120));
    expect(at.claim(claim)).toMatchObject({ status: "apportioned", apportioned: 1_200 });
    expect(at.try({ ...later(at), member: at.who(6) })).toBe("cover-none");
  });
});

function later(at: MovingCommunity) {
  const body = { plan: at.plan, incidentDay: localDay(at.state, FEBRUARY), amount: money(1), for: null };
  return { kind: "claim", body } as const;
}

describe("who is expelled from the community", () => {
  test("leaves every plan at its period's end, then the roll", () => {
    const at = new MovingCommunity(NAMES);
    const motion = expel(at, true, 6, 0);
    expect(at.state.members.must(at.who(6)).leaving).toEqual({ by: motion, why: "expelled", atMs: FEBRUARY });
    expect(at.spell(at.who(6)).ending).toEqual({ why: "expel", by: motion });
    at.seal(FEBRUARY);
    expect(at.state.members.must(at.who(6)).leftMs).toBe(FEBRUARY);
  });

  test("where they are gone already, the motion has nothing to do", () => {
    const at = new MovingCommunity(NAMES);
    at.seal(day(20), { member: at.who(6), kind: "resign", body: { on: true } });
    const motion = at.move({ kind: "expel", member: at.who(6), plan: null }, day(25), at.members.slice(0, 6));
    at.seal(day(60));
    expect(at.statusOf(motion)).toBe("failed");
  });
});
