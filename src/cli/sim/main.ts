import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { Verdict } from "../../sim/run-seed.ts";
import { reportLines } from "./report.ts";
import { runSeeds } from "./run-seeds.ts";

/** `npm run sim -- --seeds N [--from M] [--without NAME]... [--jobs J]`: exit 1 where an invariant was violated. */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: "string", default: "200" },
      from: { type: "string", default: "1" },
      without: { type: "string", multiple: true, default: [] },
      jobs: { type: "string", default: String(availableParallelism()) },
    },
  });
  const [count, from, jobs] = [values.seeds, values.from, values.jobs].map(Number) as [
    number,
    number,
    number,
  ];
  if (![count, from, jobs].every((value) => Number.isSafeInteger(value) && value > 0)) {
    process.stderr.write("--seeds, --from and --jobs are whole numbers above 0\n");
    return 2;
  }
  const seeds = Array.from({ length: count }, (_, i) => from + i);
  const verdicts: Verdict[] = [];
  const done = (verdict: Verdict) => {
    verdicts.push(verdict);
    const wrong = verdicts.filter(({ violations }) => violations.length > 0).length;
    process.stderr.write(`\r${verdicts.length}/${count} seeds, ${wrong} with violations `);
  };
  await runSeeds({ seeds, without: values.without, jobs, done });
  process.stderr.write("\n");
  verdicts.sort((a, b) => a.seed - b.seed);
  process.stdout.write(`${reportLines(verdicts).join("\n")}\n`);
  return verdicts.some(({ violations }) => violations.length > 0) ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
