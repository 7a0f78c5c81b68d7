import { DAY_MS } from "../calendar/calendar.ts";
import { type Money, money } from "../money/money.ts";
import type { Terms } from "../state/plan-records.ts";

/** Whole units of a currency with so many digits, in minor units. */
function units(digits: number): (whole: number) => Money {
  return (whole) => money(whole * 10 ** digits);
}

/** Serious illness: what a group starts from and changes to its needs. Cover by age, shares by cover. */
export function seriousIllness(digits: number): Terms {
  const whole = units(digits);
  return {
    title: "Serious illness",
    category: "illness",
    tiers: [
      { name: "under 40", benefit: whole(300_000), weight: 3 },
      { name: "40 to 59", benefit: whole(100_000), weight: 1 },
    ],
    waitingMs: 90 * DAY_MS,
    creditsWaiting: null,
    vesting: [],
    period: { kind: "half-month" },
    noticeMs: 5 * DAY_MS,
    voteMs: 7 * DAY_MS,
    jury: 100,
    quorumPermille: 300,
    thresholdPermille: 501,
    caps: { perCase: null, perPeriod: whole(30), perYear: whole(300) },
    claimWindowMs: 180 * DAY_MS,
    graceMs: 15 * DAY_MS,
    lapseMs: 15 * DAY_MS,
    minMembers: 5,
    maxMembers: 10_000,
    waitingShares: false,
    shortfall: "spread",
    excess: "drop",
    runOffMs: 90 * DAY_MS,
    admission: "open",
    incidentPrecision: "day",
  };
}

/**
 * Xianghubao's terms of 2019, for `whatif`: 300,000 and 100,000 yuan by age, one price for all, at most 0.10 yuan
 * a case and 188 yuan a year; two periods a month.
 */
export function xianghubao2019(): Terms {
  const yuan = units(2);
  return {
    ...seriousIllness(2),
    title: "Xianghubao 2019",
    tiers: [
      { name: "30 days to 39 years", benefit: yuan(300_000), weight: 1 },
      { name: "40 to 59 years", benefit: yuan(100_000), weight: 1 },
    ],
    noticeMs: 7 * DAY_MS,
    thresholdPermille: 500,
    caps: { perCase: money(10), perPeriod: yuan(188), perYear: yuan(188) },
    maxMembers: 1_000_000_000,
  };
}

export interface TrialTimes {
  readonly everyMs: number;
  readonly waitingMs: number;
  readonly voteMs: number;
  readonly noticeMs: number;
  readonly graceMs: number;
}

/** The same tiers at a hundredth, with moments for months: a year of a plan in a minute. */
export function trialXianghubao({ everyMs, waitingMs, voteMs, noticeMs, graceMs }: TrialTimes): Terms {
  const yuan = units(2);
  return {
    ...xianghubao2019(),
    title: "Trial: Xianghubao at a hundredth",
    tiers: [
      { name: "30 days to 39 years", benefit: yuan(3_000), weight: 1 },
      { name: "40 to 59 years", benefit: yuan(1_000), weight: 1 },
    ],
    waitingMs,
    period: { kind: "interval", everyMs },
    noticeMs,
    voteMs,
    quorumPermille: 500,
    // A handful of people: 0.10 a case would pay nothing.
    caps: { perCase: null, perPeriod: yuan(3_000), perYear: yuan(18_800) },
    graceMs,
    minMembers: 3,
    maxMembers: 1_000,
  };
}
