import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseAmount } from "../../src/money/format.ts";
import { uniformShare } from "../../src/money/uniform-share.ts";
import { waterFill } from "../../src/money/water-fill.ts";

const FEN_DIGITS = 2;

type Row = {
  readonly period: string;
  readonly members: string;
  readonly share: string;
  readonly total: string;
  readonly note: string;
};

/** The file has no quoted cells. */
const rows: readonly Row[] = readFileSync(new URL("../vectors/aid-history.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [plan = "", period = "", members = "", , share = "", total = "", note = ""] = line.split(",");
    return { period: `${plan} ${period}`, members, share, total, note };
  });

const complete = rows.filter(({ members, share, total }) => members !== "" && share !== "" && total !== "");

function fen(text: string): bigint {
  const amount = parseAmount(text, FEN_DIGITS);
  if (!amount.ok) throw new Error(`${text}: ${amount.error}`);
  return BigInt(amount.value);
}

/** Which of the three figures nobody published, so that its agreement shows little. */
function calculated(note: string): string {
  return /(?<figures>members and total|total|share) calculated/.exec(note)?.groups?.["figures"] ?? "none";
}

describe("every row of aid-history.csv that has members, share and total", () => {
  test("is one of these six, with the figure that is itself a calculation", () => {
    expect(rows.length).toBe(19);
    expect(complete.map(({ period, note }) => [period, calculated(note)])).toEqual([
      ["xianghubao 2019-accident-case", "total"],
      ["xianghubao 2019-06-p2", "total"],
      ["xianghubao-senior 2019-10-p1", "members and total"],
      ["xianghubao 2020-10-p2", "members and total"],
      ["xianghubao 2020-12-p1", "total"],
      ["xianghubao 2021-12-p2", "share"],
    ]);
  });

  // Totals are rounded to 10,000 yuan or more, so no published figure here can come out to the fen.
  test.each(complete)("$period: total ÷ members is within one fen of the share ($note)", (row) => {
    const [members, share, total] = [BigInt(row.members), fen(row.share), fen(row.total)];
    const off = share * members - total;
    expect(off <= members && -off <= members).toBe(true);
    // Our own division gives everybody one of the two amounts beside it.
    const [even] = waterFill(total, [{ weight: 1n, ceiling: null, count: Number(members) }]).classes;
    const owed = [even?.share, even?.isTied === true ? even.share + 1n : even?.share];
    expect(owed).toContain(share);
    expect([0n, 1n]).toContain(uniformShare(total, Number(members)).share - share);
  });
});

test("the accident case: what the file's total is made of, and what was carried", () => {
  const row = rows.find(({ period }) => period === "xianghubao 2019-accident-case");
  const benefit = fen("300000");
  const other = (benefit * 8n) / 100n;
  expect(other).toBe(2_400_000n);
  const uniform = uniformShare(benefit + other, Number(row?.members));
  expect(uniform).toEqual({ share: 1n, collected: 34_860_000n, surplus: 2_460_000n });
  expect(uniform.share).toBe(fen(row?.share ?? ""));
  expect(uniform.collected).toBe(fen(row?.total ?? ""));
});
