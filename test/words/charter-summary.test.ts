import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../../src/calendar/calendar.ts";
import type { Charter } from "../../src/state/records.ts";
import { charterSummary } from "../../src/words/charter-summary.ts";
import { LANGS } from "../../src/words/language.ts";

const CHARTER: Charter = {
  title: "Lane 7",
  currency: "CNY",
  digits: 2,
  utcOffsetMinutes: 480,
  vouches: 2,
  objections: 3,
  objectionMs: 2 * DAY_MS,
  growth: { everyMs: 30 * DAY_MS, perMember: 5, atLeast: 6, permille: 300 },
  sealEveryMs: HOUR_MS,
  rankMs: 60_000,
  roundMs: 12 * HOUR_MS,
  seatAfterMs: 7 * DAY_MS,
  seatExpiryMs: 3 * DAY_MS,
  recoveryMs: 60 * DAY_MS,
};

/** Another value of each, for which the page must say something else; the title stands above it, decimals show in every amount. */
const OTHERS: { readonly [Field in Exclude<keyof Charter, "title" | "digits">]: Partial<Charter> } = {
  currency: { currency: "TWD" },
  utcOffsetMinutes: { utcOffsetMinutes: -210 },
  vouches: { vouches: 1 },
  objections: { objections: 0 },
  objectionMs: { objectionMs: 0 },
  growth: { growth: { ...CHARTER.growth, permille: 301 } },
  sealEveryMs: { sealEveryMs: 2 * HOUR_MS },
  rankMs: { rankMs: 120_000 },
  roundMs: { roundMs: HOUR_MS },
  seatAfterMs: { seatAfterMs: 0 },
  seatExpiryMs: { seatExpiryMs: DAY_MS },
  recoveryMs: { recoveryMs: 14 * DAY_MS },
};

describe("the page about a charter", () => {
  const page = (charter: Charter) => charterSummary("en", charter).join("\n");

  test.each(Object.entries(OTHERS))("says what %s is", (_, other) => {
    expect(page({ ...CHARTER, ...other })).not.toBe(page(CHARTER));
  });

  test.each(Object.keys(CHARTER.growth))("says what %s of its growth is", (field) => {
    expect(page({ ...CHARTER, growth: { ...CHARTER.growth, [field]: 7 } })).not.toBe(page(CHARTER));
  });

  test.each(LANGS)("says all of it in %s", (lang) => {
    const lines = charterSummary(lang, CHARTER);
    expect(lines.length).toBe(8);
    expect(lines.join("\n")).not.toMatch(/[{}]|undefined/);
    expect(lines.join("\n")).toContain("UTC+08:00");
    expect(charterSummary(lang, { ...CHARTER, utcOffsetMinutes: -210 })[0]).toContain("UTC-03:30");
  });
});
