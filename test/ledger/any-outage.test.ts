import { expect, test } from "vitest";
import { fc } from "../property.ts";
import { DAY } from "./aid-fixture.ts";
import { Life, type LifeAct, lifeSteps, lifeTerms } from "./any-life.ts";

const RUNS = process.env["HUZHU_LONG"] === "1" ? 2_000 : 30;
/** What is netted in this time does not lapse in it: whose odd unit it is, is the seed's. */
const OUTAGE = 150 * DAY;

/** Nobody comes to a place by a seal alone, for then there are as many as there are seals. */
const lasting = lifeTerms.map((terms) => {
  const admission = terms.admission === "vouch" ? ("open" as const) : terms.admission;
  return { ...terms, graceMs: OUTAGE, admission };
});

test("whatever is under way comes out the same by one seal after an outage as by many", () => {
  const met = { periods: 0, many: 0, lapses: 0, ended: 0, decided: 0, amended: 0 };
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 12 }),
      fc.tuple(lasting, lasting),
      lifeSteps,
      fc.array(fc.integer({ min: 1, max: 30 * DAY }), { minLength: 1, maxLength: 12 }),
      (size, terms, steps, gaps) => {
        const [slow, fast] = [new Life(size, 480, terms), new Life(size, 480, terms)];
        for (const life of [slow, fast]) {
          life.live(steps.slice(0, 30));
          for (const plan of [0, 1]) {
            const claims = life.members.map((_, who): LifeAct => ({ who, what: "claim", a: plan, b: 12 }));
            life.live([{ ms: 1, crowd: 0, choice: "yes", acts: claims }]);
          }
          const asks = ASKS.map((what, who): LifeAct => ({ who, what, a: 3 + who, b: 12 + who }));
          life.live([{ ms: 1, crowd: 0, choice: "yes", acts: asks }]);
          life.live([{ ms: 1, crowd: 12, choice: "yes", acts: [] }]);
          life.seal(life.nowMs + 1);
        }
        const { state: before, nowMs } = fast;
        const endMs = nowMs + OUTAGE - 1;
        for (const gap of gaps) if (slow.nowMs + gap < endMs) slow.seal(slow.nowMs + gap);
        slow.seal(endMs);
        fast.seal(endMs);
        expect(totals(slow)).toEqual(totals(fast));
        for (const table of TABLES) expect([...rows(slow, table)]).toEqual([...rows(fast, table)]);
        const old = (life: Life) => life.transfers().filter(([id]) => before.transfers.has(id));
        expect(old(slow)).toEqual(old(fast));
        const ends = new Set(
          fast.postings().flatMap((each) => (each.periodEndMs > nowMs ? [each.plan + each.periodEndMs] : [])),
        );
        met.periods += ends.size;
        if (ends.size > 1) met.many++;
        for (const [, row] of old(fast)) if ((row.voidMs ?? 0) > nowMs) met.lapses++;
        for (const [plan, { status, version }] of before.plans.entries()) {
          const after = fast.state.plans.must(plan);
          if (after.status !== status) met.ended++;
          if (after.version !== version) met.amended++;
        }
        for (const [id, { outcome }] of before.ballots.entries())
          if (outcome === null && fast.state.ballots.must(id).outcome !== null) met.decided++;
      },
    ),
    { numRuns: RUNS },
  );
  // a few lives need not come to all of it
  if (RUNS < 100) return;
  for (const count of Object.values(met)) expect(count, JSON.stringify(met)).toBeGreaterThan(RUNS / 20);
});

const ASKS = ["enrol", "enrol", "amend", "enrol", "end", "leave", "dispute", "pay"] as const;

const TABLES = [
  "claims",
  "ballots",
  "motions",
  "terms",
  "arrears",
  "shortfalls",
  "plans",
  "members",
] as const;

function* rows(life: Life, table: (typeof TABLES)[number]): IterableIterator<readonly [string, unknown]> {
  yield* life.state[table].entries();
}

/** The seed of another seal may hand the odd unit to somebody else; all else is equal. */
function totals(life: Life): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { plan, periodEndMs, what, claim, transfer, amount } of life.postings()) {
    const line = [plan, periodEndMs, what, claim, transfer].join();
    sums.set(line, (sums.get(line) ?? 0) + amount);
  }
  return sums;
}
