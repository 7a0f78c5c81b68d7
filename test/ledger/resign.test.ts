import { describe, expect, test } from "vitest";
import type { EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { termsHash } from "../../src/events/terms.ts";
import { isElector } from "../../src/state/electors.ts";
import { MEMBER_STATES, memberState } from "../../src/state/member-state.ts";
import { openBallot } from "../../src/state/open-ballot.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { enrolmentKey } from "../../src/state/spells.ts";
import { startLeaving } from "../../src/state/start-leaving.ts";
import { copyState, TABLE_NAMES } from "../../src/state/state.ts";
import { fc } from "../property.ts";
import { AidCommunity, DAY, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";

const NAMES = ["ann", "ben", "cai", "dee", "eve"];
const [ANN, BEN] = NAMES.map(id) as [MemberId, MemberId];
/** The end of January in the fixture's time, and a week that ends before. */
const MONTH_END_MS = START_MS + 31 * DAY;

function say(member: MemberId, kind: Said["kind"], body: Said["body"], device = 0): Said {
  return { member, kind, body, device };
}

const resigns = (member: MemberId, on = true) => say(member, "resign", { on });

/** Everybody in a plan of months, and in one of weeks. */
function scene(terms: Partial<Terms> = {}): {
  readonly community: AidCommunity;
  readonly months: PlanId;
  readonly weeks: PlanId;
} {
  const community = new AidCommunity(NAMES);
  const tiers = new Map(community.members.map((member) => [member, 1]));
  const months = community.openPlan(START_MS, { ...TERMS, ...terms }, tiers);
  const weeks = community.openPlan(
    START_MS + 10,
    { ...TERMS, ...terms, title: "Weeks", period: { kind: "week" } },
    tiers,
  );
  return { community, months, weeks };
}

describe("resigning", () => {
  test("leaves every plan at its period's end, and the roll at the last of these", () => {
    const { community, months, weeks } = scene();
    const [by] = community.seal(START_MS + DAY, resigns(ANN));
    const spell = (plan: PlanId) => community.state.enrolments.must(enrolmentKey(plan, ANN));
    expect(memberState(community.state, ANN)).toBe("leaving");
    expect(community.state.members.must(ANN).leaving).toEqual({ by, why: "resigned", atMs: MONTH_END_MS });
    for (const plan of [months, weeks]) expect(spell(plan).ending).toEqual({ why: "resign", by });
    community.seal(MONTH_END_MS - 1);
    expect(spell(weeks).leftMs).toBe(spell(weeks).leavesMs);
    expect(spell(months).leftMs).toBeNull();
    expect(memberState(community.state, ANN)).toBe("leaving");
    community.seal(MONTH_END_MS);
    expect(spell(months).leftMs).toBe(MONTH_END_MS);
    expect(community.state.members.must(ANN).leftMs).toBe(MONTH_END_MS);
    expect(memberState(community.state, ANN)).toBe("left");
    expect(community.state.plans.must(months).enrolled).toBe(4);
  });

  test("who is in no plan is off the roll at once; the founder as anybody", () => {
    const community = new AidCommunity(NAMES);
    community.seal(START_MS, resigns(ANN));
    expect(community.state.members.must(ANN).leftMs).toBe(START_MS);
    expect(memberState(community.state, ANN)).toBe("left");
  });

  test("taken back within the period it changes nothing, whatever else was asked for", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: 2, max: 5 }), (hasLeft, days) => {
        const { community, weeks } = scene();
        const { community: other } = scene();
        const first = hasLeft ? [say(ANN, "leave", { plan: weeks, on: true })] : [];
        for (const each of [community, other]) each.seal(START_MS + DAY, ...first);
        community.seal(START_MS + DAY + 1, resigns(ANN));
        expect(community.try(resigns(ANN, false), START_MS + days * DAY - 1)).toBeNull();
        for (const each of [community, other]) each.seal(START_MS + 40 * DAY);
        for (const table of TABLE_NAMES) {
          if (["community", "seals", "anchors"].includes(table)) continue;
          const rows = (of: AidCommunity) => [...of.state[table].entries()];
          const heights = (entries: unknown) =>
            JSON.stringify(entries).replaceAll(/"[a-zA-Z]*[hH]eight":\d+/g, "");
          expect(heights(rows(community)), table).toBe(heights(rows(other)));
        }
      }),
      { numRuns: 10 },
    );
  });

  test("a leave that was pending stays so; it is taken back after the resigning, not before", () => {
    const { community, months, weeks } = scene();
    community.seal(START_MS + DAY, say(ANN, "leave", { plan: weeks, on: true }));
    community.seal(START_MS + DAY + 1, resigns(ANN));
    expect(community.try(say(ANN, "leave", { plan: weeks, on: false }))).toBe("member-leaving");
    expect(community.try(resigns(ANN, false))).toBeNull();
    expect(community.state.enrolments.must(enrolmentKey(months, ANN)).leavesMs).toBeNull();
    expect(community.state.enrolments.must(enrolmentKey(weeks, ANN)).ending?.why).toBe("leave");
    expect(community.try(say(ANN, "leave", { plan: weeks, on: false }))).toBeNull();
  });

  test("resigning-already, resign-not-pending, devices-differ", () => {
    const { community } = scene();
    expect(community.try(resigns(ANN, false))).toBe("resign-not-pending");
    expect(community.try(resigns(ANN))).toBeNull();
    expect(community.try(resigns(ANN))).toBe("resigning-already");
    const differ = community.seal(community.nowMs + 1, resigns(BEN), { ...resigns(BEN, false), device: 1 });
    expect(differ.map((each) => community.outcomes.get(each))).toEqual(["devices-differ", "devices-differ"]);
  });

  test("resigned anew in a later period, the first end no longer counts", () => {
    const { community } = scene();
    community.seal(START_MS + DAY, resigns(ANN));
    community.seal(MONTH_END_MS - 2, resigns(ANN, false));
    community.seal(MONTH_END_MS - 1);
    community.seal(MONTH_END_MS + DAY, resigns(ANN));
    expect(memberState(community.state, ANN)).toBe("leaving");
    community.seal(MONTH_END_MS + 28 * DAY);
    expect(memberState(community.state, ANN)).toBe("left");
  });

  test("member-leaving: takes no new place, adopts nothing, and a plan that opens leaves them out", () => {
    const { community, weeks } = scene();
    const [plan] = community.seal(
      START_MS + DAY,
      say(BEN, "propose", { terms: { ...TERMS, title: "New", minMembers: 3 }, tier: 0 }),
    ) as [PlanId];
    const hash = termsHash({ ...TERMS, title: "New", minMembers: 3 });
    const adopts = (member: MemberId) => say(member, "adopt", { plan, tier: 0, termsHash: hash });
    community.seal(START_MS + DAY + 1, adopts(ANN), resigns(ANN));
    community.seal(START_MS + DAY + 2, adopts(id("cai")));
    expect(community.state.plans.must(plan).status).toBe("proposed");
    community.seal(START_MS + DAY + 3, resigns(id("dee")));
    expect(community.try(adopts(id("dee")))).toBe("member-leaving");
    community.seal(START_MS + DAY + 5, adopts(id("eve")));
    expect(community.state.plans.must(plan)).toMatchObject({ status: "open", enrolled: 3 });
    expect(community.state.enrolments.has(enrolmentKey(plan, ANN))).toBe(false);
    community.seal(START_MS + 12 * DAY);
    expect(community.state.enrolments.must(enrolmentKey(weeks, ANN)).leftMs).not.toBeNull();
    expect(community.try(say(ANN, "enrol", { plan: weeks, tier: 0 }))).toBe("member-leaving");
  });

  test("what was wished for goes with them: adoptions, delegations, places asked for", () => {
    const community = new AidCommunity(NAMES);
    const terms = { ...TERMS, minMembers: 4 };
    const [plan] = community.seal(START_MS, say(ANN, "propose", { terms, tier: 0 })) as [PlanId];
    community.seal(START_MS + 1, say(ANN, "delegate", { to: BEN }));
    community.seal(START_MS + 2, resigns(ANN));
    expect(community.state.adoptions.size + community.state.delegations.size).toBe(0);
    expect(community.state.plans.must(plan).adopted).toBe(0);
  });
});

