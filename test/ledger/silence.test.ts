import { expect, test } from "vitest";
import type { HashId } from "../../src/base/id.ts";
import { SILENCE_MS } from "../../src/ledger/turn-up.ts";
import { dueState } from "../../src/state/due-state.ts";
import { DAY, type Said } from "./aid-fixture.ts";
import { MoneyVillage } from "./money-village.ts";

/** Ben says that he paid Ann; nothing else is open. */
function paid() {
  const village = new MoneyVillage({ lapseMs: 300 * DAY });
  const [ann, ben] = village.names;
  village.agreed(ann, 4_000);
  village.monday(1);
  const [transfer] = village.from(ben);
  village.settle(ben);
  village.seal(village.nowMs + DAY, village.say(ben, "pay", { transfer }));
  return { village, transfer, names: village.names, height: village.state.community.must("00").height };
}

/** An event that says nothing on the payment. */
function anything(village: MoneyVillage, member: string, anchored?: number): Said {
  const body = { plan: village.plan, on: true };
  const said: Said = { member: member as never, kind: "leave", body };
  return anchored === undefined ? said : { ...said, anchored };
}

function state(village: MoneyVillage, transfer: HashId): string {
  return dueState(village.transfer(transfer), village.nowMs);
}

test("without a sign of the payee, nothing is confirmed however long it takes", () => {
  const { village, transfer } = paid();
  expect([...village.state.deadlines.records()].map(({ subject }) => subject)).not.toContain(transfer);
  village.seal(village.nowMs + 200 * DAY);
  expect(state(village, transfer)).toBe("paid-unconfirmed");
});

test("the payee's first word that could know of it sets a clock of 14 days, once", () => {
  const { village, transfer, names } = paid();
  village.seal(village.nowMs + 20 * DAY, anything(village, names[0]));
  const sinceMs = village.nowMs;
  expect(village.transfer(transfer).silenceMs).toBe(sinceMs + SILENCE_MS);
  const stay = village.say(names[0], "leave", { plan: village.plan, on: false });
  village.seal(sinceMs + 10 * DAY, stay);
  village.seal(sinceMs + SILENCE_MS - 1);
  expect(state(village, transfer)).toBe("paid-unconfirmed");
  village.seal(sinceMs + SILENCE_MS + DAY);
  expect(state(village, transfer)).toBe("received");
  expect(village.transfer(transfer)).toMatchObject({ settledMs: sinceMs + SILENCE_MS, received: 1_000 });
  expect(village.state.unconfirmed.size).toBe(0);
});

test.each([
  [
    "a word anchored before the seal with the payment",
    (v: MoneyVillage, h: number) => [anything(v, v.names[0], h - 1)],
  ],
  ["a word of anybody else", (v: MoneyVillage) => [anything(v, v.names[2])]],
  ["what a device says by itself", (v: MoneyVillage) => [v.say(v.names[0], "witness", { on: true })]],
  ["a refused word", (v: MoneyVillage) => [v.say(v.names[0], "leave", { plan: v.plan, on: false })]],
])("%s is no turning up", (_what, words) => {
  const { village, transfer, height } = paid();
  village.seal(village.nowMs + DAY, ...words(village, height));
  expect(village.transfer(transfer).silenceMs).toBeNull();
  village.seal(village.nowMs + 40 * DAY);
  expect(state(village, transfer)).toBe("paid-unconfirmed");
});

test("a word anchored at the very seal with the payment is", () => {
  const { village, transfer, names, height } = paid();
  village.seal(village.nowMs + DAY, anything(village, names[0], height));
  expect(village.transfer(transfer).silenceMs).toBe(village.nowMs + SILENCE_MS);
});

test("a receipt for a part ends the silence, and the next `pay` begins another", () => {
  const { village, transfer, names } = paid();
  const [ann, ben] = names;
  village.seal(village.nowMs + DAY, anything(village, ann));
  const firstMs = village.transfer(transfer).silenceMs ?? 0;
  village.seal(village.nowMs + DAY, village.say(ann, "receipt", { transfer, amount: 400 }));
  expect(village.transfer(transfer)).toMatchObject({ paidBy: null, silenceMs: null, received: 400 });
  expect([...village.state.deadlines.records()].map(({ rule }) => rule)).not.toContain("silence");
  village.seal(village.nowMs + DAY, village.say(ben, "pay", { transfer }));
  village.seal(firstMs + DAY);
  expect(state(village, transfer)).toBe("paid-unconfirmed");
  village.seal(village.nowMs + DAY, village.say(ann, "contact", { role: "name", other: ben, on: true }));
  village.seal(village.nowMs + SILENCE_MS);
  expect(village.transfer(transfer)).toMatchObject({ received: 1_000, settledMs: village.nowMs });
});
