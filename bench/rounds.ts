/** One thing to be timed; gives seconds. */
export type Timed = () => number | Promise<number>;

/**
 * The median seconds of each, taken in turns (A B A B): what else the machine does meanwhile meets all alike.
 * Rounds that warm up come before, and are not counted.
 */
export async function interleaved<Name extends string>(
  rounds: number,
  timed: Readonly<Record<Name, Timed>>,
  warmups = 1,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(timed) as Name[];
  const seconds = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -warmups; round < rounds; round++)
    for (const name of names) {
      const taken = await timed[name]();
      if (round >= 0) seconds.get(name)?.push(taken);
    }
  const medians = names.map((name) => [name, median(seconds.get(name) ?? [])]);
  return Object.fromEntries(medians) as Record<Name, number>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** Seconds that the work takes. */
export function secondsOf(work: () => void): number {
  const startMs = performance.now();
  work();
  return (performance.now() - startMs) / 1_000;
}

/** Seconds until the work is done. */
export async function secondsUntil(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return (performance.now() - startMs) / 1_000;
}

export function perSecond(count: number, seconds: number): string {
  const rate = count / seconds;
  return `${rate >= 100 ? Math.round(rate).toLocaleString("en") : rate.toFixed(1)}/s`;
}

export function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(0)} %`;
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
