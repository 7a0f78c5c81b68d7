import { describe, expect, test } from "vitest";
import { dueState } from "../../src/state/due-state.ts";
import { DAY } from "./aid-fixture.ts";
import { FIRST_MONDAY_MS, GRACE, LAPSE, MoneyVillage } from "./money-village.ts";

const LAPSE_MS = FIRST_MONDAY_MS + (GRACE + LAPSE) * DAY;

describe("a payment that never comes", () => {
  test("is due, then overdue, then void; the payer's place ends, and what was owed is owed to the plan", () => {
    const village = new MoneyVillage();
    const [ann, ben, cai, dee] = village.names;
    village.agreed(ann, 4_000);
    village.monday(1);
    const [key, transfer] = village.from(ben);
    expect(transfer).toMatchObject({ to: ann, amount: 1_000, dueMs: FIRST_MONDAY_MS + GRACE * DAY });
    expect(transfer.lapsesMs).toBe(LAPSE_MS);
    village.settle(ben);
    expect(dueState(village.transfer(key), transfer.dueMs)).toBe("due");
    expect(dueState(village.transfer(key), transfer.dueMs + 1)).toBe("overdue");
    village.seal(LAPSE_MS - 1);
    expect(village.transfer(key).voidMs).toBeNull();
    village.seal(LAPSE_MS + DAY);
    expect(village.transfer(key)).toMatchObject({ voidMs: LAPSE_MS, settledMs: null, received: 0 });
    expect(dueState(village.transfer(key), village.nowMs)).toBe("lapsed");
    expect(village.owed(ben)).toBe(1_000);
    expect(village.state.enrolments.must(village.plan + ben)).toMatchObject({
      leftMs: LAPSE_MS,
      ending: { why: "lapse", by: null },
    });
    expect(village.state.plans.must(village.plan).enrolled).toBe(3);
    expect([cai, dee].map((member) => village.owed(member))).toEqual([0, 0]);
  });

  test("is shared by the others where the terms spread it, by nobody where they cut it", () => {
    const spread = new MoneyVillage();
    const [ann, ben] = spread.names;
    spread.agreed(ann, 4_000);
    spread.monday(1);
    const [key] = spread.from(ben);
    spread.settle(ben);
    spread.monday(3);
    expect(spread.told(3).map((line) => line.replace(/33[34]/, "333"))).toEqual([
      "ann share -333",
      "ann shortfall 1000",
      "cai share -333",
      "dee share -333",
    ]);
    expect(spread.state.shortfalls.must(spread.plan + key)).toMatchObject({
      member: ann,
      amount: 1_000,
      apportioned: 1_000,
      apportionedMs: FIRST_MONDAY_MS + 14 * DAY,
    });
    spread.settle();
    spread.monday(6);
    expect(spread.told(4).concat(spread.told(5), spread.told(6))).toEqual([]);

    const cut = new MoneyVillage({ shortfall: "haircut" });
    cut.agreed(ann, 4_000);
    cut.monday(1);
    cut.settle(ben);
    cut.monday(6);
    expect(cut.owed(ben)).toBe(1_000);
    expect(cut.state.shortfalls.size).toBe(0);
    expect(cut.postings()).toHaveLength(5);
  });

  test("of several plans is charged to each by its part of the dues, the odd unit by plan id", () => {
    const village = new MoneyVillage();
    const [ann, ben, cai, dee] = village.names;
    const other = village.open({ shortfall: "haircut" }, [ann, ben, cai], FIRST_MONDAY_MS - 2 * DAY);
    village.agreed(ann, 4_000);
    village.agreed(ann, 900, other);
    village.monday(1);
    const [key, { amount }] = village.from(ben);
    expect(amount).toBe(1_300);
    // a part was received; 651 of 1,300 stay open
    village.seal(village.nowMs + 1, village.say(ann, "receipt", { transfer: key, amount: 649 }));
    village.settle(ben);
    village.seal(LAPSE_MS);
    // 651 × 1000 ÷ 1300 = 500.77, 651 × 300 ÷ 1300 = 150.23
    expect([village.owed(ben), village.owed(ben, other)]).toEqual([501, 150]);
    expect(village.transfer(key)).toMatchObject({ received: 649, voidMs: LAPSE_MS });
    expect(village.state.shortfalls.get(village.plan + key)).toMatchObject({ member: ann, amount: 501 });
    expect(village.state.shortfalls.has(other + key)).toBe(false);
    expect(village.state.enrolments.must(other + ben).leftMs).toBe(LAPSE_MS);
    expect(village.owed(dee)).toBe(0);
  });

  test("makes good a creditor who is not even in the plan that owes it", () => {
    const village = new MoneyVillage({}, 3);
    const [ann, ben, cai, dee, eve, fay] = village.names;
    const other = village.open({}, [ann, dee, eve, fay], FIRST_MONDAY_MS - 2 * DAY);
    village.agreed(ann, 3_000);
    village.agreed(dee, 8_000, other);
    village.monday(1);
    // Ann is owed 2,000 of the first plan and owes 2,000 to the other: Ben and Cai pay Dee straight
    const paying = village.transfers().filter(([, { from }]) => from === ben || from === cai);
    expect(paying.map(([, { to, amount }]) => [to, amount])).toEqual([
      [dee, 1_000],
      [dee, 1_000],
    ]);
    village.settle(ben);
    village.monday(3);
    expect(village.told(3)).toEqual(["ann share -500", "cai share -500", "dee shortfall 1000"]);
    expect(village.told(3, other)).toEqual([]);
  });

  test("that was said to be paid in the very cut that crosses the deadline is in time", () => {
    const village = new MoneyVillage();
    const [ann, ben] = village.names;
    village.agreed(ann, 4_000);
    village.monday(1);
    const [transfer] = village.from(ben);
    village.settle(ben);
    village.seal(LAPSE_MS - DAY);
    village.seal(LAPSE_MS + 30 * DAY, village.say(ben, "pay", { transfer }));
    expect(village.transfer(transfer)).toMatchObject({ voidMs: null, stoppedMs: LAPSE_MS - DAY });
    expect([...village.state.deadlines.records()].map(({ subject }) => subject)).not.toContain(transfer);
    // Ann says that it was only half: the rest has the day that was left
    village.seal(village.nowMs + DAY, village.say(ann, "receipt", { transfer, amount: 500 }));
    expect(village.transfer(transfer)).toMatchObject({ paidBy: null, lapsesMs: village.nowMs + DAY });
    village.seal(village.nowMs + DAY);
    expect(village.transfer(transfer)).toMatchObject({ voidMs: village.nowMs, received: 500 });
    expect(village.owed(ben)).toBe(500);
  });

  test("at the very end of a period counts in the next", () => {
    const village = new MoneyVillage({ lapseMs: (14 - GRACE) * DAY });
    const [ann, ben] = village.names;
    village.agreed(ann, 4_000);
    village.monday(1);
    const [key] = village.from(ben);
    village.settle(ben);
    village.seal(FIRST_MONDAY_MS + 8 * DAY);
    village.agreed(ann, 3_000);
    village.monday(3);
    village.settle();
    expect(village.state.shortfalls.must(village.plan + key).sinceMs).toBe(FIRST_MONDAY_MS + 14 * DAY);
    expect(village.told(3).join()).not.toContain("shortfall");
    village.monday(4);
    expect(village.told(4)).toContain("ann shortfall 1000");
  });

  test("leaves a claim from before untouched: it is paid, less the debt", () => {
    const village = new MoneyVillage();
    const [ann, ben] = village.names;
    village.agreed(ann, 4_000);
    village.monday(1);
    village.settle(ben);
    village.seal(LAPSE_MS - DAY);
    const claim = village.agreed(ben, 6_000);
    village.monday(3);
    expect(village.claim(claim)).toMatchObject({ status: "apportioned", apportioned: 6_000 });
    // 6,000 of aid and 1,000 for Ann, of which 1,000 are Ben's own; Ben lapsed after the claim, and shares it still
    expect(village.told(3)).toContain("ben arrears -1000");
    expect(village.told(3)).toContain("ben aid 6000");
    expect(village.told(3)).toContain("ann shortfall 1000");
    expect(village.owed(ben)).toBe(0);
    const sum = village.lines(3).reduce((total, [, , amount]) => total + amount, 0);
    expect(sum).toBe(0);
  });

  test("does nothing to who has left the plan by then but owe", () => {
    const village = new MoneyVillage();
    const [ann, ben] = village.names;
    village.agreed(ann, 4_000);
    village.seal(village.nowMs + 1, village.say(ben, "leave", { plan: village.plan, on: true }));
    village.monday(1);
    village.settle(ben);
    village.seal(LAPSE_MS);
    expect(village.owed(ben)).toBe(1_000);
    expect(village.state.enrolments.must(village.plan + ben)).toMatchObject({ leftMs: FIRST_MONDAY_MS });
    expect(village.state.plans.must(village.plan).enrolled).toBe(3);
  });
});
