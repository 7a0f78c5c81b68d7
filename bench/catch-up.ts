import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "../src/base/assert.ts";
import { storePath } from "../src/node/home-file.ts";
import { openLevelStore } from "../src/store/level-store.ts";
import { type Figure, runBench, tell } from "./figure.ts";
import { verifyAll, verifyCases } from "./native-rate.ts";
import type { CaughtUp } from "./newcomer.ts";
import { processorSeconds } from "./processor-seconds.ts";
import { interleaved, mebibytes, median, percent, perSecond } from "./rounds.ts";
import { type SealedHome, sealedHome } from "./sealed-home.ts";
import { Source } from "./source.ts";
import { idsOfLog, someEvents } from "./stored-events.ts";

const EVENTS = 100_000;
/** Of another number of events it is one. */
const ROUNDS = 3;
const VERIFIED = 5_000;

/** What one core does at the most. */
interface NativeVerify {
  readonly perSecond: number;
  /** where other work takes the core, that second is longer than one by the clock */
  readonly perProcessorSecond: number;
}

/** --size: how many events the one node has that the other has not. */
await runBench(EVENTS, async ({ size }) => {
  const home = await sealedHome(size);
  const cases = verifyCases(await someEvents(home.path, Math.min(VERIFIED, home.events)));
  const folder = await mkdtemp(join(tmpdir(), "huzhu-bench-catch-up-"));
  try {
    const caughtUp: CaughtUp[] = [];
    const processor: number[] = [];
    const timed = {
      native: () => {
        const before = process.cpuUsage();
        const seconds = verifyAll(cases);
        processor.push(processorSeconds(process.cpuUsage(before)));
        return seconds;
      },
      catchUp: async () => {
        const told = await beside(home, folder, catchUp);
        caughtUp.push(told);
        return told.seconds;
      },
    };
    verifyAll(cases);
    const rounds = size === EVENTS ? ROUNDS : 1;
    // each is a process of its own: there is nothing to warm up
    const seconds = await interleaved(rounds, timed, 0);
    const again = await beside(home, folder, catchUpKilled);
    const limits = {
      perSecond: cases.length / seconds.native,
      perProcessorSecond: cases.length / median(processor),
    };
    return figuresOf(home, limits, caughtUp, again);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Beside a node of its own each: of newcomers who came and went some would be seats, and miss a quorum. */
async function beside(
  home: SealedHome,
  folder: string,
  act: (source: Source, path: string) => Promise<CaughtUp>,
): Promise<CaughtUp> {
  const [sourcePath, path] = [join(folder, "source"), join(folder, "newcomer")];
  const source = await Source.start(home, sourcePath);
  try {
    return await act(source, path);
  } finally {
    await source.stop();
    for (const made of [sourcePath, path]) await rm(made, { recursive: true, force: true });
  }
}

async function catchUp(source: Source, path: string): Promise<CaughtUp> {
  tell("an empty node fetches it all, in a process of its own");
  const newcomer = await source.invite(path);
  const told = await newcomer.catchUp(source.home.events);
  await assertWhole(source.home, path);
  return told;
}

/** Killed once it has half of it; what the second process tells. */
async function catchUpKilled(source: Source, path: string): Promise<CaughtUp> {
  tell("another one is killed half-way, and started again");
  const newcomer = await source.invite(path);
  await newcomer.killedAt(source.home.events / 2);
  const told = await newcomer.catchUp(source.home.events);
  await assertWhole(source.home, path);
  return told;
}

/** Every event of the one home is in the other, readable. */
async function assertWhole(home: SealedHome, path: string): Promise<void> {
  const ids = await idsOfLog(home.path);
  const store = await openLevelStore(storePath(path));
  const found = await store.events(ids);
  await store.close();
  assert(found.length === home.events && found.every(({ ok }) => ok), "a newcomer that has all there is");
}

function figuresOf(
  { events, seals }: SealedHome,
  limits: NativeVerify,
  caughtUp: readonly CaughtUp[],
  again: CaughtUp,
): readonly Figure[] {
  const of = (what: (told: CaughtUp) => number) => median(caughtUp.map(what));
  const seconds = of((told) => told.seconds);
  const processor = of((told) => told.processorSeconds);
  const peak = Math.max(...caughtUp.map(({ peakBytes }) => peakBytes));
  const left = events - again.eventsBefore;
  return [
    {
      name: `catch-up of an empty node, ${events.toLocaleString("en")} events, ${seals.toLocaleString("en")} seals`,
      value: `${seconds.toFixed(1)} s (${perSecond(events, seconds)})`,
      beside: `${perSecond(limits.perSecond, 1)} native verify, one core`,
      ratio: percent(events / seconds, limits.perSecond),
    },
    {
      name: "  until it could be used",
      value: `${of((told) => told.usableSeconds).toFixed(1)} s`,
      beside: "",
      ratio: "",
    },
    {
      name: "  its processor, all threads, from Node's start on",
      value: `${processor.toFixed(1)} s (${perSecond(events, processor)})`,
      beside: `${perSecond(limits.perProcessorSecond, 1)} native verify`,
      ratio: percent(events / processor, limits.perProcessorSecond),
    },
    { name: "  peak memory of that process (RSS)", value: mebibytes(peak), beside: "", ratio: "" },
    {
      name: `  killed half-way and started again: the other ${left.toLocaleString("en")}`,
      value: `${again.seconds.toFixed(1)} s (${perSecond(left, again.seconds)})`,
      beside: `peak memory ${mebibytes(again.peakBytes)}`,
      ratio: "",
    },
  ];
}
