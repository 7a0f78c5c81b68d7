import { describe, expect, test } from "vitest";
import type { ClaimId, CommunityId, EventId, MemberId } from "../../src/base/id.ts";
import { refound } from "../../src/ledger/refound.ts";
import type { State } from "../../src/state/state.ts";
import { EMPTY_TRIE } from "../../src/state/trie.ts";
import { CHARTER, DAY, deviceOf, id } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";

/** These begin anew, the first of them with a device; the village on paper goes on as theirs. */
function goOn(village: JuryVillage, roll: readonly MemberId[]): State {
  const [member] = roll as [MemberId];
  const made = refound(village.state, {
    community: id("anew") as string as CommunityId,
    charter: CHARTER,
    founder: { member, device: deviceOf(member, 9), boxKey: "ab".repeat(32) },
    roll,
  });
  if (!made.ok) throw new Error(made.error);
  village.community.ledgers.splice(-1, 1, { state: made.value, heads: EMPTY_TRIE });
  return made.value;
}

function withoutFirst(members: readonly MemberId[], gone: readonly MemberId[]): readonly MemberId[] {
  return members.filter((member) => !gone.includes(member));
}

describe("in a re-founded community", () => {
  test("a jury that was to be drawn is not, for its secrets are gone: all who stay are asked in time", () => {
    const village = new JuryVillage(60);
    village.seal(...village.commits(...village.members.slice(-10)));
    const claim = village.filed();
    const state = goOn(village, village.members.slice(0, 50));
    expect(state.lots.has(claim)).toBe(true);
    village.pass(8 * DAY);
    expect(village.community.claim(claim).status).toBe("voting");
    expect(village.state.ballots.must(claim)).toMatchObject({ byJury: false, electors: 49 });
  });

  test("a jury keeps who stays of it, its evidence and what was seen; its claim still ends", () => {
    const village = new JuryVillage(60);
    const claim = village.heard();
    const [gone, other] = village.jurors(claim, "seat") as [MemberId, MemberId];
    village.seal(...village.votes(claim, "yes", [gone, other]), say(other, "seen", { claim, matches: true }));
    const state = goOn(village, withoutFirst(village.members, [gone]));
    expect(village.jurors(claim, "seat")).toHaveLength(20);
    expect(state.ballots.must(claim).electors).toBe(20);
    expect([...state.evidence.entries(claim)]).toHaveLength(1);
    expect(state.seen.has(claim + other)).toBe(true);
    expect([...state.votes.entries(claim)]).toHaveLength(1);
    village.pass(30 * DAY);
    expect(village.community.claim(claim).status).toBe("draw");
  });

  test("a jury that waits for the evidence does so no longer than before", () => {
    const village = new JuryVillage(60);
    const claim = village.drawn();
    goOn(village, village.members.slice(0, 55));
    village.pass(15 * DAY);
    expect(village.community.claim(claim).status).toBe("withdrawn");
  });

  test("an appeal keeps its ballot and who appealed", () => {
    const village = new JuryVillage(10);
    const claim = village.filed() as ClaimId;
    village.seal(...village.votes(claim, "no", village.members.slice(1)));
    village.pass(8 * DAY);
    const [ballot] = village.seal(say(village.m(0), "appeal", { claim })) as [EventId];
    village.seal(...village.votes(ballot, "yes", village.members.slice(1)));
    const state = goOn(village, village.members.slice(0, 8));
    expect(state.appeals.has(claim + village.m(0))).toBe(true);
    expect(state.ballots.must(ballot).electors).toBe(7);
    village.pass(8 * DAY);
    expect(village.community.claim(claim)).toMatchObject({ status: "payable", aid: 10_000 });
  });
});
