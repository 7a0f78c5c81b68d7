import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { INVARIANTS } from "../../src/sim/invariants/all.ts";
import { EDITS } from "./variants/edits.ts";
import { EXPECTED, type Expected, seedsOf } from "./variants/expected.ts";
import { playVariant } from "./variants/play-variant.ts";
import { isCaught, type Played } from "./variants/played.ts";

const IS_LONG = process.env["HUZHU_LONG"] === "1";
const SEEDS_ALL = Array.from({ length: 200 }, (_, i) => i + 1);
const DEFAULT_MS = 900_000;
const LONG_MS = 4 * 3_600_000;
const FIND = "node test/sim/variants/find-seeds.ts";

/** Variants of which no seed is known that catches them as expected; `find-seeds.ts` shortens this list. */
const STILL_SOUGHT: readonly string[] = [];

const known = EXPECTED.filter((expected) => seedsOf(expected).length > 0);

async function play({ variant }: Expected, seed: number, without: readonly string[]): Promise<Played> {
  let seen: Played | undefined;
  const played = (one: Played) => {
    seen = one;
    return false;
  };
  await playVariant({ variant, seeds: [seed], without, played });
  if (seen === undefined) throw new Error(`${variant}: seed ${seed} came to nothing`);
  return seen;
}

test.each(Object.entries(EDITS))("the edits of %s fit the program", (_, edits) => {
  for (const { file, find } of edits) {
    const source = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), "utf8");
    expect(source.split(find).length - 1, `${file}: ${find}`).toBe(1);
  }
});

test("every invariant is the only one to find some variant", () => {
  const alone = known.filter(({ isAlone }) => isAlone).map(({ invariant }) => invariant);
  expect(INVARIANTS.map(({ name }) => name).filter((name) => !alone.includes(name))).toEqual([]);
});

test("every variant but those still sought is caught by one of the fixed seeds", () => {
  const uncaught = EXPECTED.filter((each) => seedsOf(each).length === 0);
  expect(uncaught.map(({ variant }) => variant)).toEqual(STILL_SOUGHT);
});

describe("a broken program is found out", { concurrent: true, timeout: DEFAULT_MS }, () => {
  test.each(known)("$variant: $mistake", async (expected) => {
    const [seed = 0] = seedsOf(expected);
    const played = await play(expected, seed, []);
    const names = [...new Set(played.violations.map(({ invariant }) => invariant))].join(", ");
    const what = played.broke ?? (names === "" ? "nothing" : names);
    expect(
      isCaught(played, expected),
      `seed ${seed} finds ${what}; look for another: ${FIND} ${expected.variant}`,
    ).toBe(true);
  });
});

test("without the invariant that finds it a broken program passes", { timeout: DEFAULT_MS }, async () => {
  const alone = known.filter(({ isAlone }) => isAlone).slice(0, IS_LONG ? undefined : 1);
  for (const expected of alone) {
    const [seed = 0] = seedsOf(expected);
    const { violations, broke } = await play(expected, seed, [expected.invariant ?? ""]);
    expect({ violations, broke }, expected.variant).toEqual({ violations: [], broke: null });
  }
});

describe.runIf(IS_LONG)("whatever else changes in the seeds", { concurrent: true, timeout: LONG_MS }, () => {
  test.each(EXPECTED)("$variant is caught within the fixed 200", async (expected) => {
    let isFound = false;
    const played = (one: Played) => {
      isFound ||= isCaught(one, expected);
      return !isFound;
    };
    const { variant } = expected;
    await playVariant({ variant, seeds: [...seedsOf(expected), ...SEEDS_ALL], without: [], played });
    expect(isFound).toBe(true);
  });
});
