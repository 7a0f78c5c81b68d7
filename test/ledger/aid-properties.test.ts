import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { divideAid } from "../../src/ledger/divide-aid.ts";
import { apportionmentOf } from "../../src/ledger/explain-share.ts";
import { netTransfers } from "../../src/ledger/net-transfers.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { AidCommunity, DAY, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";

const cents = (max: number) => fc.integer({ min: 0, max }).map(money);

const sharers = fc.array(
  fc.record({
    weight: fc.integer({ min: 1, max: 50 }),
    ceiling: cents(3_000),
    leftMs: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null, freq: 2 }),
  }),
  { maxLength: 12 },
);

const cases = fc.array(
  fc.record({ aid: cents(9_000), got: cents(3_000), beganMs: fc.integer({ min: 0, max: 5 }) }),
  { minLength: 1, maxLength: 6 },
);

test("divided aid: shares sum to what is paid, none is above its ceiling, and no case gets more than its due", () => {
  fc.assert(
    fc.property(
      sharers,
      cases,
      fc.option(cents(400), { nil: null }),
      fc.nat(),
      (who, what, perCase, start) => {
        const open = what.map((each, index) => ({
          ...each,
          got: money(Math.min(each.got, each.aid)),
          claim: id(`claim/${index}`),
          transfer: null,
          member: id(`member/${index}`),
        }));
        const divided = divideAid({
          cases: open,
          owing: [],
          sharers: who,
          perCase,
          start: (tied) => start % tied,
        });
        const paid = divided.cases.reduce((sum, each) => sum + each.paid, 0);
        expect(divided.shares.reduce((sum, share) => sum + share, 0)).toBe(paid);
        for (const [place, share] of divided.shares.entries()) {
          expect(share).toBeLessThanOrEqual(who[place]?.ceiling ?? 0);
        }
        for (const each of divided.cases) {
          expect(each.paid).toBeLessThanOrEqual(each.scaled);
          expect(each.scaled).toBeLessThanOrEqual(each.capped);
          expect(each.capped).toBeLessThanOrEqual(each.open);
          if (perCase !== null)
            expect(each.got + each.paid).toBeLessThanOrEqual(Math.max(each.got, perCase * each.weights));
        }
        for (const round of divided.rounds) {
          const owed = new Set(round.places.map((place) => who[place]?.leftMs ?? null));
          for (const index of round.cases) {
            for (const left of owed) expect(left === null || left > (open[index]?.beganMs ?? 0)).toBe(true);
          }
        }
      },
    ),
  );
});

test("divided aid: with nobody gone, all that the ceilings allow is paid", () => {
  fc.assert(
    fc.property(sharers, cases, (left, what) => {
      const who = left.map((sharer) => ({ ...sharer, leftMs: null }));
      const open = what.map((each, index) => ({
        ...each,
        got: money(0),
        claim: id(`${index}`),
        transfer: null,
        member: id(`${index}`),
      }));
      const { cases: divided } = divideAid({
        cases: open,
        owing: [],
        sharers: who,
        perCase: null,
        start: () => 0,
      });
      const asked = open.reduce((sum, { aid }) => sum + aid, 0);
      const ceilings = who.reduce((sum, { ceiling }) => sum + ceiling, 0);
      expect(divided.reduce((sum, { paid }) => sum + paid, 0)).toBe(Math.min(asked, ceilings));
    }),
  );
});

test("netting: at most n − 1 transfers, each side settled exactly", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 1, maxLength: 20 }), (amounts) => {
      const balances = new Map<MemberId, number>(amounts.map((amount, index) => [id(`m${index}`), amount]));
      balances.set(id("rest"), -amounts.reduce((sum, amount) => sum + amount, 0));
      const transfers = netTransfers(balances);
      expect(transfers.length).toBeLessThan(balances.size);
      for (const { from, to, amount } of transfers) {
        expect(amount).toBeGreaterThan(0);
        balances.set(from, (balances.get(from) ?? 0) + amount);
        balances.set(to, (balances.get(to) ?? 0) - amount);
      }
      expect([...balances.values()].every((rest) => rest === 0)).toBe(true);
    }),
  );
});

