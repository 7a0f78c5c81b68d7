import { describe, expect, test } from "vitest";
import type { MemberId } from "../../src/base/id.ts";
import { DAY, type Said } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";

describe("a jury's ballot", () => {
  test("is for its seats: no reserve, nobody else of the plan, not the claimant", () => {
    const village = new JuryVillage(60);
    const claim = village.heard();
    const [reserve] = village.jurors(claim, "reserve") as [MemberId];
    const jurors = new Set([...village.jurors(claim, "seat"), ...village.jurors(claim, "reserve")]);
    const other = village.members.slice(1).find((member) => !jurors.has(member)) as MemberId;
    for (const member of [reserve, other, village.m(0)])
      expect(village.try(say(member, "vote", { ballot: claim, choice: "yes", amount: null }))).toBe(
        "not-an-elector",
      );
  });

  test.each([
    [14, 0, 0, "notice-yes"],
    [14, 7, 0, "notice-yes"],
    [13, 1, 0, "notice-no"],
    [13, 0, 1, "notice-no"],
    [13, 0, 0, "voting"],
    [0, 0, 14, "draw"],
  ])("with %i yes, %i no and %i abstaining of 21 seats: %s", (yes, no, abstain, status) => {
    const village = new JuryVillage(60);
    const claim = village.heard();
    const seats = village.jurors(claim, "seat");
    village.seal(
      ...village.votes(claim, "yes", seats.slice(0, yes), 5_000),
      ...village.votes(claim, "no", seats.slice(yes, yes + no)),
      ...village.votes(claim, "abstain", seats.slice(yes + no, yes + no + abstain)),
    );
    village.pass(8 * DAY);
    expect(village.community.claim(claim)).toMatchObject({
      status,
      aid: status === "notice-yes" ? 5_000 : 0,
    });
  });

  test("without its quorum is put to all electors, by the plan's own rule", () => {
    const village = new JuryVillage(60);
    const claim = village.heard();
    const seats = village.jurors(claim, "seat");
    const { closesMs } = village.state.ballots.must(claim);
    village.seal(...village.votes(claim, "yes", seats.slice(0, 13)));
    village.sealAt(closesMs);
    expect(village.state.ballots.must(claim)).toMatchObject({ byJury: false, extended: true, electors: 59 });
    expect(village.community.claim(claim)).toMatchObject({ status: "voting", untilMs: closesMs + 7 * DAY });
    const others = village.members.slice(1).filter((member) => !seats.includes(member));
    village.seal(
      ...village.votes(claim, "no", others.slice(0, 10)),
      ...village.votes(claim, "abstain", others.slice(10)),
    );
    village.pass(7 * DAY);
    expect(village.community.claim(claim).status).toBe("notice-yes");
  });
});

describe("a seat", () => {
  test("that is silent for three days passes to the next reserve, once", () => {
    const village = new JuryVillage(60);
    const claim = village.heard();
    const seats = village.jurors(claim, "seat");
    const reserves = village.jurors(claim, "reserve");
    const opensMs = village.community.nowMs;
    village.seal(...village.votes(claim, "yes", seats.slice(0, 18)));
    village.sealAt(opensMs + 3 * DAY - 1);
    expect(village.jurors(claim, "silent")).toEqual([]);
    village.sealAt(opensMs + 3 * DAY);
    expect(village.jurors(claim, "silent")).toEqual(seats.slice(18));
    expect(village.jurors(claim, "seat")).toEqual([...seats.slice(0, 18), ...reserves.slice(0, 3)]);
    expect(village.try(...(village.votes(claim, "no", [seats[20] as MemberId]) as [Said]))).toBe(
      "not-an-elector",
    );
    village.seal(...village.votes(claim, "no", reserves.slice(0, 1)));
    // who stepped in is not replaced
    village.sealAt(opensMs + 6 * DAY + 1);
    expect(village.jurors(claim, "reserve")).toEqual(reserves.slice(3));
  });

  test("that somebody stepped into since the opening does not pass on", () => {
    const village = new JuryVillage(60);
    const claim = village.heard();
    const [first, ...seats] = village.jurors(claim, "seat") as [MemberId, ...MemberId[]];
    const reserves = village.jurors(claim, "reserve");
    const opensMs = village.community.nowMs;
    village.seal(say(first, "recuse", { ballot: claim }), ...village.votes(claim, "yes", seats));
    village.sealAt(opensMs + 3 * DAY);
    expect(village.jurors(claim, "silent")).toEqual([]);
    expect(village.jurors(claim, "seat")).toEqual([...seats, reserves[0]]);
  });

  test("keeps its member, silent or not, where no reserve is left", () => {
    const village = new JuryVillage(60);
    const claim = village.heard();
    const seats = village.jurors(claim, "seat");
    village.pass(3 * DAY);
    expect(village.jurors(claim, "silent")).toEqual(seats.slice(0, 10));
    expect(village.jurors(claim, "reserve")).toEqual([]);
    village.seal(...village.votes(claim, "yes", seats.slice(10)));
    expect(village.state.ballots.must(claim).electors).toBe(21);
  });

  test("whose juror steps back passes on, and what they voted no longer counts", () => {
    const village = new JuryVillage(60);
    const claim = village.heard();
    const seats = village.jurors(claim, "seat");
    const [next, second] = village.jurors(claim, "reserve") as [MemberId, MemberId];
    village.seal(
      ...village.votes(claim, "yes", seats.slice(0, 14)),
      say(second, "recuse", { ballot: claim }),
    );
    // a reserve's place passes to nobody
    expect(village.jurors(claim, "seat")).toEqual(seats);
    village.seal(say(seats[0] as MemberId, "recuse", { ballot: claim }));
    expect(village.jurors(claim, "recused")).toEqual([seats[0], second]);
    expect(village.jurors(claim, "seat")).toContain(next);
    village.seal(say(next, "recuse", { ballot: claim }));
    expect(village.jurors(claim, "seat")).not.toContain(second);
    village.pass(8 * DAY);
    // 13 of 21 seats have voted
    expect(village.state.ballots.must(claim)).toMatchObject({ extended: true, electors: 56 });
    expect(village.state.ballots.must(claim).tally.yes).toBe(13);
  });

  test("given up before the evidence is there passes on, and the 21 stay 21 without reserves", () => {
    const village = new JuryVillage(60);
    const claim = village.drawn();
    const jurors = [...village.jurors(claim, "seat"), ...village.jurors(claim, "reserve")];
    village.seal(...jurors.slice(0, 12).map((member) => say(member, "recuse", { ballot: claim })));
    expect(village.jurors(claim, "seat")).toEqual(jurors.slice(12));
    village.seal(village.evidence(claim));
    expect(village.state.ballots.must(claim).electors).toBe(21);
    village.seal(...village.votes(claim, "yes", jurors.slice(12)));
    village.pass(8 * DAY);
    expect(village.community.claim(claim).status).toBe("notice-yes");
  });
});

test("stepping back from a vote of all lowers the electors, and takes a word given with it", () => {
  const village = new JuryVillage(10);
  const claim = village.filed();
  village.seal(...village.votes(claim, "yes", village.members.slice(1, 4)));
  village.seal(...village.members.slice(1, 3).map((member) => say(member, "recuse", { ballot: claim })));
  expect(village.state.ballots.must(claim).electors).toBe(7);
  village.pass(8 * DAY);
  expect(village.state.ballots.must(claim)).toMatchObject({
    tally: { yes: 1, no: 0, abstain: 0 },
    extended: true,
  });
});
