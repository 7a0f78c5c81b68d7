import { describe, expect, test } from "vitest";
import {
  FORMER_KEY_MS,
  type HomeKeys,
  keyHashOf,
  orderKeys,
  WAITING_KEYS_MAX,
} from "../../src/node/order-keys.ts";
import { fc } from "../property.ts";

const key = (n: number) => n.toString(16).padStart(64, "0");
const [FIRST, ONE, TWO] = [key(1), key(2), key(3)];
const NONE = { passed: [], voting: [], failed: [] };
const passed = (...keys: readonly string[]) => ({ ...NONE, passed: keys.map(keyHashOf) });
const begun: HomeKeys = { networkKey: FIRST, formerNetworkKeys: [], waitingNetworkKeys: [] };
const waits = (...keys: readonly string[]): HomeKeys => ({
  ...begun,
  waitingNetworkKeys: keys.map((each) => ({ key: each, sinceMs: 0 })),
});

describe("a home's network keys", () => {
  test("stay as they are until something is decided", () => {
    expect(orderKeys(begun, NONE, 5)).toEqual(begun);
    expect(orderKeys(waits(ONE), NONE, 5)).toEqual(waits(ONE));
    expect(orderKeys(waits(ONE), { ...NONE, failed: [keyHashOf(ONE)] }, 5)).toEqual(begun);
  });

  test("the newest that passed and is here is in force; the one before is answered for its time", () => {
    const ordered = orderKeys(waits(ONE), passed(TWO, ONE), 7);
    expect(ordered).toEqual({
      networkKey: ONE,
      formerNetworkKeys: [{ key: FIRST, untilMs: 7 + FORMER_KEY_MS }],
      waitingNetworkKeys: [],
    });
    expect(orderKeys(ordered, passed(TWO, ONE), 6 + FORMER_KEY_MS)).toEqual(ordered);
    expect(orderKeys(ordered, passed(TWO, ONE), 7 + FORMER_KEY_MS).formerNetworkKeys).toEqual([]);
  });

  test("one that passed, and that another followed, is a former one at once", () => {
    const ordered = orderKeys(waits(TWO, ONE), passed(TWO, ONE), 7);
    expect(ordered.networkKey).toBe(TWO);
    expect(ordered.formerNetworkKeys.map((each) => each.key)).toEqual([FIRST, ONE]);
  });

  test("with less known than before nothing is lost, and all is in order again once it is", () => {
    const known = orderKeys(waits(TWO, ONE), passed(TWO, ONE), 7);
    const forgetful = orderKeys(orderKeys(known, NONE, 8), passed(ONE), 9);
    expect(forgetful.networkKey).toBe(ONE);
    expect(orderKeys(forgetful, passed(TWO, ONE), 10).networkKey).toBe(TWO);
  });

  test("what nobody decides goes in time, or when there is too much of it; what is voted on stays", () => {
    const many = waits(...Array.from({ length: WAITING_KEYS_MAX + 3 }, (_, i) => key(100 + i)));
    const last = key(100 + WAITING_KEYS_MAX + 2);
    const kept = orderKeys(many, { ...NONE, voting: [keyHashOf(last)] }, 1).waitingNetworkKeys;
    expect(kept.length).toBe(WAITING_KEYS_MAX + 1);
    expect(kept.at(-1)?.key).toBe(last);
    const voting = { ...NONE, voting: [keyHashOf(ONE)] };
    expect(orderKeys(waits(TWO, ONE), voting, FORMER_KEY_MS)).toEqual(waits(ONE));
  });

  test("whatever is decided in whatever order: the key in force is held, is the newest known, and nothing stands twice", () => {
    const step = fc.record({
      waiting: fc.uniqueArray(fc.integer({ min: 2, max: 9 }), { maxLength: 3 }),
      passed: fc.uniqueArray(fc.integer({ min: 2, max: 9 }), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        let keys = begun;
        let nowMs = 0;
        for (const { waiting, passed: decided } of steps) {
          nowMs += 1_000;
          const held = [keys.networkKey, ...keys.formerNetworkKeys.map((each) => each.key)];
          const more = waiting.map(key).filter((each) => !held.includes(each));
          keys = orderKeys(
            { ...keys, waitingNetworkKeys: more.map((each) => ({ key: each, sinceMs: nowMs })) },
            passed(...decided.map(key)),
            nowMs,
          );
          const all = [keys.networkKey, ...keys.formerNetworkKeys, ...keys.waitingNetworkKeys].map((each) =>
            typeof each === "string" ? each : each.key,
          );
          expect(new Set(all).size).toBe(all.length);
          expect(all).toContain(FIRST);
          const newest = decided.map(key).find((each) => all.includes(each));
          if (newest !== undefined) expect(keys.networkKey).toBe(newest);
        }
      }),
    );
  });
});
