import { expect, test } from "vitest";
import type { ForgottenSync } from "../../src/sim/sim-disk.ts";
import { CrashVillage } from "./crash-village.ts";

const SEEDS = process.env["HUZHU_LONG"] === "1" ? 1_000 : 40;

function run(seed: number, forgets: ForgottenSync) {
  return new CrashVillage(seed).live(forgets);
}

test(`after any of ${SEEDS} seeded series of deaths all hold one ledger, and nothing acknowledged is lost`, () => {
  let deaths = 0;
  let acknowledged = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const verdict = run(seed, "none");
    expect(verdict.faults, `seed ${seed}`).toEqual([]);
    expect(verdict.words, `seed ${seed}`).toBeGreaterThan(100);
    deaths += verdict.deaths.length;
    acknowledged += verdict.acknowledged;
  }
  expect(deaths).toBeGreaterThan(10 * SEEDS);
  expect(acknowledged).toBeGreaterThan(10 * SEEDS);
}, 1_800_000);
