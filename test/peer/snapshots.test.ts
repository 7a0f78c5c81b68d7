import { expect, test } from "vitest";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { SNAPSHOTS_LATEST_MAX, SNAPSHOTS_MONTHLY_MAX, Snapshots } from "../../src/peer/snapshots.ts";
import { emptyState, ONLY } from "../../src/state/state.ts";
import { EMPTY_TRIE } from "../../src/state/trie.ts";

const DAY_MS = 86_400_000;

function ledgerAt(height: number, throughMs: number): Ledger {
  const state = emptyState();
  state.community.set(ONLY, { height, throughMs } as never);
  return { state, heads: EMPTY_TRIE };
}

/** One seal a day. */
function daily(snapshots: Snapshots, from: number, to: number): void {
  for (let height = from; height <= to; height++) snapshots.add(ledgerAt(height, height * DAY_MS));
}

test("kept are those of the last seals and of the first seal of each month", () => {
  const snapshots = new Snapshots();
  daily(snapshots, 1, 100);
  expect(SNAPSHOTS_LATEST_MAX).toBe(3);
  expect(snapshots.heights()).toEqual([1, 30, 60, 90, 98, 99, 100]);
  expect(snapshots.take(50)).toBeUndefined();
});

test("there are never more than so many, however long it goes on", () => {
  const snapshots = new Snapshots();
  daily(snapshots, 1, 30 * 60);
  expect(snapshots.heights()).toHaveLength(SNAPSHOTS_MONTHLY_MAX + SNAPSHOTS_LATEST_MAX - 1);
  expect(snapshots.heights()[0]).toBe(30 * 37);
});

test("one that is being fetched is kept while seals go on, and makes room for the next ones", () => {
  const snapshots = new Snapshots();
  daily(snapshots, 1, 20);
  const asked = snapshots.take(18);
  daily(snapshots, 21, 29);
  expect(snapshots.take(18)).toBe(asked);
  expect(snapshots.heights()).toEqual([1, 18, 27, 28, 29]);
  snapshots.take(28);
  snapshots.take(29);
  expect(snapshots.take(18)).toBeUndefined();
});
