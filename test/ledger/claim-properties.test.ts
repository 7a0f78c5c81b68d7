import { expect, test } from "vitest";
import type { ClaimId, EventId, MemberId } from "../../src/base/id.ts";
import type { Ballot, ClaimStatus } from "../../src/state/claim-records.ts";
import { claimsOf } from "../../src/state/claims-of.ts";
import { countedWords } from "../../src/state/counted-words.ts";
import { digestState } from "../../src/state/digest.ts";
import { sidesOf } from "../../src/state/side-of.ts";
import { fc } from "../property.ts";
import { AidCommunity, DAY, type Said } from "./aid-fixture.ts";
import { JuryVillage, say, secretOf } from "./jury-village.ts";

const RUNS = process.env["HUZHU_LONG"] === "1" ? 1_000 : 20;
/** Above 40 electors a jury is drawn; with 41 members it depends on who is excluded. */
const SIZES = [12, 41, 42, 48];
const SETTLED: readonly ClaimStatus[] = ["payable", "apportioned", "refused", "draw", "withdrawn"];

const WHATS = [
  "claim",
  "claim",
  "claim-for",
  "evidence",
  "seen",
  "recuse",
  "appeal",
  "withdraw",
  "vote",
  "delegate",
] as const;

const act = fc.record({
  who: fc.nat(47),
  what: fc.constantFrom(...WHATS),
  a: fc.nat(4),
  b: fc.nat(1_000),
});

const step = fc.record({
  /** in tenths of a day */
  tenths: fc.constantFrom(1, 5, 20, 20, 29, 71),
  acts: fc.array(act, { maxLength: 8 }),
  /** how many commit for the first time, and how many tell */
  commit: fc.nat(20),
  tell: fc.constantFrom(0, 0, 3, 5, 9),
  /** how many of all say the same on everything that is open */
  crowd: fc.constantFrom(0, 0, 15, 40, 48),
  choice: fc.constantFrom("yes" as const, "yes" as const, "no" as const),
  /** whoever has a claim goes on with it: evidence for a jury, an appeal of a no */
  goOn: fc.boolean(),
  /** so many appeal what was granted */
  envious: fc.constantFrom(0, 0, 3),
});

type Act = { who: number; what: (typeof WHATS)[number]; a: number; b: number };

test("whatever is claimed, said and taken back: each claim ends, by the words of those who may decide on it alone", () => {
  const seen = { juries: 0, appeals: 0, withdrawn: 0, paid: 0 };
  fc.assert(
    fc.property(fc.constantFrom(...SIZES), fc.array(step, { minLength: 8, maxLength: 16 }), (size, steps) => {
      const village = new JuryVillage(size);
      for (let index = 0; index + 1 < size; index++) befriend(village, index, index + 1);
      const committed = new Set<MemberId>();
      const closed = new Map<string, Ballot>();
      village.seal(...firstCommits(village, committed));
      village.seal(...village.members.slice(0, 3).map((member) => village.claimOf(member)));
      for (const { tenths, acts, commit, tell, crowd, choice, goOn, envious } of steps) {
        const said = new Map<MemberId, Said>();
        for (const each of village.tells(...[...committed].slice(0, tell))) said.set(each.member, each);
        for (const member of village.members.slice(-commit || size).filter((one) => !committed.has(one))) {
          for (const each of village.commits(member)) said.set(member, each);
          committed.add(member);
        }
        for (const [claim, { status, filer }] of village.state.claims.entries()) {
          if (goOn && status === "drawn") said.set(filer, village.evidence(claim, filer));
          if (goOn && status === "notice-no") said.set(filer, say(filer, "appeal", { claim }));
          if (status === "notice-yes")
            for (const member of village.members.slice(5, 5 + envious))
              said.set(member, say(member, "appeal", { claim }));
        }
        for (const each of acts) {
          const word = wordFor(village, each);
          if (word !== undefined) said.set(word.member, word);
        }
        const open = [...village.state.ballots.entries()].filter(([, { outcome }]) => outcome === null);
        for (const [place, member] of village.members.slice(0, crowd).entries()) {
          const [ballot] = open[place % Math.min(2, open.length)] ?? [];
          if (ballot !== undefined && !said.has(member))
            said.set(member, say(member, "vote", { ballot, choice, amount: null }));
        }
        sealEitherWay(village, Math.ceil((tenths * DAY) / 10), [...said.values()]);
        expectSound(village, closed);
      }
      // a lot, its evidence, a ballot twice, a notice, an appeal's lot and ballot
      for (let weeks = 0; weeks < 12; weeks++) village.pass(7 * DAY);
      for (const [, { status, untilMs }] of village.state.claims.entries()) {
        expect(SETTLED).toContain(status);
        expect(untilMs).toBe(null);
      }
      expectSound(village, closed);
      seen.juries += village.state.jurors.size;
      for (const [, { appeal, status, aid }] of village.state.claims.entries()) {
        if (appeal !== null) seen.appeals++;
        if (status === "withdrawn") seen.withdrawn++;
        if (aid > 0) seen.paid++;
      }
    }),
    { numRuns: RUNS },
  );
  for (const count of Object.values(seen)) expect(count, JSON.stringify(seen)).toBeGreaterThan(RUNS / 4);
});

