import { describe, expect, test } from "vitest";
import type { ClaimId, EventId, MemberId } from "../../src/base/id.ts";
import { money } from "../../src/money/money.ts";
import { DAY } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";

/** A claim on which all others have said this, in its notice. */
function decided(size: number, choice: "yes" | "no", amount: number | null = null) {
  const village = new JuryVillage(size);
  const claim = village.filed();
  village.seal(...village.votes(claim, choice, village.members.slice(1), amount));
  village.pass(8 * DAY);
  expect(village.community.claim(claim).status).toBe(`notice-${choice}`);
  return { village, claim };
}

/** The same, by a jury of 21. */
function heard(choice: "yes" | "no") {
  const village = new JuryVillage(70);
  const claim = village.heard();
  village.seal(...village.votes(claim, choice, village.jurors(claim, "seat")));
  village.pass(8 * DAY);
  expect(village.community.claim(claim).status).toBe(`notice-${choice}`);
  return { village, claim };
}

function appeal(member: MemberId, claim: ClaimId) {
  return say(member, "appeal", { claim });
}

describe("a no", () => {
  test("is appealed by the claimant, at once and to all; the second decision is final", () => {
    const { village, claim } = decided(10, "no");
    expect(village.try(appeal(village.m(1), claim))).toBe("not-the-claimant");
    const [ballot] = village.seal(appeal(village.m(0), claim)) as [EventId];
    const openMs = village.community.nowMs;
    expect(village.community.claim(claim)).toMatchObject({
      status: "appealed",
      appeal: ballot,
      untilMs: openMs + 7 * DAY,
    });
    expect(village.state.ballots.must(ballot)).toMatchObject({
      about: "appeal",
      subject: claim,
      electors: 9,
    });
    village.seal(...village.votes(ballot, "yes", village.members.slice(1, 8), 7_000));
    village.sealAt(openMs + 7 * DAY);
    expect(village.community.claim(claim)).toMatchObject({
      status: "payable",
      aid: 7_000,
      payableMs: openMs + 7 * DAY,
    });
    expect(village.try(appeal(village.m(0), claim))).toBe("notice-none");
    village.pass(40 * DAY);
    expect(village.community.claim(claim)).toMatchObject({ status: "apportioned", apportioned: 7_000 });
  });

  test("stands where the appeal has no quorum, and is not extended", () => {
    const { village, claim } = decided(10, "no");
    const [ballot] = village.seal(appeal(village.m(0), claim)) as [EventId];
    village.seal(...village.votes(ballot, "yes", village.members.slice(1, 5)));
    village.pass(7 * DAY);
    expect(village.state.ballots.must(ballot)).toMatchObject({ outcome: "draw", extended: false });
    expect(village.community.claim(claim)).toMatchObject({ status: "refused", aid: 0, untilMs: null });
  });

  test("is refused for good once its notice is over", () => {
    const { village, claim } = decided(10, "no");
    village.pass(3 * DAY);
    expect(village.community.claim(claim).status).toBe("refused");
    expect(village.try(appeal(village.m(0), claim))).toBe("notice-none");
  });

  test("of a jury is heard again by 31 others, of whom none had a seat", () => {
    const { village, claim } = heard("no");
    const tellers = village.members.slice(-10);
    const [ballot] = village.seal(appeal(village.m(0), claim)) as [EventId];
    expect(village.state.ballots.has(ballot)).toBe(false);
    expect(village.community.claim(claim)).toMatchObject({
      status: "appealed",
      untilMs: village.community.nowMs + 7 * DAY,
    });
    village.seal(...village.tells(...tellers));
    const jury = village.jurors(ballot, "seat");
    expect(jury).toHaveLength(31);
    for (const member of village.jurors(claim, "seat")) expect(jury).not.toContain(member);
    expect(jury).not.toContain(village.m(0));
    expect(village.state.ballots.must(ballot)).toMatchObject({ electors: 31, byJury: true });
    village.seal(
      ...village.votes(ballot, "yes", jury.slice(0, 20)),
      ...village.votes(ballot, "no", jury.slice(20)),
    );
    village.pass(8 * DAY);
    expect(village.community.claim(claim)).toMatchObject({ status: "refused", aid: 0 });
  });

  test("of a jury is put to all who are not excluded where no second one is drawn in seven days", () => {
    const { village, claim } = heard("no");
    const [juror] = village.jurors(claim, "seat") as [MemberId];
    const [ballot] = village.seal(appeal(village.m(0), claim)) as [EventId];
    village.pass(7 * DAY);
    expect(village.state.ballots.must(ballot)).toMatchObject({ electors: 69, byJury: false });
    expect(village.community.claim(claim).status).toBe("appealed");
    village.seal(...village.votes(ballot, "yes", [juror]));
  });

  test("of a small plan's jury is heard by as many as are left", () => {
    const village = new JuryVillage(42);
    const claim = village.heard();
    village.seal(...village.votes(claim, "no", village.jurors(claim, "seat")));
    village.pass(8 * DAY);
    const [ballot] = village.seal(appeal(village.m(0), claim)) as [EventId];
    village.seal(...village.tells(...village.members.slice(-10)));
    expect(village.jurors(ballot, "seat")).toHaveLength(20);
    expect(village.state.ballots.must(ballot).electors).toBe(20);
  });
});

