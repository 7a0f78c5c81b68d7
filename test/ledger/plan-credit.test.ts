import { expect, test } from "vitest";
import type { PlanId } from "../../src/base/id.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { localDay } from "../../src/state/plan-time.ts";
import { fc } from "../property.ts";
import { DAY, day, MovingCommunity, TERMS } from "./motion-fixture.ts";

/** Four members of a first plan since 1 January; others follow it that credit its waiting, 30 days each. */
function community(terms: Partial<Terms> = {}): MovingCommunity {
  return new MovingCommunity(["a", "b", "c", "d"], { waitingMs: 30 * DAY, ...terms });
}

function next(
  at: MovingCommunity,
  credits: PlanId | null,
  openedMs: number,
  terms: Partial<Terms> = {},
): PlanId {
  const more = { ...TERMS, waitingMs: 30 * DAY, creditsWaiting: credits, ...terms };
  return at.openPlan(openedMs, more, new Map(at.members.slice(0, 3).map((member) => [member, 0])));
}

function enrols(at: MovingCommunity, plan: PlanId, atMs: number): void {
  expect(at.try({ member: at.who(3), kind: "enrol", body: { plan, tier: 0 } }, atMs)).toBeNull();
}

test("time in a credited plan counts for waiting and vesting, over several plans", () => {
  const at = community();
  const second = next(at, at.plan, day(10));
  const third = next(at, second, day(20), {
    vesting: [
      { afterMs: 0, permille: 100 },
      { afterMs: 25 * DAY, permille: 1_000 },
    ],
  });
  const spell = at.spell(at.who(0), third);
  expect(spell).toMatchObject({ sinceMs: day(20), tenureMs: day(0), coversFromMs: day(30) });
  at.seal(day(40));
  const incidentDay = localDay(at.state, day(30));
  const body = { plan: third, incidentDay, amount: money(300_000), for: null };
  expect(at.try({ member: at.who(0), kind: "claim", body })).toBeNull();
});

test("it counts while one leaves the credited plan and while that closes, and no more once the place has ended", () => {
  const at = community();
  const second = next(at, at.plan, day(10));
  at.seal(day(11), { member: at.who(3), kind: "leave", body: { plan: at.plan, on: true } });
  enrols(at, second, day(12));
  expect(at.spell(at.who(3), second).tenureMs).toBe(day(0));

  const late = community();
  const after = next(late, late.plan, day(10));
  late.seal(day(11), { member: late.who(3), kind: "leave", body: { plan: late.plan, on: true } });
  late.seal(day(31));
  enrols(late, after, day(32));
  expect(late.spell(late.who(3), after).tenureMs).toBe(day(32));

  const closing = community();
  const kept = next(closing, closing.plan, day(10));
  const gone = next(closing, closing.plan, day(11));
  closing.decide({ kind: "end", plan: closing.plan }, day(12), closing.members);
  enrols(closing, kept, day(40));
  expect(closing.spell(closing.who(3), kept)).toMatchObject({ tenureMs: day(0), coversFromMs: day(40) });
  closing.seal(day(200));
  expect(closing.state.plans.must(closing.plan).status).toBe("ended");
  enrols(closing, gone, day(201));
  expect(closing.spell(closing.who(3), gone).tenureMs).toBe(day(201));
});

test("credited waiting keeps tenure: whoever moves on before leaving is covered as if they had stayed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 90 }),
      (moves, waitingDays) => {
        const waitingMs = waitingDays * DAY;
        const at = community({ waitingMs });
        let plan = at.plan;
        let now = 0;
        for (const after of moves) {
          const following = next(at, plan, at.nowMs + 2, { waitingMs });
          now += after;
          enrols(at, following, Math.max(at.nowMs + 1, day(now)));
          at.seal(at.nowMs + 1, { member: at.who(3), kind: "leave", body: { plan, on: true } });
          plan = following;
        }
        const { tenureMs, coversFromMs, sinceMs } = at.spell(at.who(3), plan);
        expect(tenureMs).toBe(day(0));
        expect(coversFromMs).toBe(Math.max(sinceMs, day(0) + waitingMs));
      },
    ),
    { numRuns: 40 },
  );
});
