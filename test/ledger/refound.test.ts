import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { CommunityId, MemberId } from "../../src/base/id.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import { type Refounding, refound } from "../../src/ledger/refound.ts";
import { statement } from "../../src/ledger/statement.ts";
import { digestState } from "../../src/state/digest.ts";
import { charterOf, communityOf, type State, TABLE_NAMES } from "../../src/state/state.ts";
import type { Table } from "../../src/state/table.ts";
import { EMPTY_TRIE } from "../../src/state/trie.ts";
import { fc } from "../property.ts";
import { AidCommunity, CHARTER, DAY, deviceOf, id, START_MS, TERMS } from "./aid-fixture.ts";

const NAMES = ["an", "bo", "chen", "di", "ed", "fa"] as const;
const MEMBERS = NAMES.map(id) as readonly MemberId[] as readonly [MemberId, ...MemberId[]];
const [AN, BO, CHEN, DI, ED, FA] = MEMBERS as readonly [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
  MemberId,
  MemberId,
];
const COMMUNITY = id("a new community") as string as CommunityId;
const INCIDENT_DAY = Math.floor(START_MS / DAY) + 3;
/** the fixture's devices of the new community */
const NEW = 9;

function founderOf(member: MemberId): Refounding["founder"] {
  return { member, device: deviceOf(member, NEW), boxKey: "ab".repeat(32) };
}

/** The first of them re-founds. */
function refounding(members: readonly [MemberId, ...MemberId[]], more: Partial<Refounding> = {}): Refounding {
  const founder = founderOf(members[0]);
  return {
    community: COMMUNITY,
    charter: { ...CHARTER, title: "Lane 7, again" },
    founder,
    roll: members,
    ...more,
  };
}

/** Two months of a plan of six: Bo's claim is paid for, Di's is being voted on, Ed's was filed beside it. */
function village(): { readonly old: AidCommunity; readonly plan: string } {
  const old = new AidCommunity(NAMES);
  const tiers = new Map(MEMBERS.map((member, i) => [member, i % 2]));
  const plan = old.openPlan(START_MS + DAY, { ...TERMS, lapseMs: 300 * DAY }, tiers);
  const claim = (member: MemberId, amount: number) =>
    ({ member, kind: "claim", body: { plan, incidentDay: INCIDENT_DAY, amount } }) as const;
  const vote = (member: MemberId, ballot: string | undefined) =>
    ({ member, kind: "vote", body: { ballot, choice: "yes", amount: null } }) as const;
  const [first] = old.seal(START_MS + 5 * DAY, claim(BO, 90_000));
  old.seal(START_MS + 6 * DAY, ...[AN, CHEN, DI, ED].map((member) => vote(member, first)));
  old.seal(START_MS + 40 * DAY);
  const [second] = old.seal(START_MS + 41 * DAY, claim(DI, 60_000), claim(ED, 30_000));
  old.seal(START_MS + 42 * DAY, vote(AN, second), vote(FA, second));
  return { old, plan };
}

