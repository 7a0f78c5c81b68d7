import { expect, test } from "vitest";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { explain } from "../../src/ledger/explain.ts";
import { nextShare } from "../../src/ledger/outlook.ts";
import { pastOf } from "../../src/ledger/past-periods.ts";
import { statement } from "../../src/ledger/statement.ts";
import { fc } from "../property.ts";
import { DAY } from "./aid-fixture.ts";
import { Life, lifeSteps, lifeTerms } from "./any-life.ts";
import { checkBooks } from "./check-books.ts";
import { expectPeople } from "./expect-people.ts";

const RUNS = process.env["HUZHU_LONG"] === "1" ? 3_000 : 40;

test("years of anything that members can say: no sequence stops the ledger, its books hold, and all of it can be explained", () => {
  const met = new Map<string, number>();
  const meet = (name: string) => met.set(name, (met.get(name) ?? 0) + 1);
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 12 }),
      fc.constantFrom(-720, 0, 480, 840),
      fc.tuple(lifeTerms, lifeTerms),
      lifeSteps,
      (size, offset, terms, steps) => {
        const life = new Life(size, offset, terms);
        life.live(steps);
        checkAll(life);
        life.seal(life.nowMs + 400 * DAY);
        checkAll(life);
        count(life, meet);
      },
    ),
    { numRuns: RUNS },
  );
  // a few lives need not come to all of it
  for (const name of RUNS > 100 ? OFTEN : []) expect([name, met.get(name) ?? 0]).not.toEqual([name, 0]);
});

/** What these lives must come to, so that they prove something. */
const OFTEN = [
  "posting aid",
  "posting arrears",
  "posting shortfall",
  "claim withdrawn",
  "claim refused",
  "claim by a contact",
  "ballot admission yes",
  "ballot dispute yes",
  "motion amend passed",
  "motion end passed",
  "motion expel passed",
  "plan dwindled",
  "place lapse",
  "place in another tier",
  "transfer void",
  "transfer settled",
  "member left",
];

function checkAll(life: Life): void {
  checkBooks(life);
  expectPeople(life.state);
  const lookups = {
    stateAt: (height: number) => life.stateAt(height),
    refusal: (id: string) => (life.outcomes.get(id as never) ?? undefined) as RefusalCode | undefined,
  };
  for (const [id] of life.outcomes) explain(life.state, id, lookups);
  for (const [key] of life.state.postings.entries()) expect(explain(life.state, key, lookups)).toBeDefined();
  for (const [key] of life.state.transfers.entries()) expect(explain(life.state, key, lookups)).toBeDefined();
  for (const member of life.members) statement(life.state, member);
  for (const [plan] of life.state.plans.entries()) {
    pastOf(life.state, plan);
    for (const member of life.members) nextShare(life.state, plan, { member, tier: null });
  }
}

function count(life: Life, meet: (name: string) => void): void {
  for (const { what } of life.postings()) meet(`posting ${what}`);
  for (const { status, appeal, filer, member } of life.state.claims.records()) {
    meet(`claim ${status}`);
    if (appeal !== null) meet("claim appealed");
    if (filer !== member) meet("claim by a contact");
  }
  for (const { status, closedBy } of life.state.plans.records()) {
    meet(`plan ${status}`);
    if (status === "ended") meet(closedBy === null ? "plan dwindled" : "plan ended by motion");
  }
  for (const { about, outcome } of life.state.ballots.records()) meet(`ballot ${about} ${outcome}`);
  for (const { about, status } of life.state.motions.records()) meet(`motion ${about.kind} ${status}`);
  for (const { ending, formerTiers } of life.state.enrolments.records()) {
    meet(`place ${ending?.why}`);
    if (formerTiers.length > 0) meet("place in another tier");
  }
  for (const { voidMs, settledMs } of life.state.transfers.records())
    meet(`transfer ${voidMs !== null ? "void" : settledMs !== null ? "settled" : "open"}`);
  for (const { leftMs } of life.state.members.records()) if (leftMs !== null) meet("member left");
  for (const code of life.outcomes.values()) meet(`code ${code}`);
}
