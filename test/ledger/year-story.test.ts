import { expect, test } from "vitest";
import type { MemberId, PlanId } from "../../src/base/id.ts";
import { termsHash } from "../../src/events/terms.ts";
import { money, sumMoney } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { DAY, TERMS } from "./aid-fixture.ts";
import { countAt, dayOf2026, on, YearVillage } from "./year-village.ts";

const HEALTH: Terms = {
  ...TERMS,
  title: "Serious illness",
  jury: 100,
  waitingMs: 30 * DAY,
  noticeMs: 8 * DAY,
};
const ACCIDENT: Terms = { ...TERMS, title: "Accident", category: "accident", jury: 100, voteMs: 6 * DAY };
const FUNERAL: Terms = { ...TERMS, title: "Funeral", category: "funeral", jury: 100, runOffMs: 30 * DAY };

/** Members by their number, from the first to before the last. */
function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** A plan whose first member proposes it, and which the others adopt in the tiers by turns. */
function open(village: YearVillage, terms: Terms, numbers: readonly number[], atMs: number): PlanId {
  const proposer = village.member(numbers[0] ?? 0);
  const plan = village.tell(atMs, proposer, "propose", { terms, tier: null });
  for (const number of numbers)
    village.say(village.member(number), "adopt", { plan, tier: number % 2, termsHash: termsHash(terms) });
  village.seal(atMs + DAY);
  return plan;
}

test("a year of two hundred people, three plans and sixty claims", () => {
  const village = new YearVillage(200);
  const { community } = village;
  const m = (number: number): MemberId => village.member(number);

  // January: 120 people plan for serious illness, 80 for accidents, 80 for funerals; many are in two.
  const health = open(village, HEALTH, range(0, 120), on(1, 3));
  const accident = open(village, ACCIDENT, range(60, 140), on(1, 5));
  const funeral = open(village, FUNERAL, range(120, 200), on(1, 7));
  expect(community.state.plans.must(health)).toMatchObject({ status: "open", enrolled: 120 });

  // Somebody old names a neighbour who may speak for them, and the neighbour agrees.
  village.say(m(150), "contact", { role: "name", other: m(151), on: true });
  village.say(m(151), "contact", { role: "accept", other: m(150), on: true });
  // Member 61 trusts member 62 with their votes.
  village.say(m(61), "delegate", { to: m(62) });
  village.seal(on(1, 12));

  // From June member 77 pays nothing more, and from May member 131, who will come back.
  village.defaulters.set(m(77), on(6, 1));
  village.defaulters.set(m(131), on(5, 1));

  // Week by week people fall ill, have accidents, and die. Every second week claims come in.
  const stories = weeks();
  for (const { week, atMs } of stories) {
    special(village, { week, atMs, health, accident, funeral });
    if (week % 2 === 0 && week <= LAST_CLAIMS) fileSome(village, week, atMs, { health, accident, funeral });
    else village.seal(atMs);
    // a seal in the middle of the week: juries are drawn, evidence is put before them
    village.seal(atMs + 3 * DAY);
  }
  expect(community.state.claims.size).toBeGreaterThanOrEqual(60);

  // Every claim came to its end, by juries of 21 in the large plan.
  expect(
    ["filed", "drawn", "voting", "appealed"].map((each) => countAt(village, health, each as "filed")),
  ).toEqual([0, 0, 0, 0]);
  const { appealed, death } = village.remembered;
  expect(village.claim(appealed).status).toBe("apportioned");
  expect(village.claim(appealed).appeal).not.toBeNull();
  expect(village.claim(death)).toMatchObject({ member: m(150), filer: m(151), status: "apportioned" });

  // The two who did not pay lost their cover; one came back, and their old dues were called.
  expect(village.transfersOf(m(77)).some(({ voidMs }) => voidMs !== null)).toBe(true);
  expect(community.state.arrears.get(accident + m(77))?.amount ?? 0).toBeGreaterThan(0);
  expect(community.postings().some(({ member, what }) => member === m(131) && what === "arrears")).toBe(true);

  // The accident plan has new terms, and one member fewer by vote; the funeral plan is dissolved and has ended.
  expect(community.state.plans.must(accident).version).toBe(1);
  expect(community.state.enrolments.must(accident + m(99)).ending?.why).toBe("expel");
  expect(community.state.plans.must(funeral).status).toBe("ended");

  // Every period of every plan sums to zero.
  const sums = new Map<string, number>();
  for (const { plan, periodEndMs, amount } of community.postings()) {
    const key = `${plan}/${periodEndMs}`;
    sums.set(key, (sums.get(key) ?? 0) + amount);
  }
  expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
  expect(sumMoney(community.postings().map(({ amount }) => amount))).toBe(money(0));

  // What each member's year came to.
  const told = process.env["HUZHU_STORY"] === "1" ? range(0, 200) : [0, 62, 77, 131, 151];
  for (const number of told)
    process.stdout.write(`${[`member ${number}`, ...village.lines(m(number))].join("\n")}\n`);
});

