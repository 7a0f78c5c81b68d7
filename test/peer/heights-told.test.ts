import { expect, test } from "vitest";
import { HeightsTold } from "../../src/peer/heights-told.ts";

test("the only one who tells is believed, and among several the second highest", () => {
  const told = new HeightsTold();
  expect(told.believed).toBe(0);
  told.tell("a", 500);
  expect(told.believed).toBe(500);
  told.tell("liar", Number.MAX_SAFE_INTEGER);
  expect(told.believed).toBe(500);
  told.tell("b", 501);
  expect(told.believed).toBe(501);
  told.forget("liar");
  expect(told.believed).toBe(500);
});

test("who told of more and brought none of it does not count, until it brings some", () => {
  const told = new HeightsTold();
  told.tell("liar", Number.MAX_SAFE_INTEGER);
  told.brought("liar", false);
  expect(told.believed).toBe(0);
  told.tell("liar", Number.MAX_SAFE_INTEGER);
  expect(told.believed).toBe(0);
  told.brought("liar", true);
  told.tell("liar", 7);
  expect(told.believed).toBe(7);
});
