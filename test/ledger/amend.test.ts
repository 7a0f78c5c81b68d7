import { describe, expect, test } from "vitest";
import type { EventId } from "../../src/base/id.ts";
import { VERSIONS_MAX } from "../../src/events/amendment.ts";
import { termsHash } from "../../src/events/terms.ts";
import { money } from "../../src/money/money.ts";
import { smallKey } from "../../src/state/key.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { localDay } from "../../src/state/plan-time.ts";
import { fc } from "../property.ts";
import { DAY, day, MovingCommunity, moves, START_MS, TERMS, votes } from "./motion-fixture.ts";

const NAMES = ["a", "b", "c", "d", "e"];
/** Local midnight at the end of January, February and March 2026. */
const [FEBRUARY, MARCH, APRIL] = [day(31), day(59), day(90)] as const;

const RICHER: Terms = {
  ...TERMS,
  title: "More for everybody",
  tiers: [
    { name: "full", benefit: money(900_000), weight: 3 },
    { name: "half", benefit: money(100_000), weight: 1 },
    { name: "third", benefit: money(50_000), weight: 1 },
  ],
  claimWindowMs: 300 * DAY,
};

function amended(atMs: number, terms: Terms = RICHER): MovingCommunity {
  const at = new MovingCommunity(NAMES);
  at.decide({ kind: "amend", plan: at.plan, terms }, atMs, at.members);
  return at;
}

function claims(at: MovingCommunity, incidentMs: number, amount: number, filedMs = at.nowMs + 1): EventId {
  const incidentDay = localDay(at.state, incidentMs);
  const body = { plan: at.plan, incidentDay, amount: money(amount), for: null };
  const [claim] = at.seal(filedMs, { member: at.who(1), kind: "claim", body }) as readonly [EventId];
  return claim;
}

describe("an amendment that has passed", () => {
  test("is on record at once, and in force from the end of the period in which its notice ends", () => {
    // passed on 8 January, its notice ends on the 11th
    const at = amended(day(1));
    expect(at.state.plans.must(at.plan).version).toBe(0);
    expect(at.state.terms.must(at.plan + smallKey(1))).toEqual({ terms: RICHER, fromMs: FEBRUARY });
    at.seal(FEBRUARY - 1);
    expect(at.state.plans.must(at.plan).version).toBe(0);
    at.seal(FEBRUARY);
    expect(at.state.plans.must(at.plan)).toMatchObject({ version: 1, termsHash: termsHash(RICHER) });
  });

  test("has another period's notice where the notice goes beyond one's end", () => {
    // passed on 30 January: three days later it is February
    const at = amended(day(22));
    expect(at.state.terms.must(at.plan + smallKey(1)).fromMs).toBe(MARCH);
  });

  test("comes into force by sealed time, however many periods one seal crosses", () => {
    const at = amended(day(1));
    at.seal(APRIL + DAY);
    expect(at.state.plans.must(at.plan).version).toBe(1);
  });

  test("follows one that waits, never before it", () => {
    const at = new MovingCommunity(NAMES);
    const slow = { ...TERMS, title: "Slow", noticeMs: 60 * DAY };
    at.decide({ kind: "amend", plan: at.plan, terms: slow }, day(1), at.members);
    at.decide({ kind: "amend", plan: at.plan, terms: RICHER }, day(9), at.members);
    expect(at.state.terms.must(at.plan + smallKey(2))).toEqual({ terms: RICHER, fromMs: FEBRUARY });
    at.seal(FEBRUARY);
    expect(at.state.plans.must(at.plan)).toMatchObject({ version: 2, termsHash: termsHash(RICHER) });
  });

  test("fails where another has taken its place meanwhile: no tier is taken away", () => {
    const at = new MovingCommunity(NAMES);
    const more = at.move({ kind: "amend", plan: at.plan, terms: RICHER }, day(1), at.members);
    const same = at.move({ kind: "amend", plan: at.plan, terms: TERMS }, day(1) + 10, at.members);
    at.seal(day(20));
    expect([at.statusOf(more), at.statusOf(same)]).toEqual(["passed", "failed"]);
  });

  test("fails where the plan closes meanwhile, and one that waits never comes into force", () => {
    const at = new MovingCommunity(NAMES);
    at.decide({ kind: "amend", plan: at.plan, terms: RICHER }, day(1), at.members);
    const end = at.move({ kind: "end", plan: at.plan }, day(10), at.members);
    const late = at.move({ kind: "amend", plan: at.plan, terms: RICHER }, day(10) + 10, at.members);
    at.seal(MARCH);
    expect([at.statusOf(end), at.statusOf(late)]).toEqual(["passed", "failed"]);
    expect(at.state.plans.must(at.plan).version).toBe(0);
  });

  test("needs room: a plan has so many versions", () => {
    const at = new MovingCommunity(NAMES);
    for (let version = 1; version < VERSIONS_MAX; version++)
      at.state.terms.set(at.plan + smallKey(version), { terms: TERMS, fromMs: FEBRUARY });
    expect(at.try(moves(at.who(0), { kind: "amend", plan: at.plan, terms: TERMS }), day(1))).toBe(
      "terms-fixed",
    );
  });

  test("raising the least members starts the two periods of a plan that has fewer, lowering it ends them", () => {
    const at = amended(day(1), { ...TERMS, minMembers: 6 });
    at.seal(FEBRUARY);
    expect(at.state.plans.must(at.plan).underMs).toBe(FEBRUARY);
    at.decide({ kind: "amend", plan: at.plan, terms: TERMS }, FEBRUARY + DAY, at.members);
    at.seal(MARCH);
    expect(at.state.plans.must(at.plan)).toMatchObject({ status: "open", underMs: null });
  });
});

