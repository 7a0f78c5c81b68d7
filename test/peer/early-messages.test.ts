import { expect, test } from "vitest";
import { EARLY_MESSAGES_MAX, EARLY_REPORTS_MAX, EarlyMessages } from "../../src/peer/early-messages.ts";
import { SteadyClock } from "../../src/peer/steady-clock.ts";
import { deviceKey, reportOf, said, sealId } from "../seal/samples.ts";

const vote = (name: string, round = 0, height = 3) =>
  said(deviceKey(name), round, { step: "prevote", value: sealId("v") }, { height });

test("of each device one message per step waits, and no more than there is room for", () => {
  const early = new EarlyMessages();
  for (let round = 0; round < 10; round++) early.keep(vote("a", round));
  expect(early.size).toBe(1);
  for (let i = 0; i < 2 * EARLY_REPORTS_MAX; i++)
    early.keep(said(deviceKey(`${i}`), 0, { step: "report", report: reportOf({}) }, { height: 3 }));
  expect(early.size).toBe(1 + EARLY_REPORTS_MAX);
  for (let i = 0; i < 2 * EARLY_MESSAGES_MAX; i++) early.keep(vote(`${i}`));
  expect(early.size).toBe(EARLY_MESSAGES_MAX);
  expect(early.take(3)).toHaveLength(EARLY_MESSAGES_MAX);
  expect(early.take(3)).toEqual([]);
});

test("what was kept on disk waits for its height, however many come before it", () => {
  const early = new EarlyMessages();
  const kept = [vote("a", 0, 5), vote("b", 1, 5)];
  early.restore([vote("c", 0, 2), ...kept]);
  expect(early.take(3)).toEqual([]);
  early.keep(vote("d", 0, 4));
  expect(early.take(4)).toEqual([vote("d", 0, 4)]);
  expect(early.take(5)).toEqual(kept);
  expect(early.take(5)).toEqual([]);
});

test("waiting goes on when a clock is set back, and never takes time back", () => {
  const clock = new SteadyClock();
  const week = 7 * 86_400_000;
  expect([week, week + 5, 0, 1, 20].map((nowMs) => clock.at(nowMs))).toEqual([
    week,
    week + 5,
    week + 5,
    week + 6,
    week + 25,
  ]);
});
