import { describe, expect, test } from "vitest";
import type { MemberId } from "../../src/base/id.ts";
import { termsFault, termsSchema } from "../../src/events/terms.ts";
import { draftTerms } from "../../src/ledger/draft-terms.ts";
import { money } from "../../src/money/money.ts";
import { matchNeeds, type StatedNeed } from "../../src/profiles/need-match.ts";
import { fc } from "../property.ts";

const stated = (member: string, groupMin: number, groupMax: number, category = "illness"): StatedNeed => ({
  member: member as MemberId,
  need: {
    category: category as StatedNeed["need"]["category"],
    benefit: money(100),
    mostPerYear: money(10),
    groupMin,
    groupMax,
  },
});

describe("a group", () => {
  test("is of the size that suits most, the lowest of these", () => {
    const needs = [stated("a", 3, 10), stated("b", 5, 8), stated("c", 7, 20), stated("d", 9, 9)];
    const group = matchNeeds("illness", needs);
    expect(group?.size).toBe(7);
    expect(group?.people.map(({ member }) => member)).toEqual(["a", "b", "c"]);
  });

  test("takes the lower of two sizes that suit as many", () => {
    expect(matchNeeds("illness", [stated("b", 5, 6), stated("a", 3, 4)])).toMatchObject({ size: 3 });
  });

  test("is of one category, each member once", () => {
    const needs = [stated("a", 3, 4), stated("a", 3, 9), stated("b", 3, 4, "loss")];
    expect(matchNeeds("illness", needs)?.people.length).toBe(1);
    expect(matchNeeds("funeral", needs)).toBeUndefined();
    expect(matchNeeds("illness", [stated("a", 5, 4)])).toBeUndefined();
  });

  test("beats or meets every other size, and no lower one meets it", () => {
    const need = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 12 }), (bounds) => {
        const needs = bounds.map(([a, b], index) => stated(`m${index}`, Math.min(a, b), Math.max(a, b)));
        const suits = (size: number) =>
          needs.filter(({ need: { groupMin, groupMax } }) => groupMin <= size && size <= groupMax).length;
        const group = matchNeeds("illness", needs);
        expect(group?.people.length).toBe(suits(group?.size ?? 0));
        for (let size = 1; size <= 30; size++) {
          const most = group?.people.length ?? 0;
          expect(suits(size)).toBeLessThanOrEqual(size < (group?.size ?? 0) ? most - 1 : most);
        }
      }),
    );
  });
});

describe("a draft of terms", () => {
  const wish = (benefit: number, mostPerYear: number) => ({
    benefit: money(benefit),
    mostPerYear: money(mostPerYear),
    groupMax: 40,
  });
  const draft = (wishes: readonly ReturnType<typeof wish>[]) =>
    draftTerms({ title: "Ours", tier: "all", category: "loss", size: 2, wishes, digits: 2 });

  test("takes the lower middle of what people want and would pay", () => {
    const { terms, enoughBenefit, withinMost } = draft([
      wish(100, 50),
      wish(300, 10),
      wish(200, 26),
      wish(400, 99),
    ]);
    expect(terms.tiers).toEqual([{ name: "all", benefit: 200, weight: 1 }]);
    expect(terms.caps).toEqual({ perCase: null, perPeriod: 3, perYear: 26 });
    expect({ enoughBenefit, withinMost }).toEqual({ enoughBenefit: 2, withinMost: 3 });
    expect(terms).toMatchObject({ title: "Ours", category: "loss", minMembers: 3, maxMembers: 40 });
  });

  test("can be proposed as it is", () => {
    const { terms } = draft([wish(0, 0)]);
    expect(termsFault(terms)).toBeUndefined();
    expect(termsSchema.read(termsSchema.write(terms)).ok).toBe(true);
  });
});
