import { describe, expect, test } from "vitest";
import type { EventId } from "../../src/base/id.ts";
import { FORMER_TIERS_MAX } from "../../src/events/tier-change.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { localDay } from "../../src/state/plan-time.ts";
import { coveredFromMs, tierOnDay } from "../../src/state/tier-on.ts";
import { fc } from "../property.ts";
import { DAY, day, MovingCommunity, votes } from "./motion-fixture.ts";

/** Three tiers, the middle one first; 30 days of waiting. */
const [MIDDLE, HIGH, LOW] = [0, 1, 2] as const;
const TIERED: Partial<Terms> = {
  tiers: [
    { name: "middle", benefit: money(2_000), weight: 2 },
    { name: "high", benefit: money(3_000), weight: 3 },
    { name: "low", benefit: money(1_000), weight: 1 },
  ],
  waitingMs: 30 * DAY,
};

function community(terms: Partial<Terms> = TIERED): MovingCommunity {
  return new MovingCommunity(["a", "b", "c", "d"], terms);
}

function change(at: MovingCommunity, tier: number, atMs: number) {
  return at.try({ member: at.who(1), kind: "enrol", body: { plan: at.plan, tier } }, atMs);
}

/** What the second member's tier is for incidents on each of these days. */
function tiersOn(at: MovingCommunity, ...days: readonly number[]) {
  return days.map((index) => tierOnDay(at.state, at.spell(at.who(1)), localDay(at.state, day(index))));
}

function asks(at: MovingCommunity, index: number, amount: number) {
  const body = {
    plan: at.plan,
    incidentDay: localDay(at.state, day(index)),
    amount: money(amount),
    for: null,
  };
  return { member: at.who(1), kind: "claim", body } as const;
}

describe("another tier of one's own place", () => {
  test("a higher benefit counts for incidents after its own waiting, the one before until then", () => {
    const at = community();
    expect(change(at, HIGH, day(100))).toBeNull();
    expect(tiersOn(at, 40, 99, 100, 129, 130, 500)).toEqual([MIDDLE, MIDDLE, MIDDLE, MIDDLE, HIGH, HIGH]);
    at.seal(day(140));
    expect(at.try(asks(at, 129, 2_001))).toBe("over-tier");
    const [claim] = at.seal(at.nowMs + 1, asks(at, 130, 3_000)) as readonly [EventId];
    expect(at.claim(claim).tier).toBe(HIGH);
  });

  test("a lower benefit counts at once, and for nothing that lies before", () => {
    const at = community();
    expect(change(at, LOW, day(100))).toBeNull();
    expect(tiersOn(at, 99, 100)).toEqual([MIDDLE, LOW]);
    at.seal(day(101));
    expect(at.try(asks(at, 100, 1_001))).toBe("over-tier");
    expect(at.try(asks(at, 99, 2_000))).toBeNull();
  });

  test("who goes down gives up what was above: coming back waits anew", () => {
    const at = community();
    change(at, LOW, day(100));
    change(at, MIDDLE, day(200));
    expect(tiersOn(at, 99, 150, 200, 229, 230)).toEqual([MIDDLE, LOW, LOW, LOW, MIDDLE]);
  });

  test("taking back a step up while it waits costs nothing", () => {
    const at = community();
    change(at, HIGH, day(100));
    change(at, MIDDLE, day(110));
    expect(tiersOn(at, 99, 105, 110, 200)).toEqual([MIDDLE, MIDDLE, MIDDLE, MIDDLE]);
  });

  test("a step half way back keeps the waiting served for more", () => {
    const at = community();
    change(at, LOW, day(100));
    change(at, HIGH, day(200));
    change(at, MIDDLE, day(210));
    expect(tiersOn(at, 210, 229, 230, 300)).toEqual([LOW, LOW, MIDDLE, MIDDLE]);
  });

  test("in the first waiting: down keeps its end, up waits for more alone", () => {
    const down = community();
    change(down, LOW, day(10));
    expect(localDay(down.state, coveredFromMs(down.spell(down.who(1))))).toBe(localDay(down.state, day(30)));
    expect(tiersOn(down, 30, 31)).toEqual([LOW, LOW]);
    const up = community();
    change(up, HIGH, day(10));
    up.seal(day(60));
    expect(tiersOn(up, 15, 30, 39, 40)).toEqual([MIDDLE, MIDDLE, MIDDLE, HIGH]);
    expect(up.try(asks(up, 29, 1_000))).toBe("cover-waiting");
    expect(up.try(asks(up, 30, 2_000))).toBeNull();
  });

  test("the place itself, its tenure and who is in the plan stay as they were", () => {
    const at = community();
    const before = at.spell(at.who(1));
    change(at, HIGH, day(100));
    const { sinceMs, tenureMs, sinceHeight, event } = before;
    expect(at.spell(at.who(1))).toMatchObject({ sinceMs, tenureMs, sinceHeight, event, tier: HIGH });
    expect(at.state.plans.must(at.plan).enrolled).toBe(4);
  });
});

