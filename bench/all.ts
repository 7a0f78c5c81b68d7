import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { type Figure, tableOf, tell } from "./figure.ts";
import { machineLine } from "./machine.ts";

/** In a process of its own each, so that none meets the memory and the compiled code of another. */
const BENCHES = [
  "ingest",
  "cold-start",
  "catch-up",
  "bytes-per-event",
  "idle-node",
  "traffic-at-rest",
  "small-costs",
  "apportion",
  "seal-cost",
] as const;

const { values } = parseArgs({ options: { json: { type: "boolean" } } });
const machine = machineLine();
const startMs = performance.now();
const figures: Figure[] = [];
for (const name of BENCHES) {
  tell(`── ${name} ──`);
  figures.push(...(await figuresOf(name)));
}
const minutes = ((performance.now() - startMs) / 60_000).toFixed(1);
process.stdout.write(
  values.json === true
    ? `${JSON.stringify({ machine, figures })}\n`
    : `${machine}; ${minutes} minutes\nmedians of rounds taken in turns with the limit beside them\n\n${tableOf(figures)}`,
);

async function figuresOf(name: string): Promise<readonly Figure[]> {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const running = promisify(execFile)(process.execPath, [file, "--json"]);
  running.child.stderr?.pipe(process.stderr);
  return JSON.parse((await running).stdout) as readonly Figure[];
}
