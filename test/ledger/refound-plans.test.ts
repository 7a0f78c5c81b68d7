import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { CommunityId, EventId } from "../../src/base/id.ts";
import { refound } from "../../src/ledger/refound.ts";
import type { MotionAbout } from "../../src/state/claim-records.ts";
import type { State } from "../../src/state/state.ts";
import { CHARTER, deviceOf, id } from "./aid-fixture.ts";
import { day, MovingCommunity, moves, TERMS, votes } from "./motion-fixture.ts";

const NAMES = ["a", "b", "c", "d", "e"];

/** The first so many of them go on elsewhere. */
function refounded(at: MovingCommunity, count: number): State {
  const roll = at.members.slice(0, count);
  const member = at.who(0);
  const made = refound(at.state, {
    community: id("anew") as string as CommunityId,
    charter: CHARTER,
    founder: { member, device: deviceOf(member, 9), boxKey: "ab".repeat(32) },
    roll,
  });
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

describe("a re-founded community", () => {
  test("goes on with motions on plans and on those who stay, asked of them anew, and with no other", () => {
    const at = new MovingCommunity(NAMES);
    const abouts: readonly MotionAbout[] = [
      { kind: "amend", plan: at.plan, terms: { ...TERMS, title: "Another" } },
      { kind: "expel", member: at.who(2), plan: null },
      { kind: "expel", member: at.who(4), plan: at.plan },
      { kind: "charter", charter: { ...CHARTER, title: "Lane 8" } },
    ];
    const motions = at.seal(day(1), ...abouts.map((about) => moves(at.who(0), about)));
    const [theirs] = at.seal(day(1) + 1, moves(at.who(4), { kind: "end", plan: at.plan }));
    at.seal(day(1) + 2, ...motions.map((motion) => votes(at.who(1), motion, "yes")));
    const state = refounded(at, 4);
    const kept = motions.slice(0, 2).toSorted();
    const keys = (table: { entries(): IterableIterator<readonly [string, unknown]> }) =>
      [...table.entries()].map(([key]) => key);
    expect(keys(state.motions)).toEqual(kept);
    expect(keys(state.ballots)).toEqual(kept);
    expect([...new Set(keys(state.votes).map((key) => key.slice(0, 64)))]).toEqual(kept);
    const ballots = motions.slice(0, 2).map((motion) => state.ballots.must(motion).electors);
    expect(ballots).toEqual([4, 3]);
    const subjects = [...state.deadlines.entries()].map(([, { subject }]) => subject);
    for (const gone of [...motions.slice(2), present(theirs, "a motion")] as readonly EventId[])
      expect(subjects).not.toContain(gone);
  });

  test("begins the two periods of a plan that has too few of them", () => {
    const at = new MovingCommunity(NAMES, { minMembers: 4 });
    at.seal(day(3));
    expect(refounded(at, 4).plans.must(at.plan)).toMatchObject({ enrolled: 4, underMs: null });
    const state = refounded(at, 3);
    expect(state.plans.must(at.plan)).toMatchObject({ enrolled: 3, underMs: day(3) });
    expect([...state.deadlines.entries()].map(([, { rule }]) => rule)).toContain("dwindle");
  });
});
