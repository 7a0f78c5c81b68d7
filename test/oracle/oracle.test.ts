import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { money } from "../../src/money/money.ts";
import type { Claim } from "../../src/state/claim-records.ts";
import { claimBeganMs } from "../../src/state/liability.ts";
import { type Word, wordsOn } from "../../src/state/member-word.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import type { Charter } from "../../src/state/records.ts";
import { communityOf } from "../../src/state/state.ts";
import { AidCommunity, CHARTER, DAY, type Said, START_MS, TERMS } from "../ledger/aid-fixture.ts";

const COMMUNITIES = process.env["HUZHU_LONG"] === "1" ? 2_000 : 120;
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
  const input = lives.map((community) => JSON.stringify(told(community))).join("\n");
  const oracle = new URL("oracle.py", import.meta.url).pathname;
  const { stdout, stderr } = spawnSync("python3", [oracle], {
    input,
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const answers = stdout.trim().split("\n");
  expect(answers).toHaveLength(COMMUNITIES);
  let shares = 0;
  for (const [index, community] of lives.entries()) {
    const { postings, transfers } = JSON.parse(answers[index] ?? "") as Books;
    expect(sorted(postings)).toEqual(sorted(booksOf(community).postings));
    expect(sorted(transfers)).toEqual(sorted(booksOf(community).transfers));
    shares += postings.length;
  }
  expect(shares).toBeGreaterThan(COMMUNITIES * 5);
});

interface Books {
  readonly postings: readonly (readonly unknown[])[];
  readonly transfers: readonly (readonly unknown[])[];
}

function sorted(lines: Books["postings"]): readonly string[] {
  return lines.map((line) => JSON.stringify(line)).toSorted();
}

function booksOf(community: AidCommunity): Books {
  return {
    postings: community
      .postings()
      .map(({ plan, periodEndMs, member, claim, amount, height }) => [
        plan,
        periodEndMs,
        member,
        claim,
        amount,
        height,
      ]),
    transfers: community.transfers().map(([, { from, to, amount, height }]) => [height, from, to, amount]),
  };
}

function termsOf({ weights, benefit, perCase, perPeriod, years, ...rest }: Life["terms"][number]): Terms {
  const tiers = weights.map((weight, index) => ({ name: `tier ${index}`, benefit: money(benefit), weight }));
  const perYear = money(Math.min(10 ** 11, perPeriod * years));
  const caps = { perCase: perCase === null ? null : money(perCase), perPeriod: money(perPeriod), perYear };
  return { ...TERMS, ...rest, tiers, caps };
}

/** Two plans of the same people, who live their lives; the last seal comes long after. */
function lived({ offset, terms: [first, second], steps }: Life): AidCommunity {
  const charter: Charter = { ...CHARTER, utcOffsetMinutes: offset };
  const community = new AidCommunity(NAMES, charter);
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
  community: AidCommunity,
  plans: readonly PlanId[],
  { what, who, plan: which, amount, mood }: Life["steps"][number]["acts"][number],
): readonly Said[] {
  const member = community.members[who] as MemberId;
  const plan = plans[which] as PlanId;
  if (what === "claim") {
    const { utcOffsetMinutes } = community.state.charter.must("00");
    const today = dayOf(community.nowMs, utcOffsetMinutes);
    return [{ member, kind: "claim", body: { plan, incidentDay: today - (mood % 3), amount } }];
  }
  if (what === "enrol") return [{ member, kind: "enrol", body: { plan, tier: mood % 2 } }];
  if (what !== "votes") return [{ member, kind: "leave", body: { plan, on: what === "leave" } }];
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

/** The words on a claim when its ballot's first time was up. */
function wordsAt(community: AidCommunity, id: EventId, { plan, filedMs }: Claim): readonly Word[] {
  const closesMs = filedMs + community.state.terms.must(`${plan}00`).terms.voteMs;
  const after = community.ledgers.find(({ state }) => communityOf(state).throughMs >= closesMs);
  return wordsOn(after?.state ?? community.state, id);
}

/** What was said and sealed, as the second program reads it: nothing that the ledger worked out of money. */
function told(community: AidCommunity): object {
  const { state, ledgers } = community;
  return {
    utcOffsetMinutes: state.charter.must("00").utcOffsetMinutes,
    seals: ledgers.slice(1).map((ledger) => {
      const { height, throughMs, seed } = communityOf(ledger.state);
      return { height, throughMs, seed };
    }),
    plans: [...state.plans.entries()].map(([plan, { openedMs }]) => ({
      id: plan,
      openedMs,
      terms: state.terms.must(`${plan}00`).terms,
      spells: [...state.enrolments.entries(plan)].map(([key, spell]) => ({
        ...spell,
        member: key.slice(64, 128),
      })),
      claims: [...state.claims.entries()]
        .filter(([, claim]) => claim.plan === plan)
        .map(([key, claim]) => ({
          id: key,
          member: claim.member,
          asked: claim.asked,
          filedMs: claim.filedMs,
          beganMs: claimBeganMs(state, claim),
          electors: state.ballots.must(key).electors,
          words: wordsOn(state, key as EventId),
          wordsInTime: wordsAt(community, key as EventId, claim),
        })),
    })),
  };
}
