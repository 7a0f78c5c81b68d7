import type { Verdict } from "../../sim/run-seed.ts";

/** What all runs came to, as lines for a terminal. */
export function reportLines(verdicts: readonly Verdict[]): readonly string[] {
  const faults = sums(verdicts.map((verdict) => verdict.faults));
  const checks = sums(verdicts.map((verdict) => verdict.checks));
  const total = (of: (verdict: Verdict) => number) => verdicts.reduce((sum, verdict) => sum + of(verdict), 0);
  return [
    "faults injected",
    ...rows(faults),
    "checks of invariants",
    ...rows(checks),
    "runs",
    ...rows([
      ["seeds", verdicts.length],
      ["days", total(({ days }) => days)],
      ["events", total(({ events }) => events)],
      ["seals", total(({ height }) => height)],
      ["steps", total(({ steps }) => steps)],
      ["violations", total(({ violations }) => violations.length)],
    ]),
    ...verdicts.flatMap(violationLines),
  ];
}

/** One seed's violations and the command that shows them again. */
export function violationLines({ seed, violations }: Verdict): readonly string[] {
  if (violations.length === 0) return [];
  return [
    `seed ${seed}: npm run sim -- --from ${seed} --seeds 1`,
    ...violations.map(({ invariant, step, what }) => `  ${invariant} at step ${step}: ${what}`),
  ];
}

function sums(each: readonly Readonly<Record<string, number>>[]): readonly (readonly [string, number])[] {
  const sum = new Map<string, number>();
  for (const record of each)
    for (const [name, count] of Object.entries(record)) sum.set(name, (sum.get(name) ?? 0) + count);
  return [...sum].sort(([a], [b]) => (a < b ? -1 : 1));
}

function rows(pairs: readonly (readonly [string, number])[]): readonly string[] {
  return pairs.map(([name, count]) => `  ${name.padEnd(22)} ${String(count).padStart(12)}`);
}
