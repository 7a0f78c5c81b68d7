import { expect, test } from "vitest";
import { digestState } from "../../src/state/digest.ts";
import { copyState, emptyState, TABLE_NAMES } from "../../src/state/state.ts";

test("every table is part of the digest, each in its own place", () => {
  const digests = TABLE_NAMES.map((name) => {
    const state = emptyState();
    state[name].set("00", { same: 1 } as never);
    return digestState(state);
  });
  expect(new Set([digestState(emptyState()), ...digests]).size).toBe(TABLE_NAMES.length + 1);
});

test("a copy changes on its own", () => {
  const state = emptyState();
  const before = digestState(state);
  const copy = copyState(state);
  copy.roots.set("00", { member: "01" });
  expect(digestState(state)).toBe(before);
  expect(digestState(copy)).not.toBe(before);
  copy.roots.delete("00");
  expect(digestState(copy)).toBe(before);
});
