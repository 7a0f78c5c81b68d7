import { expect, test } from "vitest";
import {
  FLOOD_POINTS,
  FRUITLESS_GOSSIP_PER_MINUTE,
  PeerBudgets,
  SIGNATURE_CHECKS_PER_MINUTE,
} from "../../src/node/peer-budgets.ts";

/** Points for so many messages of one peer, all at once. */
function points(
  budgets: PeerBudgets,
  peer: string,
  count: number,
  verdict: "accept" | "ignore",
  isOthers = false,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++)
    sum += budgets.gossiped(peer, budgets.mayGossip(peer) ? verdict : null, () => isOthers);
  return sum;
}

test("what others said costs whoever passes it on nothing: it may have been known here by sync, or be beyond a limit only here", () => {
  const budgets = new PeerBudgets({}, () => 0);
  expect(points(budgets, "honest", 4 * FRUITLESS_GOSSIP_PER_MINUTE - 1, "ignore", true)).toBe(0);
  expect(budgets.mayGossip("honest")).toBe(true);
});

test("gossip of no use is first not looked at any more, then costs points; others notice nothing", () => {
  let now = 0;
  const budgets = new PeerBudgets({}, () => now);
  expect(points(budgets, "bad", 2 * FRUITLESS_GOSSIP_PER_MINUTE, "ignore")).toBe(0);
  expect(budgets.mayGossip("bad")).toBe(false);
  expect(budgets.mayGossip("good")).toBe(true);
  expect(points(budgets, "bad", 2 * FRUITLESS_GOSSIP_PER_MINUTE, "ignore")).toBe(2 * FLOOD_POINTS);
  now = 60_000;
  expect(budgets.mayGossip("bad")).toBe(true);
});

test("what is new and good costs nobody points, however much an honest neighbour passes on", () => {
  const budgets = new PeerBudgets({}, () => 0);
  expect(points(budgets, "honest", SIGNATURE_CHECKS_PER_MINUTE + 1, "accept")).toBe(0);
  // signatures are checked for so many; the rest comes by sync
  expect(budgets.mayGossip("honest")).toBe(false);
});

test("who asks more than its share is answered later, and nobody else is", async () => {
  let now = 0;
  const budgets = new PeerBudgets({ questions: 60 }, () => now);
  const greedy = { peer: "p", device: "greedy", member: true };
  for (let i = 0; i < 60; i++) await budgets.question(greedy);
  let isAnswered = false;
  const later = budgets.question(greedy).then(() => {
    isAnswered = true;
  });
  await budgets.question({ ...greedy, device: "modest" });
  expect(isAnswered).toBe(false);
  now = 1_000;
  await later;
});