/** Of the last eight, so that lots can be drawn. */
function firstCommits(village: JuryVillage, committed: Set<MemberId>): readonly Said[] {
  const members = village.members.slice(-8);
  for (const member of members) committed.add(member);
  return village.commits(...members);
}

function befriend(village: JuryVillage, member: number, other: number): void {
  const named = "aa".repeat(32) as EventId;
  village.state.contacts.set(village.m(member) + village.m(other), { named, accepted: named });
}

function wordFor(village: JuryVillage, { who, what, a, b }: Act): Said | undefined {
  const { state, members } = village;
  const index = who % members.length;
  const member = members[index] as MemberId;
  const claims = [...state.claims.entries()];
  const [claim, record] = claims[b % Math.max(1, claims.length)] ?? [];
  const incidentDay = { incidentDay: 20_454 + (a % 3) };
  if (what === "claim") return village.claimOf(member, { amount: 1 + b * 100, ...incidentDay });
  if (what === "claim-for" && index > 0)
    return village.claimOf(member, { amount: 1 + b * 100, for: village.m(index - 1), ...incidentDay });
  if (what === "delegate") {
    state.delegations.set(member, {
      to: village.m((b + a) % members.length),
      event: "aa".repeat(32) as EventId,
      height: 1,
    });
    return undefined;
  }
  if (claim === undefined || record === undefined) return undefined;
  const mine = a > 0 ? record.filer : member;
  const ballot = a > 2 && record.appeal !== null ? record.appeal : claim;
  if (what === "evidence") return say(mine, "evidence", { claim, commitments: [secretOf(`${b}`)] });
  if (what === "withdraw") return b % 3 === 0 ? say(mine, "withdraw", { claim }) : undefined;
  if (what === "appeal") return say(record.status === "notice-no" ? mine : member, "appeal", { claim });
  if (what === "seen") return say(member, "seen", { claim, matches: b % 2 === 0 });
  if (what === "recuse") return say(member, "recuse", { ballot });
  return say(member, "vote", {
    ballot,
    choice: b % 2 === 0 ? "yes" : "no",
    amount: b % 4 === 0 ? 500 : null,
  });
}

/** The cut's events in both orders leave one state. */
function sealEitherWay(village: JuryVillage, ms: number, said: readonly Said[]): void {
  const { community } = village;
  const copy = new AidCommunity([]);
  copy.ledgers.push(community.ledger);
  const atMs = community.nowMs + ms;
  copy.seal(atMs, ...said.toReversed());
  community.seal(atMs, ...said);
  expect(digestState(copy.state)).toBe(digestState(community.state));
}

function expectSound(village: JuryVillage, closed: Map<string, Ballot>): void {
  const { state, community } = village;
  for (const [id, ballot] of state.ballots.entries()) {
    const sides = sidesOf(state.claims.must(ballot.subject));
    expect(ballot.excluded).toEqual(expect.arrayContaining([...sides]));
    const words = countedWords(state, id, ballot);
    const spokenFor = words.flatMap(({ member, carries }) => [member, ...carries]);
    expect(new Set(spokenFor).size).toBe(spokenFor.length);
    for (const member of ballot.excluded) expect(spokenFor).not.toContain(member);
    if (ballot.byJury) for (const member of spokenFor) expect(village.jurors(id, "seat")).toContain(member);
    // whatever is said after a ballot has closed changes nothing of it
    if (closed.has(id)) expect(ballot).toEqual(closed.get(id));
    if (ballot.outcome !== null) closed.set(id, ballot);
  }
  for (const [id, claim] of state.claims.entries()) {
    if (!SETTLED.includes(claim.status)) expect(claim.untilMs, claim.status).toBeGreaterThan(community.nowMs);
    for (const side of sidesOf(claim)) expect(state.jurors.has(id + side)).toBe(false);
    if (claim.appeal !== null)
      for (const seat of village.jurors(claim.appeal, "seat")) expect(sat(village, id)).not.toContain(seat);
  }
  for (const member of village.members) expectNoGain(village, member);
}

function sat(village: JuryVillage, claim: ClaimId): readonly MemberId[] {
  return [...village.jurors(claim, "seat"), ...village.jurors(claim, "silent")];
}

/** However often it is filed, taken back, filed by contacts: two tries at most, one benefit, one yes per incident. */
function expectNoGain({ state, plan }: JuryVillage, member: MemberId): void {
  const claims = [...claimsOf(state, plan, member)].map(([, claim]) => claim);
  expect(claims.reduce((sum, { aid }) => sum + aid, 0)).toBeLessThanOrEqual(100_000);
  for (const day of new Set(claims.map(({ incidentDay }) => incidentDay))) {
    const same = claims.filter(({ incidentDay }) => incidentDay === day);
    expect(same.length).toBeLessThanOrEqual(2);
    expect(
      same.filter(({ status }) => status !== "draw" && status !== "withdrawn").length,
    ).toBeLessThanOrEqual(1);
  }
}
