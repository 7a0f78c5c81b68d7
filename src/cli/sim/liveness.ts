import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type LivenessCell, witnessesLeft } from "../../sim/liveness.ts";
import { QUORUM, WITNESSES } from "../../sim/liveness-village.ts";
import { type QuorumCells, tableLines } from "./liveness-table.ts";
import { type PlayedCell, playPeriods } from "./play-periods.ts";

/** All cells of the table; each is played with every seed. */
const DAYS_PERMILLE = [150, 300, 500, 700, 900];
const GONE_PERMILLE = [0, 150, 250, 350];
const CELLS: readonly LivenessCell[] = DAYS_PERMILLE.flatMap((daysPermille) =>
  GONE_PERMILLE.flatMap((gonePermille) =>
    [true, false].map((hasMailbox) => ({ daysPermille, gonePermille, hasMailbox })),
  ),
);
const VARIANT_LOADER = fileURLToPath(new URL("../../../test/sim/variants/load-variant.ts", import.meta.url));

interface Wish {
  readonly periods: number;
  readonly from: number;
  readonly jobs: number;
}

/** `npm run sim:liveness [-- --periods N] [--from SEED] [--jobs J]`: prints the table; `--raw`: this process's quorum alone, as JSON. */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      periods: { type: "string", default: "5" },
      from: { type: "string", default: "1" },
      jobs: { type: "string", default: String(availableParallelism()) },
      raw: { type: "boolean", default: false },
    },
  });
  const wish = { periods: Number(values.periods), from: Number(values.from), jobs: Number(values.jobs) };
  if (!Object.values(wish).every((value) => Number.isSafeInteger(value) && value > 0)) {
    process.stderr.write("--periods, --from and --jobs are whole numbers above 0\n");
    return 2;
  }
  const here = await playHere(wish);
  if (values.raw) {
    process.stdout.write(JSON.stringify(here));
    return 0;
  }
  const columns = [here, await playTwoThirds(wish)];
  const about = `${WITNESSES} witnesses, ${wish.periods} periods a cell, seeds ${wish.from} to ${wish.from + wish.periods - 1}`;
  process.stdout.write(`${[about, "", ...tableLines(columns)].join("\n")}\n`);
  return 0;
}

async function playHere({ periods, from, jobs }: Wish): Promise<QuorumCells> {
  const seeds = Array.from({ length: periods }, (_, i) => from + i);
  const total = periods * CELLS.filter((cell) => witnessesLeft(cell) >= QUORUM).length;
  let count = 0;
  const done = () => process.stderr.write(`\rquorum ${QUORUM}: ${++count}/${total} periods `);
  const cells: readonly PlayedCell[] = await playPeriods({ cells: CELLS, seeds, jobs, done });
  process.stderr.write("\n");
  return { name: `quorum ${QUORUM}`, cells };
}

/** The same with the quorum changed to two thirds, which takes a process of its own. */
function playTwoThirds({ periods, from, jobs }: Wish): Promise<QuorumCells> {
  const script = fileURLToPath(import.meta.url);
  const options = ["--raw", "--periods", periods, "--from", from, "--jobs", jobs].map(String);
  const child = spawn(process.execPath, ["--import", VARIANT_LOADER, script, ...options], {
    env: { ...process.env, HUZHU_VARIANT: "two-thirds" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(chunks).toString()) as QuorumCells);
      else reject(new Error(`the process with the quorum of two thirds ended with ${code}`));
    });
  });
}

process.exitCode = await main(process.argv.slice(2));
