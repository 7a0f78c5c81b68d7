import { Worker } from "node:worker_threads";
import type { Verdict } from "../../sim/run-seed.ts";

export interface SeedsJob {
  readonly seeds: readonly number[];
  readonly without: readonly string[];
  readonly jobs: number;
  done(verdict: Verdict): void;
}

/** Plays the seeds on so many threads; resolves when all are done, rejects at the first that breaks. */
export async function runSeeds({ seeds, without, jobs, done }: SeedsJob): Promise<void> {
  const left = [...seeds];
  const threads = Array.from({ length: Math.min(jobs, left.length) }, () => playOn(left, without, done));
  await Promise.all(threads);
}

function playOn(left: number[], without: readonly string[], done: SeedsJob["done"]): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./seed-worker.ts", import.meta.url), { workerData: { without } });
    let playing: number | undefined;
    const next = () => {
      playing = left.shift();
      if (playing === undefined) void worker.terminate().then(() => resolve());
      else worker.postMessage(playing);
    };
    worker.on("message", (verdict: Verdict) => {
      done(verdict);
      next();
    });
    worker.on("error", (cause: Error) => reject(new Error(`seed ${playing}`, { cause })));
    next();
  });
}
