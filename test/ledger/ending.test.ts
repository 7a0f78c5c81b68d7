import { describe, expect, test } from "vitest";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { localDay } from "../../src/state/plan-time.ts";
import { fc } from "../property.ts";
import { id, type Said } from "./aid-fixture.ts";
import { DAY, day, MovingCommunity, TERMS, votes } from "./motion-fixture.ts";

const NAMES = ["a", "b", "c", "d", "e"];
const [FEBRUARY, MARCH] = [day(31), day(59)] as const;
/** The ballot on ending the plan is over. */
const CLOSED_MS = day(3) + TERMS.voteMs;

function closing(terms: Partial<Terms> = {}, before?: (at: MovingCommunity) => void): MovingCommunity {
  const at = new MovingCommunity(NAMES, terms);
  before?.(at);
  at.decide({ kind: "end", plan: at.plan }, day(3), at.members);
  return at;
}

function claiming(at: MovingCommunity, member: MemberId, incidentMs: number, amount: number): Said {
  const incidentDay = localDay(at.state, incidentMs);
  return { member, kind: "claim", body: { plan: at.plan, incidentDay, amount: money(amount), for: null } };
}

function granted(
  at: MovingCommunity,
  member: MemberId,
  incidentMs: number,
  amount: number,
  atMs: number,
): EventId {
  const [claim] = at.seal(atMs, claiming(at, member, incidentMs, amount)) as readonly [EventId];
  at.seal(atMs + 1, ...at.members.map((elector) => votes(elector, claim, "yes")));
  return claim;
}

function planOf(at: MovingCommunity) {
  return at.state.plans.must(at.plan);
}

function sharesOf(at: MovingCommunity) {
  return at.postings().filter(({ what }) => what === "share");
}

describe("a plan that closes", () => {
  test("says since when and by which motion; its roll is that of that moment", () => {
    const at = new MovingCommunity(NAMES);
    const motion = at.decide({ kind: "end", plan: at.plan }, day(3), at.members);
    expect(planOf(at)).toMatchObject({
      status: "closing",
      closedMs: CLOSED_MS,
      closedBy: motion,
      enrolled: 5,
    });
  });

  test("is closed to who would enrol, adopt, leave or move", () => {
    const at = closing();
    const { plan } = at;
    const { termsHash } = planOf(at);
    expect(at.try({ member: at.who(1), kind: "enrol", body: { plan, tier: 1 } })).toBe("plan-ended");
    expect(at.try({ member: at.who(1), kind: "adopt", body: { plan, tier: 1, termsHash } })).toBe(
      "plan-ended",
    );
    expect(at.try({ member: at.who(1), kind: "leave", body: { plan, on: true } })).toBe("plan-ended");
  });

  test("keeps who had asked to leave at a later period's end", () => {
    const at = closing({}, (early) => {
      early.seal(day(2), { member: early.who(4), kind: "leave", body: { plan: early.plan, on: true } });
    });
    expect(at.spell(at.who(4))).toMatchObject({ leavesMs: null, leftMs: null, ending: null });
    at.seal(MARCH);
    expect(at.spell(at.who(4)).leftMs).toBeNull();
    granted(at, at.who(0), CLOSED_MS, 1_000, MARCH + DAY);
    at.seal(day(91));
    expect(sharesOf(at).map(({ member }) => member)).toContain(at.who(4));
  });

  test("accepts claims for days up to that day, and for none after it, until its run-off is over", () => {
    const at = closing();
    at.seal(day(40));
    expect(at.try(claiming(at, at.who(0), CLOSED_MS, 1_000))).toBeNull();
    expect(at.try(claiming(at, at.who(1), CLOSED_MS + DAY, 1_000))).toBe("plan-ended");
    at.seal(CLOSED_MS + TERMS.runOffMs - 1);
    expect(at.try(claiming(at, at.who(2), CLOSED_MS, 1_000), at.nowMs + DAY)).toBeNull();
    expect(at.try(claiming(at, at.who(3), CLOSED_MS, 1_000))).toBe("plan-ended");
  });

  test("shares what is granted among that roll, at its periods' ends", () => {
    const at = closing();
    granted(at, at.who(0), CLOSED_MS, 1_000, FEBRUARY);
    at.seal(MARCH);
    expect(sharesOf(at).map(({ amount }) => amount)).toEqual([-200, -200, -200, -200, -200]);
  });
});

