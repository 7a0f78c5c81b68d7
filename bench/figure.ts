import { parseArgs } from "node:util";

/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** the machine's own limit, or what it is compared with, measured in the same run */
  readonly beside: string;
  /** value over limit, or "" where there is none */
  readonly ratio: string;
}

export interface BenchOptions {
  /** what --size says, else the bench's own default */
  readonly size: number;
}

const HEADS: Figure = { name: "figure", value: "value", beside: "beside", ratio: "ratio" };

/** Runs one bench by its command line: `--size N`, and `--json` for the figures as one line of data. */
export async function runBench(
  sizeDefault: number,
  measure: (options: BenchOptions) => Promise<readonly Figure[]>,
): Promise<void> {
  const { values } = parseArgs({ options: { size: { type: "string" }, json: { type: "boolean" } } });
  const size = values.size === undefined ? sizeDefault : Number(values.size);
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError("--size: a whole number from 1 on");
  const figures = await measure({ size });
  process.stdout.write(values.json === true ? `${JSON.stringify(figures)}\n` : tableOf(figures));
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEADS, ...figures];
  const width = (of: (row: Figure) => string) => Math.max(...rows.map((row) => of(row).length));
  const widths = { name: width((r) => r.name), value: width((r) => r.value), beside: width((r) => r.beside) };
  const lines = rows.map(({ name, value, beside, ratio }) =>
    [name.padEnd(widths.name), value.padEnd(widths.value), beside.padEnd(widths.beside), ratio]
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

/** Says on stderr what takes its time. */
export function tell(what: string): void {
  process.stderr.write(`  ${what}\n`);
}
