import { describe, expect, test } from "vitest";
import type { ClaimId, EventId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { DAY } from "./aid-fixture.ts";
import { JuryVillage, say } from "./jury-village.ts";

const NAMED = "aa".repeat(32) as EventId;

/** Ten in the plan and one beside it; the second is a contact of the first, and so is the one beside it. */
function village(size = 10): JuryVillage {
  const made = new JuryVillage(size, {}, 1);
  for (const other of [1, size])
    made.state.contacts.set(made.m(0) + made.m(other), { named: NAMED, accepted: NAMED });
  return made;
}

describe("a contact", () => {
  test("claims for a member: it is the member's, under their cover, and both have no vote", () => {
    const v = village();
    const [claim] = v.seal(v.claimOf(v.m(1), { for: v.m(0) })) as [ClaimId];
    expect(v.community.claim(claim)).toMatchObject({ member: v.m(0), filer: v.m(1), status: "voting" });
    expect(v.state.ballots.must(claim)).toMatchObject({ excluded: [v.m(0), v.m(1)], electors: 8 });
    for (const member of [v.m(0), v.m(1)])
      expect(v.try(say(member, "vote", { ballot: claim, choice: "yes", amount: null }))).toBe(
        "not-an-elector",
      );
    v.seal(...v.votes(claim, "yes", v.members.slice(2, 10)));
    v.pass(60 * DAY);
    const aid = v.community.postings().filter((posting) => posting.claim === claim);
    expect(aid).toMatchObject([{ member: v.m(0), amount: 10_000 }]);
  });

  test("need not be in the plan, and takes no elector from it then", () => {
    const v = village();
    const [claim] = v.seal(v.claimOf(v.m(10), { for: v.m(0) })) as [ClaimId];
    expect(v.state.ballots.must(claim).electors).toBe(9);
  });

  test("who has filed nothing votes like anybody", () => {
    const v = village();
    const claim = v.filed();
    v.seal(...v.votes(claim, "no", [v.m(1)]));
    expect(v.state.ballots.must(claim).electors).toBe(9);
  });

  test("puts evidence, withdraws and appeals for them; so do they themselves", () => {
    const v = village();
    const [claim] = v.seal(v.claimOf(v.m(1), { for: v.m(0) })) as [ClaimId];
    v.seal(v.evidence(claim, v.m(1)), v.evidence(claim));
    v.seal(...v.votes(claim, "no", v.members.slice(2, 10)));
    v.pass(8 * DAY);
    const [ballot] = v.seal(say(v.m(1), "appeal", { claim })) as [EventId];
    expect(v.state.ballots.must(ballot).excluded).toEqual([v.m(0), v.m(1)]);
    v.seal(say(v.m(0), "withdraw", { claim }));
    expect(v.community.claim(claim).status).toBe("withdrawn");
  });

  test.each(["named", "accepted"] as const)("is none who was not %s", (missing) => {
    const v = village();
    v.state.contacts.set(v.m(0) + v.m(2), { named: NAMED, accepted: NAMED, [missing]: null });
    expect(v.try(v.claimOf(v.m(2), { for: v.m(0) }))).toBe("not-a-contact");
    expect(v.try(v.claimOf(v.m(0), { for: v.m(1) }))).toBe("not-a-contact");
    expect(v.try(v.claimOf(v.m(0), { for: v.m(0) }))).toBe("not-a-contact");
  });
});

describe("naming contacts brings a claimant nothing", () => {
  test("one incident is one claim, whoever files it, and all of it counts to one benefit", () => {
    const v = village();
    const [claim] = v.seal(v.claimOf(v.m(1), { for: v.m(0), amount: 60_000 })) as [ClaimId];
    expect(v.try(v.claimOf(v.m(0)))).toBe("claim-duplicate");
    expect(v.try(v.claimOf(v.m(10), { for: v.m(0) }))).toBe("claim-duplicate");
    v.pass(DAY);
    expect(v.try(v.claimOf(v.m(10), { for: v.m(0), amount: 40_001 }))).toBe("over-tier");
    v.seal(v.claimOf(v.m(10), { for: v.m(0), amount: 40_000 }));
    expect(v.community.claim(claim).asked).toBe(60_000);
  });

  test("a jury that is drawn has neither; a contact's secret does not help to draw it", () => {
    const v = village(60);
    v.seal(...v.commits(...v.members.slice(0, 6)));
    const [claim] = v.seal(v.claimOf(v.m(1), { for: v.m(0) })) as [ClaimId];
    v.seal(...v.tells(...v.members.slice(0, 6)));
    expect(v.community.claim(claim).status).toBe("filed");
    v.pass(7 * DAY);
    expect(v.state.ballots.must(claim).electors).toBe(58);
  });
});

describe("a closing plan", () => {
  /** It closed ten days ago. */
  function closing(): { v: JuryVillage; closedDay: number } {
    const v = new JuryVillage(10, { runOffMs: 30 * DAY });
    v.pass(10 * DAY);
    const closedMs = v.community.nowMs;
    v.state.plans.set(v.plan, { ...v.state.plans.must(v.plan), status: "closing", closedMs });
    v.pass(10 * DAY);
    return { v, closedDay: dayOf(closedMs, 480) };
  }

  test("takes claims for what it still covered, until its run-off is over", () => {
    const { v, closedDay } = closing();
    expect(v.try(v.claimOf(v.m(0), { incidentDay: closedDay + 1 }))).toBe("plan-ended");
    v.seal(v.claimOf(v.m(0), { incidentDay: closedDay }));
    // the seal before the claim's own counts
    v.pass(19 * DAY);
    v.community.seal(v.community.nowMs + 1 * DAY);
    expect(v.try(v.claimOf(v.m(1), { incidentDay: closedDay }))).toBe("plan-ended");
  });

  test("decides them with the electors it had", () => {
    const { v, closedDay } = closing();
    const [claim] = v.seal(v.claimOf(v.m(0), { incidentDay: closedDay })) as [ClaimId];
    expect(v.state.ballots.must(claim).electors).toBe(9);
  });
});
