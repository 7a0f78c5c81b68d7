import { DAY_MS } from "../../src/calendar/calendar.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import type { Charter } from "../../src/state/records.ts";

export const CHARTER: Charter = {
  title: "Riverside",
  currency: "CNY",
  digits: 2,
  utcOffsetMinutes: 480,
  vouches: 1,
  objections: 2,
  objectionMs: 0,
  growth: { everyMs: 2_592_000_000, perMember: 1_000, atLeast: 1_000, permille: 1_000 },
  sealEveryMs: 2_000,
  rankMs: 300,
  roundMs: 3_000,
  seatAfterMs: 0,
  seatExpiryMs: 3 * DAY_MS,
  recoveryMs: 14 * DAY_MS,
};

export const TERMS: Terms = {
  title: "Illness aid",
  category: "illness",
  tiers: [
    { name: "full", benefit: money(300_000), weight: 3 },
    { name: "light", benefit: money(100_000), weight: 1 },
  ],
  waitingMs: 0,
  creditsWaiting: null,
  vesting: [],
  period: { kind: "interval", everyMs: 10_000 },
  noticeMs: 0,
  voteMs: 5_000,
  jury: 40,
  quorumPermille: 500,
  thresholdPermille: 500,
  caps: { perCase: null, perPeriod: money(500_000), perYear: money(5_000_000) },
  claimWindowMs: 180 * DAY_MS,
  graceMs: 7 * DAY_MS,
  lapseMs: 30 * DAY_MS,
  minMembers: 3,
  maxMembers: 100,
  waitingShares: true,
  shortfall: "spread",
  excess: "drop",
  runOffMs: 90 * DAY_MS,
  admission: "open",
  incidentPrecision: "day",
};
