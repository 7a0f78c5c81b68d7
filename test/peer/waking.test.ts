import { expect, test } from "vitest";
import { ASLEEP_MS, Waking } from "../../src/peer/waking.ts";

const LISTEN_MS = 60_000;

test("who was not looked at for more than an hour listens first", () => {
  const waking = new Waking(LISTEN_MS);
  waking.look(0, false);
  expect(waking.isAwake).toBe(true);
  waking.look(ASLEEP_MS, false);
  expect(waking.isAwake).toBe(true);
  const wokeMs = 2 * ASLEEP_MS + 1;
  waking.look(wokeMs, false);
  expect(waking.isAwake).toBe(false);
  waking.look(wokeMs + LISTEN_MS - 1, false);
  expect(waking.isAwake).toBe(false);
  waking.look(wokeMs + LISTEN_MS, false);
  expect(waking.isAwake).toBe(true);
});

test("so does who was restarted, once", () => {
  const waking = new Waking(LISTEN_MS);
  waking.look(5, true);
  expect(waking.isAwake).toBe(false);
  waking.look(5 + LISTEN_MS, true);
  expect(waking.isAwake).toBe(true);
});