describe("it has ended", () => {
  test("when its run-off is over and nothing is open", () => {
    const at = closing();
    at.seal(CLOSED_MS + TERMS.runOffMs - 1);
    expect(planOf(at).status).toBe("closing");
    at.seal(CLOSED_MS + TERMS.runOffMs);
    expect(planOf(at)).toMatchObject({ status: "ended", enrolled: 0 });
    const endedMs = CLOSED_MS + TERMS.runOffMs;
    expect(at.spell(at.who(2))).toMatchObject({
      leftMs: endedMs,
      ending: { why: "end", by: planOf(at).closedBy },
    });
  });

  test("at once without a run-off", () => {
    expect(planOf(closing({ runOffMs: 0 })).status).toBe("ended");
  });

  test("later where a claim is undecided or payable: at the end of the period that pays it", () => {
    const at = closing();
    const limitMs = CLOSED_MS + TERMS.runOffMs;
    at.seal(limitMs - 2);
    const claim = granted(at, at.who(0), CLOSED_MS, 1_000, limitMs - 1);
    at.seal(limitMs + DAY);
    expect(planOf(at).status).toBe("closing");
    at.seal(limitMs + 60 * DAY);
    expect(at.claim(claim)).toMatchObject({ status: "apportioned", apportioned: 1_000 });
    expect(planOf(at).status).toBe("ended");
  });

  test("what the ceilings hold back of a claim is shared for the last time at the first end after the run-off", () => {
    const caps = { perCase: null, perPeriod: money(10), perYear: money(1_000) };
    const at = closing({
      excess: "defer",
      caps,
      tiers: [{ name: "one", benefit: money(100_000), weight: 1 }],
    });
    const claim = granted(at, at.who(0), CLOSED_MS, 90_000, FEBRUARY);
    at.seal(day(400));
    // March, April, and what ends on 30 April, after the run-off
    const { apportioned, status, apportionedMs } = at.claim(claim);
    expect([status, apportioned, apportionedMs]).toEqual(["apportioned", 150, day(120)]);
    expect(planOf(at).status).toBe("ended");
    expect(at.state.payables.size).toBe(0);
  });

  test("by the seal of a long sleep as by many", () => {
    const states = [[400], [20, 60, 90, 100, 101, 130, 200, 400]].map((days) => {
      const at = closing({ graceMs: 1_000 * DAY });
      granted(at, at.who(0), CLOSED_MS, 1_000, FEBRUARY);
      for (const index of days) if (day(index) > at.nowMs) at.seal(day(index));
      return [planOf(at), at.postings().map(({ amount, periodEndMs }) => [amount, periodEndMs])];
    });
    expect(states[0]).toEqual(states[1]);
  });
});

test("a plan that has ended never owes or asks again", () => {
  const word = fc.record({
    who: fc.nat(4),
    kind: fc.constantFrom("claim", "enrol", "leave", "motion", "adopt"),
    after: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12 }), fc.array(word, { maxLength: 8 }), (claimed, words) => {
      const at = closing({ excess: "defer" }, (early) => {
        if (claimed > 0) granted(early, early.who(1), day(1), claimed * 1_000, day(2));
      });
      at.seal(day(200));
      expect(planOf(at).status).toBe("ended");
      const [postings, transfers] = [at.postings().length, at.transfers().length];
      for (const { who, kind, after } of words) {
        const { plan } = at;
        const bodies = {
          claim: claiming(at, at.who(who), CLOSED_MS, 1_000).body,
          enrol: { plan, tier: 0 },
          leave: { plan, on: true },
          motion: { about: { kind: "end", plan } },
          adopt: { plan, tier: 0, termsHash: id("terms") },
        };
        const said = { member: at.who(who), kind, body: bodies[kind] };
        expect(at.try(said, at.nowMs + after * DAY)).toBe("plan-ended");
      }
      at.seal(at.nowMs + 400 * DAY);
      expect([at.postings().length, at.transfers().length]).toEqual([postings, transfers]);
    }),
    { numRuns: 40 },
  );
});
