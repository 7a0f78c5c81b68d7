import { describe, expect, test } from "vitest";
import { concatBytes, fromHex, toHex } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { ClaimId, EventId, MemberId } from "../../src/base/id.ts";
import { compareText } from "../../src/base/order.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { countedWords, tallyOf, weightOf } from "../../src/state/counted-words.ts";
import { fc } from "../property.ts";
import { DAY } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";

/** Says on the record that one's vote counts for the other. */
function delegate(village: JuryVillage, from: number, to: number): void {
  const event = "aa".repeat(32) as EventId;
  village.state.delegations.set(village.m(from), { to: village.m(to), event, height: 1 });
}

function words(village: JuryVillage, claim: ClaimId) {
  return countedWords(village.state, claim, village.state.ballots.must(claim));
}

function tally(village: JuryVillage, claim: ClaimId) {
  return tallyOf(words(village, claim));
}

describe("who does not vote and has delegated", () => {
  test("has the word of the first on the way who votes; one's own word comes before it", () => {
    const village = new JuryVillage(40);
    const claim = village.filed();
    for (const [from, to] of [
      [1, 2],
      [2, 3],
      [3, 4],
      [5, 3],
    ] as const)
      delegate(village, from, to);
    village.seal(...village.votes(claim, "no", [village.m(4)]));
    // delegations are not lost with the next seal: 1, 2, 3 and 5 come to 4, who may carry three
    expect(tally(village, claim)).toEqual({ yes: 0, no: 4, abstain: 0 });
    village.seal(...village.votes(claim, "yes", [village.m(2)]));
    expect(tally(village, claim)).toEqual({ yes: 2, no: 3, abstain: 0 });
    village.seal(...village.votes(claim, "abstain", [village.m(1), village.m(3)]));
    expect(tally(village, claim)).toEqual({ yes: 1, no: 1, abstain: 3 });
  });

  test("has none where the last on the way has said nothing", () => {
    const village = new JuryVillage(10);
    const claim = village.filed();
    delegate(village, 1, 2);
    village.seal(...village.votes(claim, "no", [village.m(4)]));
    expect(tally(village, claim)).toEqual({ yes: 0, no: 1, abstain: 0 });
  });

  test("abstains in a circle, and so does whoever leads into one", () => {
    const village = new JuryVillage(10);
    const claim = village.filed();
    for (const [from, to] of [
      [1, 2],
      [2, 3],
      [3, 1],
      [4, 3],
    ] as const)
      delegate(village, from, to);
    expect(tally(village, claim)).toEqual({ yes: 0, no: 0, abstain: 4 });
    village.seal(...village.votes(claim, "yes", [village.m(3)]));
    // nine electors: one may be carried, the others have no word
    expect(tally(village, claim)).toEqual({ yes: 2, no: 0, abstain: 0 });
  });

  test("abstains where the way leads to the claimant, or to who stepped back", () => {
    const village = new JuryVillage(10);
    const claim = village.filed();
    for (const [from, to] of [
      [1, 0],
      [2, 1],
      [3, 4],
    ] as const)
      delegate(village, from, to);
    delegate(village, 0, 5);
    village.seal(...village.votes(claim, "yes", [village.m(4), village.m(5)]));
    expect(tally(village, claim)).toEqual({ yes: 3, no: 0, abstain: 2 });
    village.seal(say(village.m(4), "recuse", { ballot: claim }));
    expect(tally(village, claim)).toEqual({ yes: 1, no: 0, abstain: 3 });
  });

  test("may go by somebody outside the plan, whose own word is none", () => {
    const village = new JuryVillage(10, {}, 1);
    const claim = village.filed();
    delegate(village, 1, 10);
    delegate(village, 10, 2);
    expect(tally(village, claim)).toEqual({ yes: 0, no: 0, abstain: 0 });
    village.seal(...village.votes(claim, "no", [village.m(2)]));
    expect(tally(village, claim)).toEqual({ yes: 0, no: 2, abstain: 0 });
  });
});

test("nobody carries more than a tenth of the electors: those whom the lot puts first", () => {
  const village = new JuryVillage(41);
  const claim = village.filed();
  const delegators = Array.from({ length: 20 }, (_, index) => index + 10);
  for (const from of delegators) delegate(village, from, 1);
  village.seal(...village.votes(claim, "yes", [village.m(1)]));
  const lot = (member: MemberId) =>
    toHex(sha256(concatBytes(utf8Encode("huzhu/carry/1\0"), fromHex(claim), fromHex(member))));
  const members = delegators.map((index) => village.m(index));
  const first = members.toSorted((a, b) => compareText(lot(a), lot(b))).slice(0, 4);
  const [word] = words(village, claim);
  expect(word?.carries).toEqual(first.toSorted(compareText));
  expect(tally(village, claim)).toEqual({ yes: 5, no: 0, abstain: 0 });
});

