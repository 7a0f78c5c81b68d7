import { expect, test } from "vitest";
import { watchRest } from "../../src/node/give-back-memory.ts";

const MIB = 2 ** 20;
const LOOK_MS = 10_000;

/** A process of which the test says what it takes; collecting leaves `used` of its heap. */
function machine(used: number) {
  const at = { nowMs: 0, cpuMs: 0, heap: 0, used, collected: 0 };
  const look = watchRest({
    nowMs: () => at.nowMs,
    cpuMs: () => at.cpuMs,
    heapBytes: () => at.heap * MIB,
    collect: () => {
      at.collected++;
      at.heap = at.used;
      // longer than what counts as rest
      at.nowMs += LOOK_MS;
      at.cpuMs += LOOK_MS;
    },
  });
  return (cpuMs: number, heap: number): number => {
    at.nowMs += LOOK_MS;
    at.cpuMs += cpuMs;
    at.heap = heap;
    look();
    return at.collected;
  };
}

test("nothing is collected while there is work, and once when it is over", () => {
  const look = machine(40);
  expect([look(9_000, 50), look(1_000, 60)]).toEqual([0, 0]);
  expect([look(999, 60), look(50, 40), look(50, 48)]).toEqual([1, 1, 1]);
});

test("a heap is collected again when it is a fifth larger than it was left, and not before", () => {
  const look = machine(40);
  expect([look(0, 60), look(0, 49), look(0, 48), look(0, 49)]).toEqual([1, 2, 2, 3]);
});

test("work after the first rest is waited out as well", () => {
  const look = machine(40);
  expect([look(0, 60), look(5_000, 300), look(1_000, 300), look(100, 300)]).toEqual([1, 1, 1, 2]);
});

test("what is in use stays, and is not collected over and over", () => {
  const look = machine(300);
  expect([look(0, 400), look(0, 300), look(0, 310), look(0, 359)]).toEqual([1, 1, 1, 1]);
});

test("a heap that Node itself has made smaller is measured by that", () => {
  const look = machine(300);
  expect([look(0, 400), look(0, 100), look(0, 119), look(0, 121)]).toEqual([1, 1, 1, 2]);
});