/** What members might do on some day; what makes no sense is refused, and does no harm. */
const act = fc.record({
  who: fc.nat(6),
  what: fc.constantFrom(
    "claim",
    "claim",
    "all-yes",
    "all-yes",
    "yes",
    "no",
    "leave",
    "stay",
    "enrol",
    "pay",
    "receipt",
  ),
  amount: fc.integer({ min: 1, max: 300_000 }),
});

const year = fc.array(
  fc.record({ days: fc.integer({ min: 1, max: 12 }), acts: fc.array(act, { maxLength: 6 }) }),
  {
    minLength: 10,
    maxLength: 40,
  },
);

const someTerms = fc
  .record({
    excess: fc.constantFrom("drop" as const, "defer" as const),
    perCase: fc.option(fc.integer({ min: 1, max: 30_000 }).map(money), { nil: null }),
    perPeriod: fc.integer({ min: 1, max: 60_000 }),
    waitingShares: fc.boolean(),
    waitingMs: fc.integer({ min: 0, max: 20 * DAY }),
    runOffMs: fc.integer({ min: 0, max: 60 * DAY }),
    period: fc.constantFrom("week" as const, "half-month" as const, "month" as const),
  })
  .map(({ perCase, perPeriod, period, ...rest }): Terms => {
    const caps = { perCase, perPeriod: money(perPeriod), perYear: money(perPeriod * 5) };
    return { ...TERMS, ...rest, caps, period: { kind: period } };
  });

test("a year of anything: periods sum to zero, ceilings hold, shares explain themselves, nobody decides on their own claim", () => {
  fc.assert(
    fc.property(someTerms, year, (terms, weeks) => {
      const community = lived(terms, weeks);
      const sums = new Map<string, number>();
      const shared = new Map<MemberId, number>();
      for (const posting of community.postings()) {
        const period = `${posting.periodEndMs}`;
        sums.set(period, (sums.get(period) ?? 0) + posting.amount);
        if (posting.claim !== null) continue;
        shared.set(posting.member, (shared.get(posting.member) ?? 0) - posting.amount);
        expect(-posting.amount).toBeLessThanOrEqual(terms.caps.perPeriod * 3);
        const stateAfter = community.stateAt(posting.height);
        if (stateAfter === undefined) throw new Error("every height is kept");
        const again = apportionmentOf(stateAfter, posting);
        const place = again.sharers.findIndex(({ member }) => member === posting.member);
        expect(again.shares[place]).toBe(-posting.amount);
      }
      expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
      for (const total of shared.values()) expect(total).toBeLessThanOrEqual(terms.caps.perYear * 3 * 2);
      for (const [key, claim] of community.state.claims.entries()) {
        expect(community.state.votes.entries(key + claim.member).next().done).toBe(true);
        expect(claim.apportioned).toBeLessThanOrEqual(claim.aid);
        expect(claim.aid).toBeLessThanOrEqual(claim.asked);
      }
      const enrolled = [...community.state.enrolments.entries()].filter(([, { leftMs }]) => leftMs === null);
      const [[, plan] = []] = community.state.plans.entries();
      expect(plan?.enrolled).toBe(enrolled.length);
    }),
    { numRuns: 60 },
  );
});

test("periods crossed by one cut come out as if each stood alone", () => {
  fc.assert(
    fc.property(
      someTerms,
      year,
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }),
      (terms, weeks, steps) => {
        const [slow, fast] = [lived(terms, weeks.slice(0, 12)), lived(terms, weeks.slice(0, 12))];
        const endMs = slow.nowMs + 500 * DAY;
        for (const days of steps) slow.seal(slow.nowMs + days * DAY);
        slow.seal(endMs);
        fast.seal(endMs);
        const bare = (community: AidCommunity) =>
          community.postings().map(({ height, ...rest }) => ({ ...rest, sealed: height > 0 }));
        // The seed of another seal may hand the odd unit to somebody else; all else is equal.
        const totals = (community: AidCommunity) => {
          const sums = new Map<string, number>();
          for (const { periodEndMs, claim, amount } of bare(community)) {
            const line = `${periodEndMs}/${claim}`;
            sums.set(line, (sums.get(line) ?? 0) + amount);
          }
          return sums;
        };
        expect(totals(slow)).toEqual(totals(fast));
        const [rolls, claims] = [
          (c: AidCommunity) => [...c.state.enrolments.entries()],
          (c: AidCommunity) => [...c.state.claims.entries()],
        ];
        expect(rolls(slow)).toEqual(rolls(fast));
        expect(claims(slow)).toEqual(claims(fast));
      },
    ),
    { numRuns: 40 },
  );
});