describe("a claim is judged by the version on its incident day", () => {
  test("an older incident by the older one, whenever it is claimed for", () => {
    const at = amended(day(1));
    at.seal(FEBRUARY + DAY);
    expect(at.outcomes.get(claims(at, FEBRUARY - 1, 300_001))).toBe("over-tier");
    const older = claims(at, FEBRUARY - 1, 300_000);
    const newer = claims(at, FEBRUARY, 600_000);
    expect([at.claim(older).version, at.claim(newer).version]).toEqual([0, 1]);
  });

  test("who does not like it leaves before it is in force", () => {
    const at = amended(day(1));
    at.seal(day(20), { member: at.who(1), kind: "leave", body: { plan: at.plan, on: true } });
    at.seal(FEBRUARY);
    expect(at.spell(at.who(1)).leftMs).toBe(FEBRUARY);
    expect(at.outcomes.get(claims(at, FEBRUARY, 1))).toBe("cover-none");
    expect(at.claim(claims(at, FEBRUARY - 1, 300_000)).version).toBe(0);
  });
});

test("who left before it was in force owes what was under way by the terms they had", () => {
  const dear: Terms = {
    ...TERMS,
    tiers: TERMS.tiers.map((tier) => ({ ...tier, weight: 30 })),
    caps: { perCase: null, perPeriod: money(9_000_000), perYear: money(90_000_000) },
    runOffMs: 3_000 * DAY,
  };
  const small = { perCase: null, perPeriod: money(100), perYear: money(1_200) };
  const at = new MovingCommunity(NAMES, { caps: small, runOffMs: 40 * DAY });
  at.move({ kind: "amend", plan: at.plan, terms: dear }, day(1), at.members);
  at.seal(day(10), { member: at.who(4), kind: "leave", body: { plan: at.plan, on: true } });
  const early = claims(at, day(11), 200_000, day(22));
  at.seal(day(23), ...at.members.map((member) => votes(member, early, "yes")));
  const shares = (endMs: number) =>
    at.postings().filter(({ what, periodEndMs }) => what === "share" && periodEndMs === endMs);
  at.seal(MARCH);
  const [theirs] = shares(MARCH).filter(({ member }) => member === at.who(4));
  // three parts of weight in the terms they had, at 100 each
  expect(theirs?.amount).toBe(-300);
  expect(shares(MARCH).length).toBe(5);
});

test("an amendment never changes a claim of an older incident", () => {
  const claimed = (terms: Terms, passes: boolean, incident: number, filed: number, asked: number) => {
    const at = new MovingCommunity(NAMES);
    at.move({ kind: "amend", plan: at.plan, terms }, day(1), passes ? at.members : []);
    at.seal(day(12));
    at.seal(day(incident + filed));
    const claim = claims(at, day(incident), asked);
    if (at.state.claims.has(claim))
      at.seal(at.nowMs + 1, ...at.members.map((member) => votes(member, claim, "yes")));
    at.seal(day(200));
    return [at.outcomes.get(claim), at.state.claims.get(claim)];
  };
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 13, max: 90 }),
      fc.integer({ min: 1, max: 400_000 }),
      fc.record({
        benefit: fc.integer({ min: 1, max: 900_000 }),
        window: fc.integer({ min: 1, max: 300 }),
        notice: fc.integer({ min: 0, max: 9 }),
        quorum: fc.integer({ min: 1, max: 1_000 }),
      }),
      (incident, filed, asked, { benefit, window, notice, quorum }) => {
        const terms: Terms = {
          ...TERMS,
          tiers: TERMS.tiers.map((tier) => ({ ...tier, benefit: money(benefit) })),
          claimWindowMs: window * DAY,
          noticeMs: notice * DAY,
          quorumPermille: quorum,
        };
        const [code, claim] = claimed(terms, true, incident, filed, asked);
        const [codeBefore, claimBefore] = claimed(terms, false, incident, filed, asked);
        expect(code).toBe(codeBefore);
        expect(claim).toEqual(claimBefore);
      },
    ),
    { numRuns: 60 },
  );
});

test("a tier that an amendment added can be asked for on the day on which it came into force", () => {
  const everyMs = 10 * DAY + 3_600_000;
  const at = new MovingCommunity(NAMES, { period: { kind: "interval", everyMs } });
  const terms: Terms = { ...RICHER, period: { kind: "interval", everyMs } };
  at.decide({ kind: "amend", plan: at.plan, terms }, day(1), at.members);
  const { fromMs } = at.state.terms.must(at.plan + smallKey(1));
  expect((fromMs - START_MS) % DAY).not.toBe(0);
  at.seal(fromMs);
  expect(at.try({ member: at.who(1), kind: "enrol", body: { plan: at.plan, tier: 2 } })).toBeNull();
  const claim = claims(at, fromMs, 50_000, fromMs + 2 * 3_600_000);
  expect(at.outcomes.get(claim)).toBeNull();
  expect(at.claim(claim)).toMatchObject({ version: 1, tier: 2 });
});
