import { expect, test } from "vitest";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { DISPUTE_VOTE_MS } from "../../src/events/kinds/dispute.ts";
import { dueState } from "../../src/state/due-state.ts";
import { DAY } from "./aid-fixture.ts";
import { FIRST_MONDAY_MS, GRACE, LAPSE, MoneyVillage } from "./money-village.ts";

/** Ben said on the second day of grace that he paid Ann. */
function paid() {
  const village = new MoneyVillage();
  const [ann, ben] = village.names;
  village.agreed(ann, 4_000);
  village.monday(1);
  const [transfer] = village.from(ben);
  village.settle(ben);
  village.seal(FIRST_MONDAY_MS + DAY);
  village.seal(FIRST_MONDAY_MS + DAY + 1, village.say(ben, "pay", { transfer }));
  return { village, transfer, names: village.names };
}

function disputed() {
  const { village, transfer, names } = paid();
  const [ballot] = village.seal(village.nowMs + DAY, village.say(names[0], "dispute", { transfer }));
  return { village, transfer, names, ballot: ballot as EventId, sinceMs: village.nowMs };
}

function vote(village: MoneyVillage, ballot: EventId, choices: readonly (readonly [MemberId, string])[]) {
  const words = choices.map(([member, choice]) =>
    village.say(member, "vote", { ballot, choice, amount: null }),
  );
  return village.seal(village.nowMs + DAY, ...words).map((event) => village.outcomes.get(event));
}

test("the roll less the two decides within 14 days; until then it is open and no clock runs", () => {
  const { village, transfer, names, ballot } = disputed();
  const [ann, ben, cai, , eve] = names;
  expect(village.state.ballots.must(ballot)).toMatchObject({
    about: "dispute",
    plan: null,
    electors: 4,
    closesMs: village.nowMs + DISPUTE_VOTE_MS,
  });
  expect(dueState(village.transfer(transfer), village.nowMs)).toBe("disputed");
  const codes = vote(village, ballot, [
    [ann, "no"],
    [ben, "yes"],
    [cai, "yes"],
    [eve, "yes"],
  ]);
  expect(codes).toEqual(["not-an-elector", "not-an-elector", null, null]);
  village.seal(FIRST_MONDAY_MS + (GRACE + LAPSE + 1) * DAY);
  expect(dueState(village.transfer(transfer), village.nowMs)).toBe("disputed");
  village.seal(village.nowMs + DISPUTE_VOTE_MS);
  expect(village.transfer(transfer)).toMatchObject({ received: 1_000, disputedBy: null });
  expect(dueState(village.transfer(transfer), village.nowMs)).toBe("received");
});

const OUTCOMES: readonly (readonly [string, readonly string[], boolean])[] = [
  ["more yes than no", ["yes", "yes", "no"], true],
  ["one yes", ["yes"], true],
  ["as many yes as no", ["yes", "no"], false],
  ["more no than yes", ["no", "yes", "no"], false],
  ["abstaining alone", ["abstain", "abstain"], false],
  ["nobody", [], false],
];

test.each(OUTCOMES)("%s decides", (_what, choices, isReceived) => {
  const { village, transfer, names, ballot, sinceMs } = disputed();
  vote(
    village,
    ballot,
    choices.map((choice, index) => [names[2 + index] as MemberId, choice] as const),
  );
  const closesMs = sinceMs + DISPUTE_VOTE_MS;
  village.seal(closesMs);
  const after = village.transfer(transfer);
  expect(after.settledMs).toBe(isReceived ? closesMs : null);
  if (isReceived) return;
  // the clocks stood still from the seal before the `pay`, with four and nine days left
  expect(after).toMatchObject({ paidBy: null, disputedBy: null, received: 0 });
  expect([after.dueMs, after.lapsesMs]).toEqual([
    closesMs + (GRACE - 1) * DAY,
    closesMs + (GRACE + LAPSE - 1) * DAY,
  ]);
  village.seal(after.lapsesMs);
  expect(village.transfer(transfer).voidMs).toBe(after.lapsesMs);
});