test("leaving and staying within one period changes nothing", () => {
  fc.assert(
    fc.property(someTerms, year, fc.nat(3), (terms, weeks, who) => {
      const [stayed, wavered] = [lived(terms, weeks.slice(0, 8)), lived(terms, weeks.slice(0, 8))];
      const member = stayed.members[who] as MemberId;
      const [[plan] = [""]] = stayed.state.plans.entries();
      if (stayed.state.enrolments.get(plan + member)?.leavesMs !== null) return;
      const { nowMs } = stayed;
      const monthEnd = nowMs + 2;
      wavered.seal(nowMs + 1, { member, kind: "leave", body: { plan, on: true } });
      wavered.seal(monthEnd, { member, kind: "leave", body: { plan, on: false } });
      stayed.seal(nowMs + 1);
      stayed.seal(monthEnd);
      for (const community of [stayed, wavered]) community.seal(nowMs + 100 * DAY);
      expect([...wavered.state.enrolments.entries()]).toEqual([...stayed.state.enrolments.entries()]);
      expect(wavered.postings()).toEqual(stayed.postings());
      expect(wavered.transfers()).toEqual(stayed.transfers());
    }),
    { numRuns: 40 },
  );
});

type Days = readonly { days: number; acts: readonly { who: number; what: string; amount: number }[] }[];

function lived(terms: Terms, weeks: Days): AidCommunity {
  const community = new AidCommunity(["a", "b", "c", "d", "e", "f", "g"]);
  const tiers = new Map(community.members.slice(0, 5).map((member, index) => [member, index % 2]));
  const plan = community.openPlan(START_MS, terms, tiers);
  for (const { days, acts } of weeks) {
    const said = acts.flatMap((each) => wordsFor(community, plan, each));
    community.seal(community.nowMs + days * DAY, ...said);
  }
  return community;
}

function wordsFor(
  community: AidCommunity,
  plan: EventId,
  act: Days[number]["acts"][number],
): readonly Said[] {
  if (act.what !== "all-yes") return [wordFor(community, plan, act)];
  return community.members.map((_, who) => wordFor(community, plan, { ...act, who, what: "yes" }));
}

function wordFor(
  community: AidCommunity,
  plan: EventId,
  { who, what, amount }: Days[number]["acts"][number],
): Said {
  const member = community.members[who] as MemberId;
  const [ballot] = [...community.state.claims.entries()].findLast(
    ([, { status }]) => status === "voting",
  ) ?? [plan];
  const transfers = community.transfers();
  const [transfer] = transfers.find(
    ([, { from, to, settledMs }]) => settledMs === null && [from, to].includes(member),
  ) ?? [plan];
  switch (what) {
    case "claim": {
      const incidentDay = dayOf(community.nowMs, 480) - (amount % 3);
      return { member, kind: "claim", body: { plan, incidentDay, amount, for: null } };
    }
    case "yes":
      return {
        member,
        kind: "vote",
        body: { ballot, choice: "yes", amount: amount % 2 === 0 ? null : amount },
      };
    case "no":
      return { member, kind: "vote", body: { ballot, choice: "no", amount: null } };
    case "enrol":
      return { member, kind: "enrol", body: { plan, tier: amount % 2 } };
    case "pay":
      return { member, kind: "pay", body: { transfer } };
    case "receipt":
      return { member, kind: "receipt", body: { transfer, amount } };
    default:
      return { member, kind: "leave", body: { plan, on: what === "leave" } };
  }
}
