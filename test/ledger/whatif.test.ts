import { expect, test } from "vitest";
import { termsFault, termsSchema } from "../../src/events/terms.ts";
import { seriousIllness, trialXianghubao, xianghubao2019 } from "../../src/ledger/templates.ts";
import { whatIf } from "../../src/ledger/whatif.ts";
import { money } from "../../src/money/money.ts";

const ACCIDENT = { aid: 30_000_000n, cases: 1, other: 2_400_000n };

test("Xianghubao's accident case of 2019: 1 fen each, 2,460,000 fen carried", () => {
  const figures = whatIf({ terms: xianghubao2019(), members: [34_860_000], ...ACCIDENT, uniform: true });
  expect(figures).toMatchObject({ members: 34_860_000, collected: 34_860_000n, surplus: 2_460_000n });
  expect(figures.tiers).toMatchObject([{ share: 1n, oddUnit: false, ceiling: 18_800n }]);
});

test("the same divided as our plans do: not a fen more is collected than given", () => {
  const figures = whatIf({
    terms: xianghubao2019(),
    members: [30_000_000, 4_860_000],
    ...ACCIDENT,
    uniform: false,
  });
  expect(figures).toMatchObject({ collected: 32_400_000n, surplus: 0n, paidAid: 30_000_000n });
  expect(figures.tiers.map(({ share, oddUnit }) => [share, oddUnit])).toEqual([
    [0n, true],
    [0n, true],
  ]);
});

test("ceilings: shares stop there, and aid is scaled to what they bring", () => {
  const tiers = [
    { name: "a", benefit: money(10_000), weight: 1 },
    { name: "b", benefit: money(10_000), weight: 3 },
  ];
  const caps = { perCase: null, perPeriod: money(100), perYear: money(1_000) };
  const scaled = whatIf({
    terms: { tiers, caps },
    members: [10, 10],
    aid: 6_000n,
    cases: 1,
    other: 2_000n,
    uniform: false,
  });
  expect(scaled).toMatchObject({ collected: 4_000n, surplus: 0n, paidAid: 3_000n });
  expect(scaled.tiers.map(({ share, isCapped }) => [share, isCapped])).toEqual([
    [100n, true],
    [300n, true],
  ]);
  const perCase = { ...caps, perCase: money(2) };
  const cut = whatIf({
    terms: { tiers, caps: perCase },
    members: [10, 10],
    aid: 6_000n,
    cases: 2,
    other: 0n,
    uniform: false,
  });
  expect(cut).toMatchObject({ cappedAid: 160n, paidAid: 160n });
});

const TRIAL = trialXianghubao({
  everyMs: 2_000,
  waitingMs: 0,
  voteMs: 1_000,
  noticeMs: 1_000,
  graceMs: 60_000,
});

test.each([TRIAL, xianghubao2019(), seriousIllness(2), seriousIllness(0)])(
  "terms that can be proposed: $title",
  (terms) => {
    expect(termsSchema.read(termsSchema.write(terms))).toEqual({ ok: true, value: terms });
    expect(termsFault(terms)).toBe(undefined);
  },
);
