import { fork } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "../src/base/assert.ts";
import { AS_STARTED } from "./as-started.ts";
import { type Figure, runBench, tell } from "./figure.ts";
import { verifyAll, verifyCases } from "./native-rate.ts";
import { interleaved, mebibytes, percent, perSecond } from "./rounds.ts";
import { type SealedHome, sealedHome } from "./sealed-home.ts";
import { someEvents } from "./stored-events.ts";

/** What the child that opens the home tells. */
export interface Opened {
  /** until `runNode` gave a running node; Node's own start and the loading of modules are before it */
  readonly seconds: number;
  readonly loadSeconds: number;
  readonly root: string;
  /** the most memory the process ever had */
  readonly peakBytes: number;
}

const ROUNDS = 3;
const VERIFIED = 5_000;

await runBench(100_000, async ({ size }) => {
  const home = await sealedHome(size);
  const cases = verifyCases(await someEvents(home.path, Math.min(VERIFIED, home.events)));
  const opened: Opened[] = [];
  tell("opening it, in a process of its own each time");
  const timed = {
    native: () => verifyAll(cases),
    start: async () => {
      const one = await open(home);
      opened.push(one);
      return one.seconds;
    },
  };
  // nothing to warm up: each start is a process of its own
  verifyAll(cases);
  const seconds = await interleaved(ROUNDS, timed, 0);
  return figuresOf(home, cases.length / seconds.native, seconds.start, opened);
});

function figuresOf(
  { events, seals }: SealedHome,
  verifiesPerSecond: number,
  seconds: number,
  opened: readonly Opened[],
): readonly Figure[] {
  const peak = Math.max(...opened.map(({ peakBytes }) => peakBytes));
  const load = Math.min(...opened.map(({ loadSeconds }) => loadSeconds));
  return [
    {
      name: `cold start, ${events.toLocaleString("en")} events, ${seals.toLocaleString("en")} seals`,
      value: `${seconds.toFixed(2)} s (${perSecond(events, seconds)})`,
      beside: `${perSecond(verifiesPerSecond, 1)} native verify, one core`,
      ratio: percent(events / seconds, verifiesPerSecond),
    },
    {
      name: "  before it: Node's start to modules loaded",
      value: `${load.toFixed(2)} s`,
      beside: "",
      ratio: "",
    },
    { name: "  peak memory of that process (RSS)", value: mebibytes(peak), beside: "", ratio: "" },
  ];
}

/** Opens a copy, so that the kept home stays what it is. */
async function open(home: SealedHome): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), "huzhu-bench-start-"));
  try {
    await cp(home.path, folder, { recursive: true });
    const opened = await childOpens(folder, home.nowMs);
    assert(opened.root === home.root, "a home that opens as it was made");
    return opened;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function childOpens(path: string, nowMs: number): Promise<Opened> {
  const file = new URL("./children/open-home.ts", import.meta.url);
  const child = fork(file, [path, String(nowMs)], { execArgv: [...AS_STARTED] });
  return new Promise((resolve, reject) => {
    child.once("message", (opened) => resolve(opened as Opened));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the opening process ended with ${code}`)));
  });
}
