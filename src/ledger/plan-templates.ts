import { DAY_MS } from "../calendar/calendar.ts";
import { type Money, money } from "../money/money.ts";
import type { Terms } from "../state/plan-records.ts";
import { seriousIllness } from "./templates.ts";

/** What a group can start from, by the need that it is for. */
export const TEMPLATE_NAMES = ["illness", "accident", "sick-pay", "funeral", "loss"] as const;

export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** Terms to begin talking with; titles and tiers are named in English, `words` has them in every language. */
export const TEMPLATES: Readonly<Record<TemplateName, (digits: number) => Terms>> = {
  illness: seriousIllness,
  accident,
  "sick-pay": sickPay,
  funeral,
  loss: cropOrToolLoss,
};

/** Hundredths of a currency's unit, in minor units, rounded down. */
function hundredths(digits: number): (amount: number) => Money {
  return (amount) => money(Math.floor((amount * 10 ** digits) / 100));
}

/** Covered from the next day on: nobody plans an accident, but that of the day on which one enrols may be known already. */
function accident(digits: number): Terms {
  const cents = hundredths(digits);
  return {
    ...seriousIllness(digits),
    title: "Accident",
    category: "accident",
    tiers: [
      { name: "full", benefit: cents(10_000_000), weight: 2 },
      { name: "half", benefit: cents(5_000_000), weight: 1 },
    ],
    waitingMs: DAY_MS,
    period: { kind: "month" },
    noticeMs: 3 * DAY_MS,
    caps: { perCase: null, perPeriod: cents(2_000), perYear: cents(12_000) },
    claimWindowMs: 90 * DAY_MS,
  };
}

/** A month's pay by level, in whole units; a Broodfonds has the same eight. */
export const SICK_PAY_LEVELS = [750, 1_000, 1_250, 1_500, 1_750, 2_000, 2_250, 2_500] as const;
const LEVEL_STEP = 250;
const MONTHS_PER_YEAR = 12;
/** 4.5 % of a step, a month: in hundredths. */
const SICK_PAY_CAP = 1_125;

/** Like a Broodfonds: 20 to 50 people who know each other, each month of sickness claimed for by itself. */
function sickPay(digits: number): Terms {
  const cents = hundredths(digits);
  const perPeriod = cents(SICK_PAY_CAP);
  return {
    ...seriousIllness(digits),
    title: "Sick pay",
    category: "sick-pay",
    tiers: SICK_PAY_LEVELS.map((level) => ({
      name: `${level} a month`,
      benefit: cents(level * 100 * MONTHS_PER_YEAR),
      weight: level / LEVEL_STEP,
    })),
    waitingMs: 60 * DAY_MS,
    period: { kind: "month" },
    noticeMs: 3 * DAY_MS,
    quorumPermille: 500,
    caps: { perCase: null, perPeriod, perYear: money(perPeriod * MONTHS_PER_YEAR) },
    claimWindowMs: 60 * DAY_MS,
    minMembers: 20,
    maxMembers: 50,
    admission: "vouch",
    incidentPrecision: "month",
  };
}

/** Claimed for by a contact of the member, who has named one in time. */
function funeral(digits: number): Terms {
  const cents = hundredths(digits);
  return {
    ...seriousIllness(digits),
    title: "Funeral",
    category: "funeral",
    tiers: [{ name: "everybody", benefit: cents(2_000_000), weight: 1 }],
    period: { kind: "month" },
    noticeMs: 3 * DAY_MS,
    caps: { perCase: cents(1_000), perPeriod: cents(3_000), perYear: cents(20_000) },
    claimWindowMs: 365 * DAY_MS,
    minMembers: 20,
    excess: "defer",
  };
}

/** What one works with is lost; a bad season hits many at once, so the rest is paid in later months. */
function cropOrToolLoss(digits: number): Terms {
  const cents = hundredths(digits);
  return {
    ...seriousIllness(digits),
    title: "Crop or tools lost",
    category: "loss",
    tiers: [
      { name: "small", benefit: cents(500_000), weight: 1 },
      { name: "medium", benefit: cents(1_500_000), weight: 3 },
      { name: "large", benefit: cents(3_000_000), weight: 6 },
    ],
    waitingMs: 30 * DAY_MS,
    period: { kind: "month" },
    caps: { perCase: null, perPeriod: cents(2_000), perYear: cents(12_000) },
    claimWindowMs: 60 * DAY_MS,
    minMembers: 10,
    excess: "defer",
    admission: "vouch",
  };
}
