import { describe, expect, test } from "vitest";
import { CLOCK_ALONE_MS_MAX, CLOCK_OFF_MS_MAX, ClockGuard } from "../../src/peer/clock-guard.ts";

const NOW = Date.UTC(2026, 0, 1);
const YEAR = 365 * 86_400_000;

function guardAt(nowMs: number, theirs: readonly number[]): ClockGuard {
  const guard = new ClockGuard();
  guard.look(nowMs);
  for (const [i, ms] of theirs.entries()) {
    guard.peerUp(`peer ${i}`);
    guard.heard(`peer ${i}`, ms);
  }
  return guard;
}

describe("a clock beside others", () => {
  test("is believed up to ten minutes off the middle of them, and no further", () => {
    const theirs = [NOW - YEAR, NOW, NOW + YEAR];
    expect(guardAt(NOW + CLOCK_OFF_MS_MAX, theirs).doubt(NOW)).toBeNull();
    expect(guardAt(NOW + CLOCK_OFF_MS_MAX + 1, theirs).doubt(NOW)).toEqual({
      reason: "off",
      byMs: CLOCK_OFF_MS_MAX + 1,
    });
    expect(guardAt(NOW - CLOCK_OFF_MS_MAX - 1, theirs).doubt(NOW)?.reason).toBe("off");
  });

  test("one that lies beside one that agrees does not silence it; two do, and one alone", () => {
    for (const lie of [0, NOW + YEAR]) {
      expect(guardAt(NOW, [NOW, lie]).doubt(NOW)).toBeNull();
      expect(guardAt(NOW, [lie, NOW, NOW, lie]).doubt(NOW)).toBeNull();
      expect(guardAt(NOW, [lie, NOW, lie]).doubt(NOW)?.reason).toBe("off");
      expect(guardAt(NOW, [lie]).doubt(NOW)?.reason).toBe("off");
    }
  });

  test("is believed beside them however long the last seal is ago", () => {
    expect(guardAt(NOW + YEAR, [NOW + YEAR]).doubt(NOW)).toBeNull();
  });

  test("after a jump it is compared anew before it is believed", () => {
    const guard = guardAt(NOW, [NOW, NOW]);
    guard.look(NOW + YEAR);
    expect(guard.doubt(NOW)).toEqual({ reason: "asking" });
    guard.heard("peer 0", NOW);
    expect(guard.doubt(NOW)).toEqual({ reason: "off", byMs: YEAR });
    guard.look(NOW + 1);
    guard.heard("peer 0", NOW + 1);
    expect(guard.doubt(NOW)).toBeNull();
  });

  test("who has gone is not counted", () => {
    const guard = guardAt(NOW, [NOW + YEAR]);
    expect(guard.doubt(NOW)?.reason).toBe("off");
    guard.peerDown("peer 0");
    expect(guard.doubt(NOW)).toBeNull();
  });
});

describe("a clock alone", () => {
  test("is believed until three days past the last seal or report, and at the very beginning", () => {
    expect(guardAt(NOW + CLOCK_ALONE_MS_MAX, []).doubt(NOW)).toBeNull();
    expect(guardAt(NOW + CLOCK_ALONE_MS_MAX + 1, []).doubt(NOW)).toEqual({ reason: "alone", sinceMs: NOW });
    expect(guardAt(NOW + YEAR, []).doubt(0)).toBeNull();
  });

  test("the person's word lifts the doubt, until the clock jumps again", () => {
    const guard = guardAt(NOW + YEAR, []);
    guard.confirm();
    expect(guard.doubt(NOW)).toBeNull();
    guard.look(NOW + YEAR + 60_000);
    expect(guard.doubt(NOW)).toBeNull();
    // a night's sleep is a jump too
    guard.look(NOW + YEAR + 12 * 3_600_000);
    expect(guard.doubt(NOW)).toBeNull();
    guard.look(NOW + 2 * YEAR);
    expect(guard.doubt(NOW)?.reason).toBe("alone");
  });
});
