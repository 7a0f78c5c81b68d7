import { expect, test } from "vitest";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { divideAid } from "../../src/ledger/divide-aid.ts";
import { netTransfers } from "../../src/ledger/net-transfers.ts";
import { money } from "../../src/money/money.ts";
import { fc } from "../property.ts";
import { DAY, id, type Said, START_MS } from "./aid-fixture.ts";
import { type Act, someTerms, YEARS_TRIED, Year, year } from "./any-year.ts";
import { checkBooks } from "./check-books.ts";

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
      fc.array(fc.record({ amount: cents(3_000), isBack: fc.boolean() }), { maxLength: 4 }),
      (who, what, perCase, start, debts) => {
        const owing = debts.map((each, index) => ({ ...each, member: id(`member/${index}`) }));
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
        const called = divided.called.reduce((sum, amount) => sum + amount, 0);
        expect(divided.shares.reduce((sum, share) => sum + share, called)).toBe(paid);
        for (const [place, amount] of divided.called.entries())
          expect(amount).toBeLessThanOrEqual(owing[place]?.amount ?? 0);
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

test("a year of anything: periods sum to zero, ceilings hold, shares explain themselves, nobody decides on their own claim, nobody is owed one sum twice", () => {
  fc.assert(
    fc.property(fc.tuple(someTerms, someTerms), year, (terms, days) => {
      const lived = new Year(terms, days);
      checkBooks(lived);
      lived.seal(lived.nowMs + 100 * DAY);
      checkBooks(lived);
    }),
    { numRuns: YEARS_TRIED },
  );
});

test("periods crossed by one cut come out as if each stood alone", () => {
  // what this time's seals net must not lapse within it: whose odd unit it is, is the seed's
  const bound = 21 * DAY;
  const lasting = someTerms.map((terms) => {
    const caps = { ...terms.caps, perYear: money(terms.caps.perPeriod * 1_000) };
    return { ...terms, caps, graceMs: bound, lapseMs: terms.lapseMs };
  });
  fc.assert(
    fc.property(
      fc.tuple(lasting, lasting),
      year,
      fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 8 }),
      (terms, days, steps) => {
        const [slow, fast] = [new Year(terms, days), new Year(terms, days)];
        const endMs = slow.nowMs + bound - 1;
        for (const step of steps) if (slow.nowMs + step * DAY < endMs) slow.seal(slow.nowMs + step * DAY);
        slow.seal(endMs);
        fast.seal(endMs);
        // The seed of another seal may hand the odd unit to somebody else; all else is equal.
        const totals = (community: Year) => {
          const sums = new Map<string, number>();
          for (const { plan, periodEndMs, what, claim, transfer, amount } of community.postings()) {
            const line = [plan, periodEndMs, what, claim, transfer].join();
            sums.set(line, (sums.get(line) ?? 0) + amount);
          }
          return sums;
        };
        expect(totals(slow)).toEqual(totals(fast));
        for (const table of ["enrolments", "claims", "arrears", "shortfalls", "plans"] as const)
          expect([...slow.state[table].entries()]).toEqual([...fast.state[table].entries()]);
        const since = fast.state.community.must("00").height - 1;
        const old = (community: Year) => community.transfers().filter(([, { height }]) => height <= since);
        expect(old(slow)).toEqual(old(fast));
      },
    ),
    { numRuns: Math.ceil(YEARS_TRIED / 2) },
  );
});

test("leaving and staying within one period changes nothing", () => {
  fc.assert(
    fc.property(fc.tuple(someTerms, someTerms), year, fc.nat(3), (terms, days, who) => {
      const [stayed, wavered] = [new Year(terms, days.slice(0, 8)), new Year(terms, days.slice(0, 8))];
      const member = stayed.members[who] as MemberId;
      const [plan] = stayed.plans;
      const spell = stayed.state.enrolments.get(plan + member);
      if (spell === undefined || spell.leavesMs !== null) return;
      const { nowMs } = stayed;
      const monthEnd = nowMs + 2;
      const leave = (on: boolean): Said => ({ member, kind: "leave", body: { plan, on } });
      const [left] = wavered.seal(nowMs + 1, leave(true));
      wavered.seal(monthEnd, leave(false));
      if (wavered.outcomes.get(left as EventId) !== null) return;
      // the others too see that they are there, by a word on something else
      const other = stayed.members.find((each) => each !== member) as MemberId;
      const contact = (on: boolean): Said => ({ member, kind: "contact", body: { role: "name", other, on } });
      stayed.seal(nowMs + 1, contact(true));
      stayed.seal(monthEnd, contact(false));
      for (const community of [stayed, wavered]) community.seal(nowMs + 100 * DAY);
      expect([...wavered.state.enrolments.entries()]).toEqual([...stayed.state.enrolments.entries()]);
      expect(wavered.postings()).toEqual(stayed.postings());
      expect(wavered.transfers()).toEqual(stayed.transfers());
    }),
    { numRuns: YEARS_TRIED },
  );
});

test("permuting members' ids changes at most who pays the odd unit", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  // until the first period's end nobody owes anything from before
  const month = fc.array(
    fc.record({
      days: fc.constantFrom(0, 1),
      acts: fc.array(fc.record({ who: fc.nat(6), amount: fc.integer({ min: 1, max: 300_000 }) }), {
        maxLength: 4,
      }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(
      fc.tuple(someTerms, someTerms),
      month,
      fc.shuffledSubarray(names, { minLength: 7 }),
      (terms, days, others) => {
        const quick = terms.map((each) => ({
          ...each,
          voteMs: DAY,
          noticeMs: 0,
          period: { kind: "month" } as const,
          excess: "drop" as const,
        })) as [(typeof terms)[0], (typeof terms)[1]];
        const told = [names, others].map((each) => {
          const lived = new Year(quick, [], each);
          for (const { days: passed, acts } of days) {
            const claims = acts.map(({ who, amount }): Act => ({ who, amount, plan: 0, what: "claim" }));
            lived.live([{ days: 1 + passed, acts: claims }]);
            for (const [ballot, { outcome, excluded }] of lived.state.ballots.entries()) {
              if (outcome !== null) continue;
              const voters = lived.members.filter((member) => !excluded.includes(member));
              const body = { ballot, choice: "yes", amount: null };
              lived.seal(
                lived.nowMs + 1,
                ...voters.map((member) => ({ member, kind: "vote" as const, body })),
              );
            }
          }
          lived.seal(START_MS + 31 * DAY);
          const sums = new Map<string, number>();
          for (const { member, what, amount } of lived.postings()) {
            const line = `${lived.members.indexOf(member)} ${what}`;
            sums.set(line, (sums.get(line) ?? 0) + amount);
          }
          return sums;
        });
        const [one, other] = told as [Map<string, number>, Map<string, number>];
        for (const line of new Set([...one.keys(), ...other.keys()])) {
          const cases = line.endsWith("aid") ? 4 : 1;
          expect(Math.abs((one.get(line) ?? 0) - (other.get(line) ?? 0))).toBeLessThanOrEqual(cases);
        }
      },
    ),
    { numRuns: YEARS_TRIED },
  );
});
