import { describe, expect, test } from "vitest";
import type { MemberId } from "../../src/base/id.ts";
import { callArrears } from "../../src/ledger/call-arrears.ts";
import { divideAid } from "../../src/ledger/divide-aid.ts";
import { apportionmentOf } from "../../src/ledger/explain-share.ts";
import { statement } from "../../src/ledger/statement.ts";
import { money } from "../../src/money/money.ts";
import { DAY, id } from "./aid-fixture.ts";
import { FIRST_MONDAY_MS, GRACE, LAPSE, MoneyVillage } from "./money-village.ts";

const LAPSE_MS = FIRST_MONDAY_MS + (GRACE + LAPSE) * DAY;

/** Ben owes the plan 1,000 that he never paid; nobody makes it good. */
function indebted(terms: ConstructorParameters<typeof MoneyVillage>[0] = {}) {
  const village = new MoneyVillage({ shortfall: "haircut", ...terms });
  const [ann, ben] = village.names;
  village.agreed(ann, 4_000);
  village.monday(1);
  village.settle(ben);
  village.seal(LAPSE_MS + 1);
  expect(village.owed(ben)).toBe(1_000);
  return { village, names: village.names };
}

describe("what was never paid is called", () => {
  test("from who is enrolled again, with the first aid that is due: the others share so much less", () => {
    const { village, names } = indebted();
    const [ann, ben] = names;
    village.seal(village.nowMs + 1, village.say(ben, "enrol", { plan: village.plan, tier: 0 }));
    village.monday(3);
    // nothing was due in that week, so nothing was called
    expect(village.owed(ben)).toBe(1_000);
    village.agreed(ann, 5_000);
    village.monday(4);
    expect(village.told(4)).toEqual([
      "ann aid 5000",
      "ann share -1000",
      "ben arrears -1000",
      "ben share -1000",
      "cai share -1000",
      "dee share -1000",
    ]);
    expect(village.owed(ben)).toBe(0);
    expect(village.from(ben)[1].amount).toBe(2_000);
    const called = statement(village.state, ben).plans[0]?.periods.at(-1);
    expect(called).toMatchObject({ share: { amount: 1_000 }, arrears: { amount: 1_000 } });
  });

  test("never more than there is to be paid; the rest stays owed", () => {
    const { village, names } = indebted();
    const [ann, ben] = names;
    village.seal(village.nowMs + 1, village.say(ben, "enrol", { plan: village.plan, tier: 0 }));
    village.agreed(ann, 700);
    village.monday(3);
    expect(village.told(3)).toEqual(["ann aid 700", "ben arrears -700"]);
    expect(village.owed(ben)).toBe(300);
  });

  test("of who is not back only from aid of their own", () => {
    const { village, names } = indebted();
    const [ann] = names;
    village.agreed(ann, 3_000);
    village.monday(3);
    expect(village.told(3)).toEqual([
      "ann aid 3000",
      "ann share -1000",
      "cai share -1000",
      "dee share -1000",
    ]);
  });

  test("an enrolment in the very cut that ends the period is not back yet", () => {
    const { village, names } = indebted();
    const [ann, ben] = names;
    village.agreed(ann, 3_000);
    const enrol = village.say(ben, "enrol", { plan: village.plan, tier: 0 });
    village.seal(FIRST_MONDAY_MS + 14 * DAY, enrol);
    expect(village.told(3)).toHaveLength(4);
    expect(village.owed(ben)).toBe(1_000);
  });

  test("and unpaid again, it is owed again, once", () => {
    const { village, names } = indebted();
    const [ann, ben] = names;
    village.seal(village.nowMs + 1, village.say(ben, "enrol", { plan: village.plan, tier: 0 }));
    village.agreed(ann, 700);
    village.monday(3);
    expect(village.owed(ben)).toBe(300);
    village.seal(village.nowMs + (GRACE + LAPSE) * DAY);
    expect(village.owed(ben)).toBe(1_000);
  });

  test("explains itself from the state after the seal", () => {
    const { village, names } = indebted({ shortfall: "spread" });
    const [ann, ben] = names;
    village.seal(village.nowMs + 1, village.say(ben, "enrol", { plan: village.plan, tier: 0 }));
    village.agreed(ann, 5_000);
    village.seal(FIRST_MONDAY_MS + 28 * DAY);
    for (const posting of village.postings().filter(({ what }) => what === "share")) {
      const again = apportionmentOf(village.stateAt(posting.height) ?? village.state, posting);
      const place = again.sharers.findIndex(({ member }) => member === posting.member);
      expect(again.shares[place]).toBe(-posting.amount);
    }
  });
});

test("calls go by member id, each claimant's from their own aid here", () => {
  const [ann, ben, cai] = ["ann", "ben", "cai"].map((name) => id(name) as MemberId) as [
    MemberId,
    MemberId,
    MemberId,
  ];
  const cases = [{ claim: id("claim"), member: ben }];
  const owing = [
    { member: ann, amount: money(400), isBack: true },
    { member: ben, amount: money(900), isBack: true },
    { member: cai, amount: money(500), isBack: false },
  ];
  expect(callArrears(cases, [money(1_000)], owing)).toEqual([400, 600, 0]);
  expect(callArrears(cases, [money(700)], owing.slice(1))).toEqual([700, 0]);
  expect(callArrears(cases, [money(300)], owing)).toEqual([300, 0, 0]);
  const two = [...cases, { claim: id("another's"), member: cai }];
  expect(callArrears(two, [money(300), money(1_000)], owing)).toEqual([400, 300, 500]);
  expect(callArrears([{ claim: null, member: cai }], [money(900)], owing)).toEqual([400, 500, 0]);
});

test("where the ceilings hold back, cases and what is made good are cut alike to ceilings and what is called", () => {
  const cases = [
    { claim: id("claim"), transfer: null, aid: money(600), beganMs: 0 },
    { claim: null, transfer: id("transfer") as never, aid: money(300), beganMs: 0 },
  ].map((each) => ({ ...each, member: id("ann") as MemberId, got: money(0) }));
  const owing = [{ member: id("ben") as MemberId, amount: money(150), isBack: true }];
  const sharers = [1, 2, 3].map(() => ({ weight: 1, ceiling: money(50), leftMs: null }));
  const divided = divideAid({ cases, owing, sharers, perCase: money(1), start: () => 0 });
  // perCase cuts the claim to 3, and what is made good not at all: 303 wanted, of which 150 are called
  expect(divided.called).toEqual([150]);
  expect(divided.cases.map(({ capped }) => capped)).toEqual([3, 300]);
  expect(divided.cases.map(({ paid }) => paid)).toEqual([3, 297]);
  expect(divided.shares).toEqual([50, 50, 50]);
});
