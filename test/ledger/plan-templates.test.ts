import { describe, expect, test } from "vitest";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { templateIn } from "../../src/cli/template-in.ts";
import { termsFault, termsSchema } from "../../src/events/terms.ts";
import { SICK_PAY_LEVELS, TEMPLATE_NAMES, TEMPLATES } from "../../src/ledger/plan-templates.ts";
import { LANGS } from "../../src/words/language.ts";
import { TEMPLATE_WORDS } from "../../src/words/template-words.ts";
import { AidCommunity, CHARTER, START_MS } from "./aid-fixture.ts";

const ALL = TEMPLATE_NAMES.flatMap((name) => [0, 2, 3].map((digits) => [name, digits] as const));

describe.each(ALL)("the template %s with %i digits", (name, digits) => {
  const terms = TEMPLATES[name](digits);

  test("can be proposed", () => {
    expect(termsSchema.read(termsSchema.write(terms))).toEqual({ ok: true, value: terms });
    expect(termsFault(terms)).toBe(undefined);
  });

  test("opens with its least members", () => {
    const names = Array.from({ length: terms.minMembers }, (_, index) => `m${index}`);
    const at = new AidCommunity(names, { ...CHARTER, digits });
    const plan = at.openPlan(START_MS, terms, new Map(at.members.map((member) => [member, 0])));
    expect(at.state.plans.must(plan)).toMatchObject({ status: "open", enrolled: terms.minMembers });
  });

  test("is named in every language, each tier by itself", () => {
    expect(TEMPLATE_WORDS[name].tiers.length).toBe(terms.tiers.length);
    for (const lang of LANGS) {
      const local = templateIn(lang, name, digits);
      expect(termsSchema.read(termsSchema.write(local)).ok).toBe(true);
      expect(termsFault(local)).toBe(undefined);
    }
    expect(templateIn("en", name, digits)).toEqual(terms);
  });
});

test("serious illness: cover by age, 300,000 and 100,000, in units that differ as they do", () => {
  const { tiers } = TEMPLATES.illness(2);
  expect(tiers.map(({ benefit, weight }) => [benefit, weight])).toEqual([
    [30_000_000, 3],
    [10_000_000, 1],
  ]);
});

test("accident: covered from the day after enrolling", () => {
  expect(TEMPLATES.accident(2).waitingMs).toBe(DAY_MS);
});

test("sick pay by level: 4.5 % of it a month, as a Broodfonds asks", () => {
  const { tiers, caps, minMembers, maxMembers, incidentPrecision } = TEMPLATES["sick-pay"](2);
  expect(tiers.map(({ weight }) => caps.perPeriod * weight)).toEqual([
    3_375, 4_500, 5_625, 6_750, 7_875, 9_000, 10_125, 11_250,
  ]);
  expect(tiers.map(({ benefit }) => benefit)).toEqual(SICK_PAY_LEVELS.map((level) => level * 1_200));
  expect([minMembers, maxMembers, incidentPrecision]).toEqual([20, 50, "month"]);
});

test("funeral: a contact has a year, and what the ceilings hold back is paid later", () => {
  const { claimWindowMs, excess } = TEMPLATES.funeral(2);
  expect([claimWindowMs, excess]).toEqual([365 * DAY_MS, "defer"]);
});

test("crop or tools: shares by what one may ask, the rest of a bad season later", () => {
  const { tiers, excess, admission } = TEMPLATES.loss(2);
  expect(tiers.map(({ benefit, weight }) => benefit / weight)).toEqual([500_000, 500_000, 500_000]);
  expect([excess, admission]).toEqual(["defer", "vouch"]);
});
