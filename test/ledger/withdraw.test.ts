import { describe, expect, test } from "vitest";
import type { ClaimId, EventId } from "../../src/base/id.ts";
import { DAY } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";

function withdraw(village: JuryVillage, claim: ClaimId, by = 0) {
  return say(village.m(by), "withdraw", { claim });
}

describe("a claim withdrawn", () => {
  test("is decided no more: its ballot is void, with what was voted", () => {
    const village = new JuryVillage(10);
    const claim = village.filed();
    village.seal(...village.votes(claim, "yes", village.members.slice(1, 4)));
    village.seal(withdraw(village, claim));
    expect(village.community.claim(claim)).toMatchObject({ status: "withdrawn", aid: 0, untilMs: null });
    expect(village.state.ballots.must(claim)).toMatchObject({
      outcome: "void",
      tally: { yes: 3, no: 0, abstain: 0 },
    });
    expect(village.try(say(village.m(5), "vote", { ballot: claim, choice: "yes", amount: null }))).toBe(
      "ballot-closed",
    );
    expect(village.try(withdraw(village, claim))).toBe("claim-decided");
    village.pass(60 * DAY);
    expect(village.community.claim(claim).status).toBe("withdrawn");
    expect(village.community.postings()).toEqual([]);
  });

  test("in its notice is not paid, and in its appeal is not decided again", () => {
    const village = new JuryVillage(10);
    const claim = village.filed();
    village.seal(...village.votes(claim, "yes", village.members.slice(1)));
    village.pass(8 * DAY);
    village.seal(say(village.m(1), "appeal", { claim }), say(village.m(2), "appeal", { claim }));
    village.seal(withdraw(village, claim));
    const { appeal } = village.community.claim(claim);
    expect(village.state.ballots.must(appeal as EventId).outcome).toBe("void");
    expect(village.state.ballots.must(claim).outcome).toBe("yes");
    village.pass(60 * DAY);
    expect(village.community.claim(claim)).toMatchObject({ status: "withdrawn", aid: 0 });
    expect(village.community.postings()).toEqual([]);
  });

  test("is withdrawn by whose claim it is, and not once it is final", () => {
    const village = new JuryVillage(10);
    const claim = village.filed();
    expect(village.try(withdraw(village, claim, 1))).toBe("not-the-claimant");
    village.seal(...village.votes(claim, "no", village.members.slice(1)));
    village.pass(20 * DAY);
    expect(village.try(withdraw(village, claim))).toBe("claim-decided");
  });
});

describe("may be made once more", () => {
  test("where nobody had voted; not a third time", () => {
    const village = new JuryVillage(10);
    const again = village.claimOf(village.m(0));
    const claim = village.filed();
    expect(village.try(again)).toBe("claim-duplicate");
    village.seal(withdraw(village, claim));
    const [second] = village.seal(again) as [ClaimId];
    village.seal(withdraw(village, second));
    expect(village.try(again)).toBe("claim-redone");
  });

  test("not where a vote was sealed on it, be it in the same cut", () => {
    const village = new JuryVillage(10);
    const again = village.claimOf(village.m(0));
    const claim = village.filed();
    village.seal(withdraw(village, claim), ...village.votes(claim, "abstain", [village.m(1)]));
    expect(village.try(again)).toBe("claim-duplicate");
  });

  test("where a jury was to be drawn and no secret was told; it waits for its own lot then", () => {
    const village = new JuryVillage(60);
    const tellers = village.members.slice(-5);
    village.seal(...village.commits(...tellers));
    const again = village.claimOf(village.m(0));
    const claim = village.filed();
    village.seal(withdraw(village, claim));
    expect(village.state.lots.size).toBe(0);
    const [second] = village.seal(again) as [ClaimId];
    village.seal(...village.tells(...tellers));
    expect(village.community.claim(second).status).toBe("drawn");
    expect(village.jurors(claim, "seat")).toEqual([]);
  });

  test.each([1, 5])("not once %i of the secrets was told, even in the cut of the withdrawal", (told) => {
    const village = new JuryVillage(60);
    const tellers = village.members.slice(-5);
    village.seal(...village.commits(...tellers));
    const again = village.claimOf(village.m(0));
    const claim = village.filed();
    village.seal(withdraw(village, claim), ...village.tells(...tellers.slice(0, told)));
    expect(village.community.claim(claim).status).toBe("withdrawn");
    expect(village.jurors(claim, "seat")).toEqual([]);
    expect(village.try(again)).toBe("claim-duplicate");
    // weeks later too, when the secrets are forgotten
    village.pass(20 * DAY);
    village.seal(...village.tells(...tellers));
    village.pass(20 * DAY);
    village.seal(...village.tells(...tellers));
    expect(village.try(again)).toBe("claim-duplicate");
    expect(village.try(say(village.m(1), "recuse", { ballot: claim }))).toBe("ballot-closed");
  });

  test.each(["drawn", "heard"] as const)("not once its jury was %s", (how) => {
    const village = new JuryVillage(60);
    const again = village.claimOf(village.m(0));
    const claim = village[how]();
    village.seal(withdraw(village, claim));
    expect(village.try(again)).toBe("claim-duplicate");
  });

  test("what was asked is free again, and no more than that", () => {
    const village = new JuryVillage(10);
    const claim = village.filed({ amount: 100_000 });
    const other = village.claimOf(village.m(0), { amount: 100_000 });
    village.pass(DAY);
    const next = village.claimOf(village.m(0), { amount: 100_000 });
    expect(village.try(next)).toBe("over-tier");
    village.seal(withdraw(village, claim));
    village.seal(next);
    expect(village.try(other)).toBe("over-tier");
  });
});