describe("a yes", () => {
  test("is appealed by two others of the plan, or by a twentieth where that is more", () => {
    for (const [size, needed] of [
      [10, 2],
      [40, 2],
      [41, 3],
    ] as const) {
      const { village, claim } = decided(size, "yes");
      const others = village.members.slice(1);
      for (const member of others.slice(0, needed - 1)) village.seal(appeal(member, claim));
      expect(village.try(appeal(others[0] as MemberId, claim))).toBe("appealed-already");
      expect(village.community.claim(claim).status).toBe("notice-yes");
      const [last] = village.seal(appeal(others[needed] as MemberId, claim)) as [EventId];
      expect(village.community.claim(claim)).toMatchObject({ status: "appealed", appeal: last });
    }
  });

  test("is not appealed by whose claim it is, nor from outside the plan", () => {
    const village = new JuryVillage(10, {}, 1);
    const claim = village.filed();
    village.seal(
      say(village.m(9), "recuse", { ballot: claim }),
      ...village.votes(claim, "yes", village.members.slice(1, 9)),
    );
    village.pass(8 * DAY);
    expect(village.try(appeal(village.m(0), claim))).toBe("not-an-elector");
    expect(village.try(appeal(village.m(9), claim))).toBe("not-an-elector");
    expect(village.try(appeal(village.m(10), claim))).toBe("not-enrolled");
  });

  test("that two appeal in vain is paid as it was decided; what they overturn is refused", () => {
    for (const [voters, status] of [
      [3, "payable"],
      [9, "refused"],
    ] as const) {
      const { village, claim } = decided(10, "yes", 8_000);
      const [, ballot] = village.seal(appeal(village.m(1), claim), appeal(village.m(2), claim)) as [
        EventId,
        EventId,
      ];
      const tipped = village.community.claim(claim).appeal as EventId;
      expect(village.state.ballots.has(ballot) || village.state.ballots.has(tipped)).toBe(true);
      village.seal(...village.votes(tipped, "no", village.members.slice(1, 1 + voters)));
      village.pass(7 * DAY);
      expect(village.community.claim(claim)).toMatchObject({
        status,
        aid: money(status === "payable" ? 8_000 : 0),
      });
    }
  });

  test("that one alone appeals is final with its notice", () => {
    const { village, claim } = decided(10, "yes");
    village.seal(appeal(village.m(1), claim));
    village.pass(3 * DAY);
    expect(village.community.claim(claim)).toMatchObject({ status: "payable", appeal: null });
  });
});