/** Of the weeks with new claims: so that every one of them comes to its end. */
const LAST_CLAIMS = 44;

interface Week {
  readonly week: number;
  readonly atMs: number;
}

function weeks(): readonly Week[] {
  return range(5, 51).map((week) => ({ week, atMs: on(1, 1) + week * 7 * DAY }));
}

interface Plans {
  readonly health: PlanId;
  readonly accident: PlanId;
  readonly funeral: PlanId;
}

/** One illness, two accidents and now and then a death, each of somebody else. */
function fileSome(village: YearVillage, week: number, atMs: number, plans: Plans): void {
  const turn = (week - 6) / 2;
  const incidentDay = dayOf2026(1, 1) + week * 7 - 3;
  const file = (number: number, plan: PlanId, amount: number) => {
    const member = village.member(number);
    if (village.community.state.enrolments.get(plan + member)?.leftMs !== null) return;
    village.say(member, "claim", { plan, incidentDay, amount, for: null });
  };
  file(turn, plans.health, 90_000 + turn * 1_000);
  file(80 + turn, plans.accident, 20_000 + turn * 700);
  file(104 + turn, plans.accident, 33_333);
  if (turn % 3 === 0 && turn < 15) file(160 + turn, plans.funeral, 50_000);
  village.seal(atMs);
}

/** What happens once in this year. */
function special(village: YearVillage, { week, atMs, health, accident, funeral }: Week & Plans): void {
  const m = (number: number) => village.member(number);
  const incidentDay = dayOf2026(1, 1) + week * 7 - 4;
  switch (week) {
    case 11: {
      // The jury does not believe member 30, who asks the others.
      const claim = village.tell(atMs - DAY, m(30), "claim", {
        plan: health,
        incidentDay,
        amount: 120_000,
        for: null,
      });
      village.doubted.add(claim);
      village.remember({ appealed: claim });
      break;
    }
    case 31: {
      // Member 150 has died; the contact claims.
      const claim = village.tell(atMs - DAY, m(151), "claim", {
        plan: funeral,
        incidentDay,
        amount: 80_000,
        for: m(150),
      });
      village.remember({ death: claim });
      break;
    }
    case 27: {
      // The accident plan would rather have half the benefit.
      const tiers = ACCIDENT.tiers.map((tier) => ({ ...tier, benefit: money(tier.benefit / 2) }));
      village.move(atMs - DAY, m(60), { kind: "amend", plan: accident, terms: { ...ACCIDENT, tiers } });
      break;
    }
    case 29:
      village.move(atMs - DAY, m(60), { kind: "expel", plan: accident, member: m(99) });
      break;
    case 33:
      // Member 131 comes back to the accident plan, and pays from now on.
      village.defaulters.delete(m(131));
      village.tell(atMs - DAY, m(131), "enrol", { plan: accident, tier: 0 });
      break;
    case 39:
      village.move(atMs - DAY, m(121), { kind: "end", plan: funeral });
      break;
  }
  village.appealWhereDoubted(atMs - DAY / 2);
}
