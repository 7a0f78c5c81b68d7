import { expect, test } from "vitest";
import type { CommunityId, EventId, MemberId } from "../../src/base/id.ts";
import { DISPUTE_VOTE_MS } from "../../src/events/kinds/dispute.ts";
import { refound } from "../../src/ledger/refound.ts";
import { charterOf } from "../../src/state/state.ts";
import { EMPTY_TRIE } from "../../src/state/trie.ts";
import { DAY, deviceOf, id } from "./aid-fixture.ts";
import { FIRST_MONDAY_MS, MoneyVillage } from "./money-village.ts";

/** Ben disputes with Ann, Cai has paid her and waits, Dee owes the plan; then these begin anew. */
function begun(roll: (names: MoneyVillage["names"]) => readonly MemberId[]) {
  const village = new MoneyVillage();
  const [ann, ben, cai, dee] = village.names;
  village.agreed(ann, 4_000);
  village.monday(1);
  const [disputed, waiting, lapsing] = [ben, cai, dee].map((member) => village.from(member)[0]) as [
    never,
    never,
    never,
  ];
  const pays = [
    village.say(ben, "pay", { transfer: disputed }),
    village.say(cai, "pay", { transfer: waiting }),
  ];
  village.seal(village.nowMs + DAY, ...pays);
  village.seal(FIRST_MONDAY_MS + 11 * DAY);
  const [ballot] = village.seal(village.nowMs + 1, village.say(ann, "dispute", { transfer: disputed }));
  const { state } = village;
  const founder = { member: ann, device: deviceOf(ann, 9), boxKey: "ab".repeat(32) };
  const community = id("anew") as string as CommunityId;
  const made = refound(state, { community, charter: charterOf(state), founder, roll: roll(village.names) });
  if (!made.ok) throw new Error(made.error);
  village.ledgers.push({ state: made.value, heads: EMPTY_TRIE });
  village.isAnchored = false;
  return { village, disputed, waiting, lapsing, ballot: ballot as EventId, names: village.names };
}

test("debts to and by a plan come along, and what waits for an answer still does", () => {
  const { village, disputed, waiting, lapsing, ballot, names } = begun((all) => all.slice(0, 4));
  const [ann, ben, cai, dee] = names;
  expect(village.owed(dee)).toBe(1_000);
  expect(village.state.shortfalls.get(village.plan + lapsing)).toMatchObject({ member: ann, amount: 1_000 });
  expect(village.state.unconfirmed.has(ann + waiting)).toBe(true);
  expect(village.state.ballots.must(ballot)).toMatchObject({ about: "dispute", electors: 2, outcome: null });
  village.monday(3);
  expect(village.told(3)).toContain("ann shortfall 1000");
  // nobody votes: it was not received, and the clock runs on
  village.seal(village.nowMs + DISPUTE_VOTE_MS);
  const open = village.transfer(disputed);
  expect(open.paidBy).toBeNull();
  village.seal(open.lapsesMs);
  expect(village.owed(ben)).toBeGreaterThanOrEqual(1_000);
  // Ann was there when she disputed: her silence on the other payment went on counting
  expect(village.transfer(waiting)).toMatchObject({ from: cai, voidMs: null, received: 1_000 });
});

test("of who stays behind nothing is owed or owing, and nobody decides on it", () => {
  const { village, disputed, waiting, lapsing, ballot, names } = begun(([ann, , cai, , eve]) => [
    ann,
    cai,
    eve,
  ]);
  const [, ben, , dee] = names;
  expect(village.state.transfers.has(disputed)).toBe(false);
  expect(village.state.ballots.has(ballot)).toBe(false);
  expect([village.owed(ben), village.owed(dee)]).toEqual([0, 0]);
  // the plan made that good to Ann before she left
  expect(village.state.shortfalls.has(village.plan + lapsing)).toBe(true);
  expect(village.state.transfers.has(waiting)).toBe(true);
  village.seal(village.nowMs + 100 * DAY);
  const { state } = village;
  for (const { subject } of state.deadlines.records())
    expect(state.transfers.has(subject) || state.plans.has(subject)).toBe(true);
});
