import { Worker } from "node:worker_threads";
import { type LivenessCell, witnessesLeft } from "../../sim/liveness.ts";
import { QUORUM } from "../../sim/liveness-village.ts";

export interface PeriodTask {
  readonly cell: LivenessCell;
  readonly seed: number;
}

/** A cell with the days that each of its periods took; null: not within the bound; none: fewer are left than the quorum. */
export interface PlayedCell {
  readonly cell: LivenessCell;
  readonly days: readonly (number | null)[];
}

export interface PeriodsJob {
  readonly cells: readonly LivenessCell[];
  readonly seeds: readonly number[];
  readonly jobs: number;
  done(): void;
}

/** Plays every seed of every cell on so many threads; rejects at the first that breaks. */
export async function playPeriods({ cells, seeds, jobs, done }: PeriodsJob): Promise<readonly PlayedCell[]> {
  const played = cells.map((cell) => ({
    cell,
    days: witnessesLeft(cell) < QUORUM ? [] : seeds.map((): number | null => null),
  }));
  const left = seeds.flatMap((seed, at) =>
    played.filter(({ days }) => days.length > 0).map(({ cell, days }) => ({ cell, seed, days, at })),
  );
  const threads = Math.min(jobs, left.length);
  await Promise.all(Array.from({ length: threads }, () => playOn(left, done)));
  return played;
}

type Left = PeriodTask & { readonly days: (number | null)[]; readonly at: number };

function playOn(left: Left[], done: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./liveness-worker.ts", import.meta.url));
    let playing: Left | undefined;
    const next = () => {
      playing = left.shift();
      if (playing === undefined) void worker.terminate().then(() => resolve());
      else worker.postMessage({ cell: playing.cell, seed: playing.seed } satisfies PeriodTask);
    };
    worker.on("message", (days: number | null) => {
      if (playing !== undefined) playing.days[playing.at] = days;
      done();
      next();
    });
    worker.on("error", (cause: Error) => reject(new Error(`seed ${playing?.seed}`, { cause })));
    next();
  });
}