describe("is refused", () => {
  test("for the same tier, one there is not, a second time in a seal", () => {
    const at = community();
    expect(change(at, MIDDLE, day(50))).toBe("enrolled-already");
    expect(change(at, 3, day(51))).toBe("tier-unknown");
    const { plan } = at;
    const said = [HIGH, LOW].map(
      (tier) => ({ member: at.who(1), kind: "enrol", body: { plan, tier } }) as const,
    );
    const ids = at.seal(day(52), ...said);
    expect(ids.map((event) => at.outcomes.get(event))).toEqual([null, "enrolled-already"]);
  });

  test("where two devices of a member want different ones", () => {
    const at = community();
    const { plan } = at;
    const said = [HIGH, LOW].map(
      (tier, device) => ({ member: at.who(1), kind: "enrol", body: { plan, tier }, device }) as const,
    );
    const ids = at.seal(day(52), ...said);
    expect(ids.map((event) => at.outcomes.get(event))).toEqual(["devices-differ", "devices-differ"]);
    expect(at.spell(at.who(1)).tier).toBe(MIDDLE);
  });

  test("while one leaves: the place ends as it is", () => {
    const at = community();
    at.seal(day(50), { member: at.who(1), kind: "leave", body: { plan: at.plan, on: true } });
    expect(change(at, HIGH, day(51))).toBe("leaving-already");
  });

  test("once it has been changed as often as a place records", () => {
    const at = community();
    for (let times = 0; times < FORMER_TIERS_MAX; times++)
      expect(change(at, times % 2 === 0 ? HIGH : MIDDLE, day(50) + times)).toBeNull();
    expect(change(at, LOW, day(60))).toBe("tier-changes-too-many");
  });
});

test("a lower weight does not count for claims that were under way", () => {
  const at = community({ ...TIERED, waitingMs: 0 });
  const [claim] = at.seal(day(1), { ...asks(at, 1, 700), member: at.who(0) }) as readonly [EventId];
  at.seal(day(2), ...at.members.map((member) => votes(member, claim, "yes")));
  change(at, LOW, day(3));
  at.seal(day(31));
  // two each for four, as before
  expect(
    at
      .postings()
      .filter(({ what }) => what === "share")
      .map(({ amount }) => amount),
  ).toEqual([-175, -175, -175, -175]);
});

test("nobody is ever covered higher than by a tier they have held for its waiting, or from the start", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ tier: fc.nat(2), after: fc.integer({ min: 1, max: 50 }) }), { maxLength: 6 }),
      (changes) => {
        const at = community();
        const held: { readonly tier: number; readonly fromDay: number }[] = [{ tier: MIDDLE, fromDay: 0 }];
        let now = 0;
        for (const { tier, after } of changes) {
          now += after;
          if (change(at, tier, day(now)) === null) held.push({ tier, fromDay: now });
        }
        const benefit = (tier: number) => [2_000, 3_000, 1_000][tier] as number;
        for (let index = 30; index < now + 40; index++) {
          const tier = tiersOn(at, index)[0] ?? -1;
          // the longest stretch up to this day with at least that benefit
          const lower = held.findLastIndex(
            ({ tier: other, fromDay }) => fromDay <= index && benefit(other) < benefit(tier),
          );
          const since = held[lower + 1]?.fromDay ?? Number.POSITIVE_INFINITY;
          expect(since + 30, `${tier} on day ${index}`).toBeLessThanOrEqual(index);
        }
      },
    ),
    { numRuns: 100 },
  );
});
