import { expect, test } from "vitest";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import type { Applied, Cut } from "../../src/ledger/cut.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { provisional } from "../../src/ledger/provisional.ts";
import { digestHeads, digestState } from "../../src/state/digest.ts";
import type { Tier } from "../../src/state/plan-records.ts";
import { planYearAt } from "../../src/state/plan-time.ts";
import { emptyState, type State, TABLE_NAMES } from "../../src/state/state.ts";
import type { Table } from "../../src/state/table.ts";
import { fc } from "../property.ts";
import { AnyCommunity, lives, someTerms } from "./any-community.ts";
import { ADMISSION_RULES } from "./any-people-words.ts";
import { expectPeople } from "./expect-people.ts";

const RUNS = process.env["HUZHU_LONG"] === "1" ? 5_000 : 40;

test("whatever a community does, its ledger is one for all: any order and repetition, refusals without a trace, money that adds up", () => {
  let happened = 0;
  fc.assert(
    fc.property(
      someTerms,
      fc.integer({ min: -720, max: 840 }),
      lives,
      fc.infiniteStream(fc.nat()),
      fc.constantFrom(...ADMISSION_RULES),
      (terms, offset, steps, chance, charter) => {
        const community = new AnyCommunity(terms, offset, charter);
        const { world } = community;
        const draw = () => Number(chance.next().value);
        for (const { hours, acts, late, agree } of steps) {
          if (agree) community.do({ who: 0, device: 0, what: "all-yes", a: 0, b: 2 });
          for (const each of acts) community.do(each);
          const cut = community.nextCut(hours, late);
          const { ledger: before } = world;
          const was = digestOf(before);
          const applied = applyCut(before, cut);
          provisional(before, { lastSeal: world.lastSeal, nowMs: cut.throughMs, events: cut.events });
          expectSame(applied, applyCut(before, jumbled(cut, draw)));
          expectNoTrace(before, cut, applied);
          expect(digestOf(before)).toEqual(was);
          world.ledger = applied.ledger;
          world.nowMs = cut.throughMs;
          community.sealed();
          expectTransfers(applied.ledger.state, cut.height);
        }
        happened += world.ledger.state.transfers.size;
        expectBooks(world.ledger.state);
        expectPeople(world.ledger.state);
        expect(digestState(rebuilt(world.ledger.state))).toBe(digestState(world.ledger.state));
      },
    ),
    { numRuns: RUNS },
  );
  expect(happened).toBeGreaterThan(RUNS / 4);
});

function digestOf({ state, heads }: Ledger): readonly [string, string] {
  return [digestState(state), digestHeads(heads)];
}

function expectSame(a: Applied, b: Applied): void {
  expect(digestOf(b.ledger)).toEqual(digestOf(a.ledger));
  const codes = ({ outcomes }: Applied) => [...outcomes].map(({ id, code }) => `${id} ${code}`).sort();
  expect(codes(b)).toEqual(codes(a));
}

/** The same events in another order, some of them twice. */
function jumbled(cut: Cut, draw: () => number): Cut {
  const events = cut.events.flatMap((event) => (draw() % 3 === 0 ? [event, { ...event }] : [event]));
  const lots = events.map((event) => ({ event, lot: draw() }));
  return { ...cut, events: lots.sort((a, b) => a.lot - b.lot).map(({ event }) => event) };
}

/** Without a feed's last event, if that was refused for itself, the state is the same. */
function expectNoTrace(before: Ledger, cut: Cut, applied: Applied): void {
  const last = new Map(cut.events.map((event) => [event.device, event]));
  for (const event of cut.events) {
    const known = last.get(event.device);
    if (known !== undefined && event.seq > known.seq) last.set(event.device, event);
  }
  const codes = new Map<EventId, string | null>(applied.outcomes.map(({ id, code }) => [id, code]));
  for (const { id, device, seq } of last.values()) {
    const code = codes.get(id);
    if (code === undefined || code === null || code === "devices-differ") continue;
    // where two stand at one place, without one of them the other is taken
    if (cut.events.some((event) => event.device === device && event.seq === seq && event.id !== id)) continue;
    const without = applyCut(before, { ...cut, events: cut.events.filter((event) => event.id !== id) });
    expect(digestState(without.ledger.state)).toBe(digestState(applied.ledger.state));
  }
}

/** The transfers of one seal settle exactly that seal's postings, by fewer payments than there are people. */
function expectTransfers(state: State, height: number): void {
  const balances = new Map<string, number>();
  const add = (member: string, amount: number) => balances.set(member, (balances.get(member) ?? 0) + amount);
  for (const [, posting] of state.postings.entries()) {
    if (posting.height === height) add(posting.member, posting.amount);
  }
  const people = [...balances.values()].filter((balance) => balance !== 0).length;
  const transfers = [...state.transfers.entries()].filter(([, transfer]) => transfer.height === height);
  expect(transfers.length).toBeLessThanOrEqual(Math.max(0, people - 1));
  for (const [, { from, to, amount }] of transfers) {
    expect(amount).toBeGreaterThan(0);
    add(from, amount);
    add(to, -amount);
  }
  expect([...balances.values()].filter((rest) => rest !== 0)).toEqual([]);
}