test("a place in a plan that closes stays as it is, and keeps nobody on the roll", () => {
  const { community, months, weeks } = scene();
  const [motion] = community.seal(
    START_MS + DAY,
    say(BEN, "motion", { about: { kind: "end", plan: months } }),
  ) as [EventId];
  const yes = NAMES.map((name) => say(id(name), "vote", { ballot: motion, choice: "yes", amount: null }));
  community.seal(START_MS + DAY + 1, ...yes);
  community.seal(START_MS + 9 * DAY);
  expect(community.state.plans.must(months).status).toBe("closing");
  community.seal(START_MS + 9 * DAY + 1, resigns(ANN));
  const weekEndMs = community.state.enrolments.must(enrolmentKey(weeks, ANN)).leavesMs;
  expect(community.state.members.must(ANN).leaving?.atMs).toBe(weekEndMs);
  expect(community.state.enrolments.must(enrolmentKey(months, ANN)).leavesMs).toBeNull();
  community.seal(START_MS + 20 * DAY);
  expect(memberState(community.state, ANN)).toBe("left");
  expect(community.state.enrolments.must(enrolmentKey(months, ANN)).leftMs).toBeNull();
});

describe("who has left", () => {
  const LEFT_MS = START_MS;
  function left(): AidCommunity {
    const community = new AidCommunity(NAMES);
    community.seal(LEFT_MS, resigns(ANN));
    return community;
  }

  test("member-left: signs nothing but what settles things between them and others", () => {
    const transfer = id("no transfer");
    const bodies: readonly (readonly [Said["kind"], Said["body"], string | null])[] = [
      ["resign", { on: false }, "member-left"],
      ["vouch", { for: BEN }, "member-left"],
      ["object", { joiner: BEN, on: true }, "member-left"],
      ["contact", { role: "name", other: BEN, on: true }, "member-left"],
      ["delegate", { to: BEN }, "member-left"],
      ["witness", { on: true }, "member-left"],
      ["propose", { terms: TERMS, tier: null }, "member-left"],
      ["enrol", { plan: transfer, tier: 0 }, "member-left"],
      ["pay", { transfer }, "transfer-unknown"],
      ["receipt", { transfer, amount: 1 }, "transfer-unknown"],
      ["dispute", { transfer }, "transfer-unknown"],
      ["revoke", { device: id("device"), signature: new Uint8Array(64) }, "device-of-another"],
    ];
    for (const [kind, body, code] of bodies) expect(left().try(say(ANN, kind, body)), kind).toBe(code);
  });

  test("is no elector of a ballot that opens later, and stays one of what opened before", () => {
    const community = left();
    const { height } = { height: community.ledgers.length - 1 };
    const ask = (openedHeight: number) => {
      const state = copyState(community.state);
      const ballot = id("ballot");
      openBallot(state, ballot, {
        about: "motion",
        subject: ballot,
        plan: null,
        version: 0,
        opensMs: LEFT_MS,
        openedHeight,
        closesMs: LEFT_MS + DAY,
        excluded: [],
        seats: null,
      });
      const record = state.ballots.must(ballot);
      return { isAsked: isElector(state, ballot, record, ANN), electors: record.electors };
    };
    expect(ask(height + 1)).toEqual({ isAsked: false, electors: 4 });
    expect(ask(height)).toEqual({ isAsked: true, electors: 5 });
  });

  test("holds no seat while others are eligible", () => {
    const community = new AidCommunity(NAMES);
    community.seal(START_MS, ...NAMES.map((name) => say(id(name), "witness", { on: true })));
    expect(community.state.seats.size).toBe(5);
    community.seal(START_MS + 1, resigns(ANN));
    expect([...community.state.seats.entries()].map(([, { member }]) => member)).not.toContain(ANN);
  });

  test("is in no plan's ballots either, though the plan's frozen roll has them", () => {
    const { community, months } = scene();
    community.seal(START_MS + DAY, resigns(ANN));
    const [motion] = community.seal(
      START_MS + DAY + 1,
      say(BEN, "motion", { about: { kind: "end", plan: months } }),
    ) as [EventId];
    const voters = NAMES.slice(1).map((name) =>
      say(id(name), "vote", { ballot: motion, choice: "yes", amount: null }),
    );
    community.seal(START_MS + DAY + 2, ...voters);
    community.seal(START_MS + 10 * DAY);
    expect(community.state.plans.must(months).status).toBe("closing");
    community.seal(MONTH_END_MS + DAY);
    expect(memberState(community.state, ANN)).toBe("left");
    expect(community.state.enrolments.must(enrolmentKey(months, ANN)).leftMs).toBeNull();
    const [claim] = community.seal(
      MONTH_END_MS + DAY + 1,
      say(BEN, "claim", { plan: months, incidentDay: 20_459, amount: 1_000, for: null }),
    ) as [EventId];
    expect(community.outcomes.get(claim)).toBeNull();
    const ballot = community.state.ballots.must(claim);
    expect(ballot.electors).toBe(3);
    expect(isElector(community.state, claim, ballot, ANN)).toBe(false);
  });
});

describe("being made to leave", () => {
  test("is like resigning, cannot be taken back, and takes the place of it", () => {
    const { community, months, weeks } = scene();
    community.seal(START_MS + DAY, resigns(ANN));
    const state = copyState(community.state);
    const motion = id("motion");
    startLeaving(state, ANN, "expelled", motion, START_MS + 2 * DAY);
    expect(state.members.must(ANN).leaving).toEqual({ by: motion, why: "expelled", atMs: MONTH_END_MS });
    for (const plan of [months, weeks])
      expect(state.enrolments.must(enrolmentKey(plan, ANN)).ending).toEqual({ why: "expel", by: motion });
  });
});

test("every state of a member is reached", () => {
  // those who wait and who are turned away: see the tests of joining
  const { community } = scene();
  const seen = new Set(["joining", "objected"]);
  const look = () => seen.add(memberState(community.state, ANN) ?? "nobody");
  look();
  community.seal(START_MS + DAY, resigns(ANN));
  look();
  community.seal(MONTH_END_MS);
  look();
  expect([...seen].sort()).toEqual([...MEMBER_STATES].sort());
  expect(memberState(community.state, id("stranger"))).toBeUndefined();
});