function refounded(base: State, members: readonly MemberId[]): State {
  const made = refound(base, refounding(members as readonly [MemberId, ...MemberId[]]));
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

/** The new community lives on, from where the old one stood. */
function goOn(old: AidCommunity, state: State): AidCommunity {
  const next = new AidCommunity(NAMES);
  next.ledgers.splice(0, 1, ...old.ledgers.slice(0, -1), { state, heads: EMPTY_TRIE });
  return next;
}

/** What everybody is owed less what they owe, of what is open. */
function balances(state: State): ReadonlyMap<MemberId, number> {
  const sums = new Map<MemberId, number>();
  for (const [, { from, to, amount, received }] of state.transfers.entries()) {
    sums.set(from, (sums.get(from) ?? 0) - (amount - received));
    sums.set(to, (sums.get(to) ?? 0) + (amount - received));
  }
  return sums;
}

describe("a re-founded community", () => {
  test("begins at the base's height and time under an id, a charter and a seed of its own; the base stays as it was", () => {
    const { old } = village();
    const before = digestState(old.state);
    const state = refounded(old.state, [CHEN, AN, BO]);
    expect(communityOf(state)).toMatchObject({
      id: COMMUNITY,
      epoch: 0,
      height: communityOf(old.state).height,
    });
    expect(communityOf(state).throughMs).toBe(old.nowMs);
    expect(communityOf(state).seed).not.toBe(communityOf(old.state).seed);
    expect(charterOf(state).title).toBe("Lane 7, again");
    expect(digestState(old.state)).toBe(before);
    expect(digestState(refounded(old.state, [CHEN, AN, BO]))).toBe(digestState(state));
  });

  test("has exactly those who signed, one new device and one seat: of the one who re-founds", () => {
    const { old } = village();
    const state = refounded(old.state, [CHEN, AN, BO]);
    expect([...state.members.entries()].map(([member]) => member)).toEqual([AN, BO, CHEN].toSorted());
    expect([...state.devices.entries()].map(([device]) => device)).toEqual([deviceOf(CHEN, NEW)]);
    expect([...state.seats.entries()].map(([, seat]) => seat)).toEqual([
      { member: CHEN, device: deviceOf(CHEN, NEW) },
    ]);
  });

  test("leaves nobody a waiting period, a tenure, a cap or a claim: with all aboard nothing of theirs changes", () => {
    const { old } = village();
    const state = refounded(old.state, MEMBERS);
    const tables = [
      "members",
      "enrolments",
      "adoptions",
      "claims",
      "memberClaims",
      "payables",
      "ballots",
      "votes",
    ] as const;
    for (const table of [...tables, "plans", "terms", "dues", "postings", "transfers", "deadlines"] as const)
      expect([...state[table].entries()], table).toEqual([...old.state[table].entries()]);
    for (const member of MEMBERS) expect(statement(state, member)).toEqual(statement(old.state, member));
  });

  test("keeps what two of them owe each other, and nothing with who stayed behind: balances sum to zero", () => {
    const { old } = village();
    const all = [...old.state.transfers.entries()];
    expect(all.length).toBeGreaterThan(2);
    fc.assert(
      fc.property(fc.subarray([...MEMBERS], { minLength: 1 }), (members) => {
        const state = refounded(old.state, members);
        const kept = [...state.transfers.entries()];
        expect(kept).toEqual(
          all.filter(([, { from, to }]) => members.includes(from) && members.includes(to)),
        );
        const sums = balances(state);
        expect([...sums.values()].reduce((sum, each) => sum + each, 0)).toBe(0);
        for (const [, { member }] of state.postings.entries()) expect(members).toContain(member);
        for (const [, { plan, enrolled }] of [...state.plans.entries()].map(
          ([plan, row]) => [plan, { ...row, plan }] as const,
        ))
          expect(enrolled).toBe(members.filter((member) => state.enrolments.has(plan + member)).length);
      }),
      { numRuns: 40 },
    );
  });

  test("decides what was open among those who stay, with their votes; the rest is over", () => {
    const { old, plan } = village();
    const [claimOfDi, claimOfEd] = [DI, ED].map(
      (member) =>
        present(
          [...old.state.claims.entries()].find(([, row]) => row.member === member),
          "a claim",
        )[0],
    );
    // of Di's five electors An, Bo and Fa come along
    const next = goOn(old, refounded(old.state, [AN, BO, DI, FA]));
    expect(next.state.ballots.must(claimOfDi ?? "").electors).toBe(3);
    expect(next.state.claims.has(claimOfEd ?? "")).toBe(false);
    next.seal(START_MS + 75 * DAY);
    const decided = next.claim(claimOfDi as never);
    expect(decided).toMatchObject({ status: "apportioned", aid: 60_000, apportioned: 60_000 });
    // the three others carry it, and each period of the new community sums to zero
    const period = next
      .postings()
      .filter(({ claim, periodEndMs }) => periodEndMs > old.nowMs && claim !== null);
    expect(period.map(({ member, amount }) => [member, amount])).toEqual([[DI, 60_000]]);
    const sums = new Map<number, number>();
    for (const { periodEndMs, amount } of next.postings())
      if (periodEndMs > old.nowMs) sums.set(periodEndMs, (sums.get(periodEndMs) ?? 0) + amount);
    expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
    expect(next.state.plans.must(plan).enrolled).toBe(4);
  });

  test("counts nothing twice: what was apportioned before the base is not netted again", () => {
    const { old } = village();
    const next = goOn(old, refounded(old.state, MEMBERS));
    const before = [...next.state.transfers.entries()].length;
    next.seal(old.nowMs + 1);
    expect([...next.state.transfers.entries()]).toHaveLength(before);
    // with everybody aboard both communities work out the same from here
    old.seal(START_MS + 75 * DAY);
    next.seal(START_MS + 75 * DAY);
    expect(next.postings()).toEqual(old.postings());
    expect([...balances(next.state)]).toEqual([...balances(old.state)]);
  });

  test("names nobody who did not come along, wherever a member stands", () => {
    const { old } = village();
    old.seal(START_MS + 43 * DAY, { member: AN, kind: "propose", body: { terms: TERMS, tier: 0 } });
    const proposed = present(
      [...old.state.plans.entries()].find(([, { status }]) => status === "proposed"),
      "a plan",
    )[0];
    const word = { plan: proposed, tier: 0, termsHash: old.state.plans.must(proposed).termsHash };
    old.seal(START_MS + 44 * DAY, { member: ED, kind: "adopt", body: word });
    const state = refounded(old.state, [AN, BO, CHEN]);
    for (const table of TABLE_NAMES.filter((name) => name !== "ballots")) {
      const text = JSON.stringify([...(state[table] as Table<unknown>).entries()]);
      for (const gone of [DI, ED, FA]) expect(text.includes(gone), table).toBe(false);
    }
    expect(state.plans.must(proposed).adopted).toBe(1);
  });

  test("pays at the period's end what was decided before the base, by those who are there", () => {
    const { old } = village();
    for (const [claim, { status }] of old.state.claims.entries())
      if (status === "voting")
        old.seal(
          old.nowMs + 1,
          ...[AN, BO, CHEN, FA].map((member) => ({
            member,
            kind: "vote" as const,
            body: { ballot: claim, choice: "yes", amount: null },
          })),
        );
    old.seal(START_MS + 53 * DAY);
    const waiting = [...old.state.claims.entries()].filter(([, { status }]) => status === "payable");
    expect(waiting.map(([, { member }]) => member).toSorted()).toEqual([DI, ED].toSorted());
    const state = refounded(old.state, [AN, BO, ED]);
    expect([...state.payables.entries()]).toHaveLength(1);
    const next = goOn(old, state);
    next.seal(START_MS + 75 * DAY);
    const paid = next
      .postings()
      .filter(({ claim, periodEndMs }) => periodEndMs > old.nowMs && claim !== null);
    expect(paid.map(({ member, amount }) => [member, amount])).toEqual([[ED, 30_000]]);
  });

  test("keeps who is barred from seats barred, and off who said off", () => {
    const { old } = village();
    const barredUntilMs = old.nowMs + DAY;
    const said = { device: deviceOf(BO), on: false, seenMs: 1, height: 1, barredUntilMs };
    old.state.witnesses.set(BO, said);
    const { witnesses } = refounded(old.state, [AN, BO]);
    expect(witnesses.get(BO)).toMatchObject({ on: false, barredUntilMs });
    expect(witnesses.get(AN)).toMatchObject({ on: true, barredUntilMs: 0, device: deviceOf(AN, NEW) });
  });

  test("hears its new devices only: a key of the old community has no word", () => {
    const { old, plan } = village();
    const next = goOn(old, refounded(old.state, [AN, BO, CHEN]));
    const leave = { member: AN, kind: "leave", body: { plan, on: true } } as const;
    expect(next.try(leave)).toBe("device-unknown");
    expect(next.try({ ...leave, device: NEW })).toBeNull();
  });

  test("a lone claimant with nobody left to vote hurts nobody", () => {
    const { old } = village();
    const next = goOn(old, refounded(old.state, [DI]));
    next.seal(START_MS + 120 * DAY);
    expect(next.postings().filter(({ periodEndMs }) => periodEndMs > old.nowMs)).toEqual([]);
  });
});

describe("is refused", () => {
  const { old } = village();
  test.each<[string, string, Refounding]>([
    ["an unknown member", "member-unknown", refounding([AN, id("gu")])],
    ["a member twice", "member-unknown", refounding([AN, AN])],
    [
      "a key of the old community",
      "device-taken",
      refounding([AN], { founder: { ...founderOf(AN), device: deviceOf(BO) } }),
    ],
    ["a founder who does not come along", "member-unknown", refounding([AN], { roll: [BO] })],
    ["another currency", "charter-differs", refounding([AN], { charter: { ...CHARTER, currency: "TWD" } })],
    ["other decimals", "charter-differs", refounding([AN], { charter: { ...CHARTER, digits: 0 } })],
    ["another time", "charter-differs", refounding([AN], { charter: { ...CHARTER, utcOffsetMinutes: 0 } })],
  ])("%s: %s", (_, code, wish) => {
    expect(refound(old.state, wish)).toEqual({ ok: false, error: code });
  });

  test("a community without a seal to go on from", () => {
    const fresh = new AidCommunity(NAMES);
    expect(refound(fresh.state, refounding([AN]))).toEqual({ ok: false, error: "base-unsealed" });
  });
});

test("the first seal follows the base's, at the next height", () => {
  const { old } = village();
  const state = refounded(old.state, [AN, BO]);
  const { height, throughMs } = communityOf(state);
  const cut = {
    height: height + 1,
    prevSeal: id("base seal") as never,
    throughMs: throughMs + 1,
    reporters: [AN],
  };
  const { ledger } = applyCut({ state, heads: EMPTY_TRIE }, { ...cut, events: [], endedFeeds: [] });
  expect(ledger.state.anchors.get(id("base seal"))).toEqual({ height });
  expect([...ledger.state.seats.entries()].map(([, seat]) => seat.member)).toEqual([AN]);
});