function expectBooks(state: State): void {
  const periods = new Map<string, number>();
  const paid = new Map<string, number>();
  const dues = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, amount: number) =>
    sums.set(key, (sums.get(key) ?? 0) + amount);
  for (const [, { plan, periodEndMs, member, what, claim, amount }] of state.postings.entries()) {
    add(periods, `${plan} ${periodEndMs}`, amount);
    const isPaid = what === "aid" || what === "shortfall";
    expect([Math.sign(amount), claim !== null]).toEqual([isPaid ? 1 : -1, what === "aid"]);
    if (claim !== null) add(paid, claim, amount);
    if (what !== "share") continue;
    // the same in every version
    const { caps } = state.terms.must(`${plan}00`).terms;
    const weight = Math.max(...tiersEver(state, plan).map((tier) => tier.weight));
    expect(-amount).toBeLessThanOrEqual(caps.perPeriod * weight);
    const { startMs } = planYearAt(state, plan, periodEndMs - 1);
    add(dues, `${plan}${startMs.toString(16).padStart(16, "0")}${member}`, -amount);
    expect(dues.get(`${plan}${startMs.toString(16).padStart(16, "0")}${member}`)).toBeLessThanOrEqual(
      caps.perYear * weight,
    );
  }
  expect([...periods.values()].filter((sum) => sum !== 0)).toEqual([]);
  expect(new Map([...state.dues.entries()].map(([key, { shared }]) => [key, shared]))).toEqual(dues);
  const payables: string[] = [];
  const found: string[] = [];
  for (const [id, claim] of state.claims.entries()) {
    expect(claim.apportioned).toBe(paid.get(id) ?? 0);
    expect(claim.apportioned).toBeLessThanOrEqual(claim.aid);
    expect(claim.aid).toBeLessThanOrEqual(claim.asked);
    expect(claim.status === "apportioned").toBe(claim.apportionedMs !== null);
    expect(state.votes.entries(id + claim.member).next().done).toBe(true);
    if (claim.status === "payable") payables.push(claim.plan + id);
    found.push(claim.plan + claim.member + id);
  }
  expect([...state.payables.entries()].map(([key]) => key)).toEqual(payables.sort());
  expect([...state.memberClaims.entries()].map(([key]) => key)).toEqual(found.sort());
  for (const [, { amount, received, settledMs }] of state.transfers.entries()) {
    expect(received).toBeLessThanOrEqual(amount);
    expect(settledMs !== null).toBe(received === amount);
  }
  for (const [plan, { enrolled, openedMs }] of state.plans.entries()) {
    const here = [...state.enrolments.entries(plan)].filter(([, { leftMs }]) => leftMs === null);
    if (openedMs !== null) expect(enrolled).toBe(here.length);
    expectBenefits(state, plan as EventId);
  }
}

/** Of every version of the terms. */
function tiersEver(state: State, plan: EventId): readonly Tier[] {
  return [...state.terms.entries(plan)].flatMap(([, { terms }]) => terms.tiers);
}

/** All aid to one member for incidents of one plan-year is within the highest benefit. */
function expectBenefits(state: State, plan: EventId): void {
  const most = Math.max(...tiersEver(state, plan).map(({ benefit }) => benefit));
  const granted = new Map<string, number>();
  for (const [, claim] of state.claims.entries()) {
    if (claim.plan !== plan) continue;
    const { utcOffsetMinutes } = state.charter.must("00");
    const { startMs } = planYearAt(state, plan, claim.incidentDay * 86_400_000 - utcOffsetMinutes * 60_000);
    const key = `${claim.member satisfies MemberId} ${startMs}`;
    granted.set(key, (granted.get(key) ?? 0) + claim.aid);
  }
  for (const sum of granted.values()) expect(sum).toBeLessThanOrEqual(most);
}

/** The state as somebody makes it who reads each record from its bytes, last one first. */
function rebuilt(state: State): State {
  const again = emptyState();
  for (const name of TABLE_NAMES) {
    const table = again[name] as Table<unknown>;
    for (const [key, record] of [...(state[name] as Table<unknown>).entries()].reverse()) {
      const read = decodeCbor(encodeCbor(record as Cbor));
      if (!read.ok) throw new Error(`${name}: ${read.error}`);
      table.set(key, read.value);
    }
  }
  return again;
}
