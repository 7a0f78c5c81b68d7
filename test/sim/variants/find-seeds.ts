import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { EXPECTED, type Expected, seedsOf } from "./expected.ts";
import { playVariant } from "./play-variant.ts";
import { isCaught, type Played } from "./played.ts";
import { SEEDS } from "./seeds.ts";

/**
 * `node test/sim/variants/find-seeds.ts [--jobs J] [--through N] [--wanted K] [VARIANT…]`: plays seeds 1..N with each
 * variant until K of them catch it as expected, and writes them into `seeds.ts`; those that are there come first.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      jobs: { type: "string", default: String(availableParallelism()) },
      through: { type: "string", default: "200" },
      wanted: { type: "string", default: "1" },
    },
  });
  const all = { ...SEEDS };
  const left = EXPECTED.filter(({ variant }) => positionals.length === 0 || positionals.includes(variant));
  const lost: string[] = [];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const seeds = await find(next, Number(values.through), Number(values.wanted));
      if (seeds.length === 0) lost.push(next.variant);
      all[next.variant] = seeds;
      write(all);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  if (lost.length > 0) process.stderr.write(`caught by no seed: ${lost.join(", ")}\n`);
  return lost.length > 0 ? 1 : 0;
}

async function find(expected: Expected, through: number, wanted: number): Promise<readonly number[]> {
  const { variant } = expected;
  const found: number[] = [];
  const seeds = [...new Set([...seedsOf(expected), ...Array.from({ length: through }, (_, i) => i + 1)])];
  const played = (seed: Played) => {
    process.stderr.write(`${variant} ${seed.seed}: ${summary(seed)}\n`);
    if (isCaught(seed, expected)) found.push(seed.seed);
    return found.length < wanted;
  };
  await playVariant({ variant, seeds, without: [], played });
  return found;
}

function summary({ violations, broke }: Played): string {
  const names = [...new Set(violations.map(({ invariant }) => invariant))];
  return broke ?? (names.length === 0 ? "-" : names.join(", "));
}

function write(all: Readonly<Record<string, readonly number[]>>): void {
  const rows = Object.entries(all).filter(([, seeds]) => seeds.length > 0);
  const lines = rows
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, seeds]) => {
      return `  "${name}": [${seeds.join(", ")}],`;
    });
  const head = "/** In which seeds each variant is caught as expected: written by `find-seeds.ts`. */";
  const type = "Readonly<Record<string, readonly number[]>>";
  const text = [head, `export const SEEDS: ${type} = {`, ...lines, "};", ""].join("\n");
  writeFileSync(new URL("./seeds.ts", import.meta.url), text);
}

process.exitCode = await main();
