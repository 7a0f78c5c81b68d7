import { fastParts } from "../../../src/cli/sim/fast-parts.ts";
import { runSeed } from "../../../src/sim/run-seed.ts";
import type { Played } from "./played.ts";

/** `node --import load-variant.ts play-seeds.ts SEED… [--without NAME…]`: plays them one after another, one line of JSON each. */
const words = process.argv.slice(2);
const split = words.includes("--without") ? words.indexOf("--without") : words.length;
const without = words.slice(split + 1);
const parts = fastParts();
for (const seed of words.slice(0, split).map(Number))
  process.stdout.write(`${JSON.stringify(played(seed))}\n`);

function played(seed: number): Played {
  try {
    const { violations, steps } = runSeed(seed, parts, { without });
    return { seed, violations, steps, broke: null };
  } catch (error) {
    // an assertion of the program itself: found as well, though by no invariant
    return { seed, violations: [], steps: 0, broke: String(error) };
  }
}