test("the amount is the median of all for whom somebody votes, and the quorum counts them", () => {
  const village = new JuryVillage(21);
  const claim = village.filed();
  for (const [from, to] of [
    [10, 1],
    [11, 1],
  ] as const)
    delegate(village, from, to);
  village.seal(
    ...village.votes(claim, "yes", [village.m(1)], 1_000),
    ...village.votes(claim, "yes", [village.m(2)], 2_000),
    ...village.votes(claim, "yes", [village.m(3)], 9_000),
    ...village.votes(claim, "abstain", village.members.slice(4, 9)),
  );
  village.pass(8 * DAY);
  // three for 1,000, one each for more, and five abstaining: half of 20 electors
  expect(village.community.claim(claim)).toMatchObject({ status: "notice-yes", aid: 1_000 });
  expect(village.state.ballots.must(claim)).toMatchObject({
    tally: { yes: 5, no: 0, abstain: 5 },
    extended: false,
  });
});

test("a delegation made after the ballot began counts as it stands when it closes", () => {
  const village = new JuryVillage(10);
  const claim = village.filed();
  village.seal(...village.votes(claim, "yes", village.members.slice(1, 5)));
  delegate(village, 6, 1);
  village.pass(8 * DAY);
  expect(village.state.ballots.must(claim).tally.yes).toBe(5);
});

test("seats of a jury are not delegated", () => {
  const village = new JuryVillage(60);
  const claim = village.heard();
  const [one, other] = village.jurors(claim, "seat") as [MemberId, MemberId];
  delegate(village, village.members.indexOf(one), village.members.indexOf(other));
  village.seal(...village.votes(claim, "yes", [other]));
  expect(tally(village, claim)).toEqual({ yes: 1, no: 0, abstain: 0 });
});

const someVillage = fc.record({
  size: fc.integer({ min: 4, max: 24 }),
  edges: fc.array(fc.tuple(fc.nat(23), fc.nat(23)), { maxLength: 30 }),
  spoken: fc.array(fc.tuple(fc.nat(23), fc.constantFrom("yes" as const, "no" as const, "abstain" as const)), {
    maxLength: 12,
  }),
  back: fc.array(fc.nat(23), { maxLength: 3 }),
});

test("whatever is delegated: no elector counts twice, nobody excluded has a word, no limit is passed", () => {
  let carried = 0;
  let abstained = 0;
  fc.assert(
    fc.property(someVillage, ({ size, edges, spoken, back }) => {
      const village = new JuryVillage(size);
      const claim = village.filed();
      for (const [from, to] of edges)
        if (from % size !== to % size) delegate(village, from % size, to % size);
      village.community.seal(
        village.community.nowMs + 1,
        ...spoken.map(([who, choice]) =>
          say(village.m(who % size), "vote", { ballot: claim, choice, amount: null }),
        ),
        ...back.map((who) => say(village.m(who % size), "recuse", { ballot: claim })),
      );
      const ballot = village.state.ballots.must(claim);
      const all = words(village, claim);
      const spokenFor = all.flatMap(({ member, carries }) => [member, ...carries]);
      expect(new Set(spokenFor).size).toBe(spokenFor.length);
      for (const member of ballot.excluded) expect(spokenFor).not.toContain(member);
      const most = Math.max(1, Math.floor(ballot.electors / 10));
      for (const word of all) expect(word.carries.length).toBeLessThanOrEqual(most);
      const { yes, no, abstain } = tallyOf(all);
      expect(yes + no + abstain).toBeLessThanOrEqual(ballot.electors);
      for (const { member } of all.filter(({ events }) => events.length === 0))
        expect(endsBadly(village, claim, member)).toBe(true);
      for (const member of village.members) {
        if (!endsBadly(village, claim, member) || ballot.excluded.includes(member)) continue;
        expect(all.find((word) => word.member === member)?.choice).toBe("abstain");
        abstained++;
      }
      carried += all.filter((word) => weightOf(word) > 1).length;
      village.pass(30 * DAY);
    }),
    { numRuns: 150 },
  );
  expect(carried).toBeGreaterThan(20);
  expect(abstained).toBeGreaterThan(20);
});

/** Step by step, as one would with a finger: into a circle, or to somebody excluded, before anybody who spoke. */
function endsBadly(village: JuryVillage, claim: ClaimId, from: MemberId): boolean {
  const { excluded } = village.state.ballots.must(claim);
  let at: MemberId | undefined = from;
  for (let steps = 0; steps <= village.members.length; steps++) {
    if (at === undefined) return false;
    if (excluded.includes(at)) return true;
    if ([...village.state.votes.entries(claim + at)].length > 0) return false;
    at = village.state.delegations.get(at)?.to;
  }
  return true;
}
