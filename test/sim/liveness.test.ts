import { expect, test } from "vitest";
import { fastParts } from "../../src/cli/sim/fast-parts.ts";
import { type LivenessCell, playPeriod } from "../../src/sim/liveness.ts";
import { foundVillage } from "../../src/sim/liveness-village.ts";

const parts = fastParts();
const village = foundVillage(parts);

const cell = (gonePermille: number): LivenessCell => ({ daysPermille: 900, gonePermille, hasMailbox: true });

test("where 31 come by on nine days of ten a period is sealed within days, in the same time each time", () => {
  const days = playPeriod(village, cell(0), 1, parts);
  expect(days).toBeLessThan(10);
  expect(playPeriod(village, cell(0), 1, parts)).toBe(days);
}, 120_000);

test("with 45 % gone for good nothing is sealed in 60 days", () => {
  expect(playPeriod(village, cell(450), 1, parts)).toBeNull();
}, 240_000);
