import { compareNumber } from "../../base/order.ts";
import type { PlayedCell } from "./play-periods.ts";

/** One quorum's column pair. */
export interface QuorumCells {
  readonly name: string;
  readonly cells: readonly PlayedCell[];
}

const EARLY_DAYS = 30;

/** The table in Markdown: a row for each share of days and of the gone; with and without a mailbox for each quorum. */
export function tableLines(columns: readonly QuorumCells[]): readonly string[] {
  const rows = new Map<string, string[]>();
  const heads = ["online on", "gone"];
  for (const { name, cells } of columns)
    for (const hasMailbox of [true, false]) {
      heads.push(`${name}, ${hasMailbox ? "mailbox" : "no mailbox"}`);
      for (const { cell, days } of cells) {
        if (cell.hasMailbox !== hasMailbox) continue;
        const key = `${cell.daysPermille / 10} % of days | ${cell.gonePermille / 10} %`;
        rows.set(key, [...(rows.get(key) ?? []), shareWords(days)]);
      }
    }
  const body = [...rows].map(([key, shares]) => `| ${key} | ${shares.join(" | ")} |`);
  return [`| ${heads.join(" | ")} |`, `|${" --- |".repeat(heads.length)}`, ...body];
}

/** "30-day share / 60-day share (median days)" */
function shareWords(days: readonly (number | null)[]): string {
  if (days.length === 0) return "too few left";
  const sealed = days.filter((each) => each !== null).toSorted(compareNumber);
  const share = (bound: number) =>
    Math.round((100 * sealed.filter((each) => each <= bound).length) / days.length);
  const median = sealed[(days.length - 1) >> 1];
  const shares = `${share(EARLY_DAYS)} / ${share(Number.POSITIVE_INFINITY)}`;
  return median === undefined ? shares : `${shares} (${median.toFixed(1)})`;
}
