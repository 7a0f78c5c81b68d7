import { describe, expect, test } from "vitest";
import type { EventId } from "../../src/base/id.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { TEMPLATE_NAMES, TEMPLATES } from "../../src/ledger/plan-templates.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { LANGS } from "../../src/words/language.ts";
import { planSummary } from "../../src/words/plan-summary.ts";
import { templateIn } from "../../src/words/template-words.ts";
import type { Writing } from "../../src/words/writing.ts";
import { SIMPLIFIED_ONLY, TRADITIONAL_ONLY } from "./scripts.ts";

const NOW_MS = 1_767_196_800_000;
const PLAN = "ab".repeat(32) as EventId;

function writing(lang: Writing["lang"]): Writing {
  return {
    lang,
    currency: { currency: "CNY", digits: 2 },
    utcOffsetMinutes: 480,
    nameOf: (member) => member,
  };
}

function english(terms: Terms): string {
  return planSummary(writing("en"), terms, NOW_MS).join("\n");
}

/** Another value of each of the terms, for which the page must say something else; titles and names stand above it. */
const OTHERS: { readonly [Field in Exclude<keyof Terms, "title">]: Partial<Terms> } = {
  category: { category: "other" },
  tiers: { tiers: [{ name: "one", benefit: money(7), weight: 5 }] },
  waitingMs: { waitingMs: 17 * DAY_MS },
  creditsWaiting: { creditsWaiting: PLAN },
  vesting: { vesting: [{ afterMs: 40 * DAY_MS, permille: 500 }] },
  period: { period: { kind: "week" } },
  noticeMs: { noticeMs: 11 * DAY_MS },
  voteMs: { voteMs: 12 * DAY_MS },
  jury: { jury: 77 },
  quorumPermille: { quorumPermille: 123 },
  thresholdPermille: { thresholdPermille: 876 },
  caps: { caps: { perCase: money(9), perPeriod: money(8_800), perYear: money(77_700) } },
  claimWindowMs: { claimWindowMs: 33 * DAY_MS },
  graceMs: { graceMs: 6 * DAY_MS },
  lapseMs: { lapseMs: 8 * DAY_MS },
  minMembers: { minMembers: 4 },
  maxMembers: { maxMembers: 44 },
  waitingShares: { waitingShares: true },
  shortfall: { shortfall: "haircut" },
  excess: { excess: "defer" },
  runOffMs: { runOffMs: 55 * DAY_MS },
  admission: { admission: "vote" },
  incidentPrecision: { incidentPrecision: "month" },
};

describe("the page about a plan", () => {
  const terms = TEMPLATES.illness(2);

  test.each(Object.entries(OTHERS))("says what %s is", (_, other) => {
    expect(english({ ...terms, ...other })).not.toBe(english(terms));
  });

  test("says every part of the terms", () => {
    const { title: _, ...rest } = terms;
    expect(Object.keys(OTHERS).toSorted()).toEqual(Object.keys(rest).toSorted());
  });

  test("says for each tier what a year costs at worst: the yearly ceiling times its weight", () => {
    const lines = planSummary(writing("en"), terms, NOW_MS);
    expect(lines.filter((line) => line.startsWith("Tier"))).toEqual([
      "Tier 1, under 40: you get up to ¥300,000.00 a year; at worst you pay ¥90.00 a period and ¥900.00 a year (weight 3)",
      "Tier 2, 40 to 59: you get up to ¥100,000.00 a year; at worst you pay ¥30.00 a period and ¥300.00 a year (weight 1)",
    ]);
  });

  test("names the plan whose waiting time counts", () => {
    const lines = planSummary(writing("en"), { ...terms, creditsWaiting: PLAN }, NOW_MS, () => "Lane 7's");
    expect(lines.some((line) => line.includes("in Lane 7's,"))).toBe(true);
  });

  test("fits on a page, in three languages, for every template", () => {
    for (const name of TEMPLATE_NAMES) {
      const pages = LANGS.map((lang) => planSummary(writing(lang), templateIn(lang, name, 2), NOW_MS));
      const [length] = pages.map((lines) => lines.length);
      expect(length).toBeLessThanOrEqual(40);
      for (const lines of pages) {
        expect(lines.length).toBe(length);
        expect(lines.filter((line) => /[{}?]/.test(line))).toEqual([]);
      }
      const [, traditional, simplified] = pages.map((lines) => lines.join(""));
      expect([...(traditional ?? "")].filter((character) => SIMPLIFIED_ONLY.has(character))).toEqual([]);
      expect([...(simplified ?? "")].filter((character) => TRADITIONAL_ONLY.has(character))).toEqual([]);
    }
  });
});
