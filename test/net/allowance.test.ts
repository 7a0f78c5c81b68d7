import { expect, test } from "vitest";
import { Allowance, Allowances } from "../../src/net/allowance.ts";

test("so much at once, so much per minute, and what is taken beyond it is waited for", () => {
  let now = 0;
  const allowance = new Allowance(60, () => now, 10);
  allowance.take(10);
  expect(allowance.isWithin).toBe(true);
  allowance.take(5);
  expect(allowance.owedMs()).toBe(5_000);
  now = 4_999;
  expect(allowance.isWithin).toBe(false);
  now = 5_000;
  expect(allowance.isWithin).toBe(true);
  // a quiet hour saves up one burst and no more
  now = 3_600_000;
  allowance.take(11);
  expect(allowance.owedMs()).toBe(1_000);
  allowance.grant(100);
  allowance.take(11);
  expect(allowance.owedMs()).toBe(1_000);
});

test("names are remembered up to a number, and each has its own", () => {
  const allowances = new Allowances(10, () => 0);
  allowances.of("a").take(20);
  expect(allowances.of("a").isWithin).toBe(false);
  expect(allowances.of("b").isWithin).toBe(true);
  for (let i = 0; i < 1_000; i++) allowances.of(`other ${i}`);
  expect(allowances.of("a").isWithin).toBe(true);
});