test("a receipt meanwhile ends it: of the whole, or of a part with the rest open again", () => {
  const whole = disputed();
  const receipt = (amount: number) =>
    whole.village.say(whole.names[0], "receipt", { transfer: whole.transfer, amount });
  whole.village.seal(whole.village.nowMs + DAY, receipt(1_000));
  expect(whole.village.state.ballots.must(whole.ballot).outcome).toBe("void");
  expect(dueState(whole.village.transfer(whole.transfer), 0)).toBe("received");

  const part = disputed();
  part.village.seal(part.village.nowMs + DAY, receipt(600));
  expect(part.village.state.ballots.must(part.ballot).outcome).toBe("void");
  const open = part.village.transfer(part.transfer);
  expect(open).toMatchObject({ received: 600, paidBy: null, disputedBy: null });
  part.village.seal(open.lapsesMs);
  expect(part.village.owed(part.names[1])).toBe(400);
});

test("silence does not count while it is disputed", () => {
  const { village, transfer, names } = paid();
  const [ann] = names;
  village.seal(village.nowMs + DAY, village.say(ann, "leave", { plan: village.plan, on: true }));
  const silenceMs = village.transfer(transfer).silenceMs ?? 0;
  expect(silenceMs).toBe(village.nowMs + 14 * DAY);
  village.seal(village.nowMs + DAY, village.say(ann, "dispute", { transfer }));
  expect(village.transfer(transfer).silenceMs).toBeNull();
  village.seal(silenceMs);
  expect(dueState(village.transfer(transfer), village.nowMs)).toBe("disputed");
});

test("an accepted contact of the payee may confirm and dispute; theirs is not the payee's turning up", () => {
  const { village, transfer, names } = paid();
  const [ann, , cai, dee] = names;
  const contact = (member: MemberId, role: string, other: MemberId) =>
    village.say(member, "contact", { role, other, on: true });
  expect(village.try(village.say(dee, "dispute", { transfer }))).toBe("not-the-payee");
  village.seal(village.nowMs + 1, contact(dee, "accept", ann));
  expect(village.try(village.say(dee, "receipt", { transfer, amount: 1 }))).toBe("not-the-payee");
  village.seal(village.nowMs + 1, contact(ann, "name", dee), contact(ann, "name", cai));
  // that was Ann herself
  expect(village.transfer(transfer).silenceMs).not.toBeNull();
  expect(village.try(village.say(cai, "dispute", { transfer }))).toBe("not-the-payee");
  expect(village.try(village.say(dee, "dispute", { transfer }))).toBeNull();
  expect(village.try(village.say(dee, "receipt", { transfer, amount: 1_000 }))).toBeNull();
  expect(dueState(village.transfer(transfer), village.nowMs)).toBe("received");
});

test("transfer-unknown, not-the-payee, not-paid, disputed-already, settled-already, transfer-void: no dispute", () => {
  const { village, transfer, names } = paid();
  const [ann, ben, cai] = names;
  const dispute = (member: MemberId, of: string) =>
    village.try(village.say(member, "dispute", { transfer: of }));
  expect(dispute(ann, "00".repeat(32))).toBe("transfer-unknown");
  expect(dispute(ben, transfer)).toBe("not-the-payee");
  expect(dispute(ann, transfer)).toBeNull();
  expect(dispute(ann, transfer)).toBe("disputed-already");
  expect(dispute(ann, village.from(cai)[0])).toBe("settled-already");
  village.seal(village.nowMs + DISPUTE_VOTE_MS);
  expect(dispute(ann, transfer)).toBe("not-paid");
  village.seal(village.transfer(transfer).lapsesMs);
  expect(dispute(ann, transfer)).toBe("transfer-void");
  expect(village.try(village.say(ben, "pay", { transfer }))).toBe("transfer-void");
  expect(village.try(village.say(ann, "receipt", { transfer, amount: 1 }))).toBe("transfer-void");
});
