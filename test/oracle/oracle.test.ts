import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import type { MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import type { Charter } from "../../src/state/records.ts";
import { CHARTER, DAY, type Said, START_MS, TERMS } from "../ledger/aid-fixture.ts";
import { fc } from "../property.ts";
import { ToldCommunity } from "./told-community.ts";

const COMMUNITIES = process.env["HUZHU_LONG"] === "1" ? 2_000 : 200;
const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

const terms = fc.record({
  weights: fc.array(fc.constantFrom(1, 2, 3, 7, 50, 1_000), { minLength: 2, maxLength: 12 }),
  benefit: fc.constantFrom(90_000, 300_000, 10 ** 11),
  perCase: fc.constantFrom(null, 1, 77, 40_000),
  perPeriod: fc.constantFrom(1, 13, 997, 20_000, 10 ** 10),
  years: fc.integer({ min: 1, max: 10 }),
  period: fc.constantFrom(
    { kind: "week" } as const,
    { kind: "half-month" } as const,
    { kind: "month" } as const,
    { kind: "interval", everyMs: 5 * DAY + 1 } as const,
  ),
  excess: fc.constantFrom("drop" as const, "defer" as const),
  waitingShares: fc.boolean(),
  waitingMs: fc.constantFrom(0, 3 * DAY, 40 * DAY),
  runOffMs: fc.constantFrom(0, 25 * DAY, 200 * DAY),
  noticeMs: fc.constantFrom(0, 3 * DAY),
  voteMs: fc.constantFrom(1, 4 * DAY),
  quorumPermille: fc.constantFrom(1, 500, 1_000),
  thresholdPermille: fc.constantFrom(1, 500, 667, 1_000),
  shortfall: fc.constantFrom("spread" as const, "spread" as const, "haircut" as const),
  graceMs: fc.constantFrom(0, 5 * DAY, 20 * DAY),
  lapseMs: fc.constantFrom(0, 5 * DAY, 60 * DAY),
});

const act = fc.record({
  what: fc.constantFrom(
    "claim",
    "claim",
    "claim",
    "votes",
    "votes",
    "votes",
    "votes",
    "leave",
    "stay",
    "enrol",
    "enrol",
    "pay",
    "pay",
    "pay",
    "receipt",
    "receipt",
    "part",
    "dispute",
  ),
  who: fc.nat(NAMES.length - 1),
  plan: fc.nat(1),
  amount: fc.oneof(fc.integer({ min: 1, max: 90_000 }), fc.integer({ min: 1, max: 10 ** 11 })),
  mood: fc.nat(),
});

const life = fc.record({
  offset: fc.constantFrom(-720, -1, 0, 480, 840),
  terms: fc.tuple(terms, terms),
  steps: fc.array(
    fc.record({
      ms: fc.oneof(fc.integer({ min: 1, max: 6 * DAY }), fc.integer({ min: 1, max: 70 * DAY })),
      acts: fc.array(act, { maxLength: 6 }),
    }),
    { minLength: 10, maxLength: 40 },
  ),
});

type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

const hasPython = spawnSync("python3", ["--version"]).status === 0;

test("a second program, in Python and with fractions, comes to the same postings and transfers", (context) => {
  context.skip(!hasPython, "there is no python3 here");
  const lives = fc.sample(life, { numRuns: COMMUNITIES, seed: 20_260_731 }).map(lived);
  const input = lives.map((community) => JSON.stringify(community.told())).join("\n");
  const oracle = new URL("oracle.py", import.meta.url).pathname;
  const { stdout, stderr } = spawnSync("python3", [oracle], {
    input,
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const answers = stdout.trim().split("\n");
  expect(answers).toHaveLength(COMMUNITIES);
  const met = new Map<string, number>();
  for (const [index, community] of lives.entries()) {
    const answer = JSON.parse(answers[index] ?? "") as Record<string, readonly (readonly unknown[])[]>;
    const books = community.books();
    for (const [name, lines] of Object.entries(books))
      expect(sorted(answer[name] ?? [])).toEqual(sorted(lines));
    for (const [, , , what] of books.postings) met.set(what, (met.get(what) ?? 0) + 1);
    for (const row of community.state.ballots.records()) {
      const name = `${row.about} ${row.outcome}`;
      met.set(name, (met.get(name) ?? 0) + 1);
    }
  }
  // what is compared does happen
  expect(met.get("share")).toBeGreaterThan(COMMUNITIES * 5);
  for (const what of [
    "aid",
    "arrears",
    "shortfall",
    "dispute yes",
    "dispute no",
    "dispute draw",
    "dispute void",
  ])
    expect([what, met.get(what) ?? 0]).not.toEqual([what, 0]);
});

function sorted(lines: readonly (readonly unknown[])[]): readonly string[] {
  return lines.map((line) => JSON.stringify(line)).toSorted();
}

function termsOf({ weights, benefit, perCase, perPeriod, years, ...rest }: Life["terms"][number]): Terms {
  const tiers = weights.map((weight, index) => ({ name: `tier ${index}`, benefit: money(benefit), weight }));
  const perYear = money(Math.min(10 ** 11, perPeriod * years));
  const caps = { perCase: perCase === null ? null : money(perCase), perPeriod: money(perPeriod), perYear };
  return { ...TERMS, ...rest, tiers, caps };
}

/** Two plans of the same people, who live their lives; the last seal comes long after. */
function lived({ offset, terms: [first, second], steps }: Life): ToldCommunity {
  const charter: Charter = { ...CHARTER, utcOffsetMinutes: offset };
  const community = new ToldCommunity(NAMES, charter);
  const plans = [first, second].map((each, index) => {
    const whole = termsOf(each);
    const tiers = community.members
      .slice(index, 6 + index)
      .map((member, n) => [member, n % whole.tiers.length]);
    return community.openPlan(START_MS + index * 1_000, whole, new Map(tiers as [MemberId, number][]));
  });
  for (const { ms, acts } of steps) {
    const said = acts.flatMap((each) => wordsFor(community, plans, each));
    community.seal(community.nowMs + ms, ...said);
  }
  community.seal(community.nowMs + 900 * DAY);
  return community;
}

function wordsFor(
  community: ToldCommunity,
  plans: readonly PlanId[],
  { what, who, plan: which, amount, mood }: Life["steps"][number]["acts"][number],
): readonly Said[] {
  const member = community.members[who] as MemberId;
  const plan = plans[which] as PlanId;
  if (what === "claim") {
    const { utcOffsetMinutes } = community.state.charter.must("00");
    const today = dayOf(community.nowMs, utcOffsetMinutes);
    return [{ member, kind: "claim", body: { plan, incidentDay: today - (mood % 3), amount, for: null } }];
  }
  if (what === "enrol") return [{ member, kind: "enrol", body: { plan, tier: mood % 2 } }];
  if (what === "leave" || what === "stay")
    return [{ member, kind: "leave", body: { plan, on: what === "leave" } }];
  if (what !== "votes") return onTransfer(community, what, amount, mood);
  const open = [...community.state.ballots.entries()].filter(([, { outcome }]) => outcome === null);
  return open.flatMap(([ballot]) =>
    community.members.slice(0, 3 + (mood % 7)).map((each, index): Said => {
      const choice = ["yes", "yes", "yes", "no", "abstain"][(mood >> index) % 5] ?? "yes";
      const asked =
        choice === "yes" && (mood + index) % 2 === 0 ? 1 + ((amount * (index + 1)) % 100_000) : null;
      return { member: each, kind: "vote", body: { ballot, choice, amount: asked } };
    }),
  );
}

/** By whoever it is up to, on one of the transfers that are open. */
function onTransfer(
  community: ToldCommunity,
  what: "pay" | "receipt" | "part" | "dispute",
  amount: number,
  mood: number,
): readonly Said[] {
  const open = community.transfers().filter(([, row]) => row.settledMs === null && row.voidMs === null);
  const found = open[mood % Math.max(1, open.length)];
  if (found === undefined) return [];
  const [transfer, { from, to, amount: whole, received }] = found;
  if (what === "pay") return [{ member: from, kind: what, body: { transfer } }];
  if (what === "dispute") return [{ member: to, kind: what, body: { transfer } }];
  const rest = whole - received;
  const body = { transfer, amount: what === "part" ? 1 + (amount % rest) : rest };
  return [{ member: to, kind: "receipt", body }];
}
