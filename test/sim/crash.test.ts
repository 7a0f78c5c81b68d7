import { describe, expect, test } from "vitest";
import type { ForgottenSync } from "../../src/sim/sim-disk.ts";
import { CrashVillage } from "./crash-village.ts";

const SEEDS = process.env["HUZHU_LONG"] === "1" ? 1_000 : 24;
const LONG_MS = 3_600_000;

/** The first seed whose run shows such a fault, so that the check for it is known to be able to fail. */
function firstSeedWith(forgets: ForgottenSync, fault: RegExp): number | undefined {
  for (let seed = 1; seed <= SEEDS; seed++)
    if (new CrashVillage(seed).live(forgets).faults.some((found) => fault.test(found))) return seed;
  return undefined;
}

test(
  `after any of ${SEEDS} seeded series of deaths all hold one ledger, and nothing acknowledged is lost`,
  () => {
    let deaths = 0;
    let acknowledged = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const verdict = new CrashVillage(seed).live("none");
      expect(verdict.faults, `seed ${seed}`).toEqual([]);
      expect(verdict.words, `seed ${seed}`).toBeGreaterThan(100);
      deaths += verdict.deaths.length;
      acknowledged += verdict.acknowledged;
    }
    expect(deaths).toBeGreaterThan(8 * SEEDS);
    expect(acknowledged).toBeGreaterThan(8 * SEEDS);
  },
  LONG_MS,
);

test("one seed replays one run", () => {
  expect(new CrashVillage(7).live("none")).toEqual(new CrashVillage(7).live("none"));
});

describe("a disk that forgets one fsync is found out", () => {
  test.each([
    ["own-events", /lacks an acknowledged event/],
    // a word that nobody heard and its giver may not repeat: nothing is sealed any more
    ["own-messages", /never sealed/],
    ["last-sign", /signs nothing more: outdated/],
    ["all", /two different words: event/],
    ["all", /two different words: (?:report|propose|prevote|precommit)/],
  ] as const)(
    "%s: %s",
    (forgets, fault) => {
      expect(firstSeedWith(forgets, fault)).toBeDefined();
    },
    LONG_MS,
  );
});
