import { describe, expect, test } from "vitest";
import type { EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { APPLICATION_MS } from "../../src/events/take-place.ts";
import { termsHash } from "../../src/events/terms.ts";
import { PLACE_VOUCHES } from "../../src/ledger/rules/places.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { enrolmentKey } from "../../src/state/spells.ts";
import { AidCommunity, DAY, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";

const NAMES = ["ann", "ben", "cai", "dee", "eve", "fay"];
const [ANN, BEN, CAI, DEE, EVE, FAY] = NAMES.map(id) as [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
  MemberId,
  MemberId,
];

function say(member: MemberId, kind: Said["kind"], body: Said["body"]): Said {
  return { member, kind, body };
}

/** Ann, Ben, Cai and Dee are in a plan that admits as told; Eve and Fay are not. */
function scene(admission: Terms["admission"], terms: Partial<Terms> = {}) {
  const community = new AidCommunity(NAMES);
  const tiers = new Map([ANN, BEN, CAI, DEE].map((member) => [member, 1]));
  const plan = community.openPlan(START_MS, { ...TERMS, admission, ...terms }, tiers);
  const asks = (member: MemberId, tier = 0) =>
    community.seal(community.nowMs + 1, say(member, "enrol", { plan, tier }))[0] as EventId;
  const vouches = (member: MemberId, event: EventId) => community.try(say(member, "vouch", { for: event }));
  const spell = (member: MemberId) => community.state.enrolments.get(enrolmentKey(plan, member));
  const applied = (member: MemberId) => community.state.applications.get(plan + member)?.status;
  return { community, plan, asks, vouches, spell, applied };
}

describe("a plan that admits by vouches", () => {
  test("gives the place at the seal in which two of its members have vouched", () => {
    const { community, asks, vouches, spell, applied } = scene("vouch");
    const asked = asks(EVE, 1);
    expect([spell(EVE), applied(EVE)]).toEqual([undefined, "waiting"]);
    expect(vouches(ANN, asked)).toBeNull();
    expect(spell(EVE)).toBeUndefined();
    expect(vouches(BEN, asked)).toBeNull();
    expect(spell(EVE)).toMatchObject({ event: asked, tier: 1, sinceMs: community.nowMs });
    expect(applied(EVE)).toBeUndefined();
    expect(PLACE_VOUCHES).toBe(2);
  });

  test("applied-already, not-enrolled, vouched-already, nobody-waiting", () => {
    const { community, plan, asks, vouches } = scene("vouch");
    const asked = asks(EVE);
    expect(community.try(say(EVE, "enrol", { plan, tier: 1 }))).toBe("applied-already");
    expect(vouches(FAY, asked)).toBe("not-enrolled");
    expect(vouches(EVE, asked)).toBe("not-enrolled");
    expect(vouches(ANN, asked)).toBeNull();
    expect(vouches(ANN, asked)).toBe("vouched-already");
    expect(vouches(BEN, asked)).toBeNull();
    expect(vouches(CAI, asked)).toBe("nobody-waiting");
  });

  test("of a voucher who has left the plan nothing counts", () => {
    const { community, plan, asks, vouches, spell, applied } = scene("vouch", { period: { kind: "week" } });
    const asked = asks(EVE);
    expect(vouches(ANN, asked)).toBeNull();
    community.seal(community.nowMs + 1, say(ANN, "leave", { plan, on: true }));
    community.seal(START_MS + 8 * DAY);
    expect(spell(ANN)?.leftMs).not.toBeNull();
    expect(vouches(BEN, asked)).toBeNull();
    expect([spell(EVE), applied(EVE)]).toEqual([undefined, "waiting"]);
    expect(vouches(CAI, asked)).toBeNull();
    expect(spell(EVE)).toBeDefined();
  });

  test("who is leaving the community waits, and gets it once that is taken back", () => {
    const { community, asks, vouches, spell } = scene("vouch");
    const other = community.openPlan(
      START_MS + DAY,
      TERMS,
      new Map([ANN, BEN, EVE].map((each) => [each, 0])),
    );
    const asked = asks(EVE);
    expect(community.try(say(EVE, "resign", { on: true }))).toBeNull();
    for (const member of [ANN, BEN]) expect(vouches(member, asked)).toBeNull();
    expect(spell(EVE)).toBeUndefined();
    expect(community.try(say(EVE, "resign", { on: false }))).toBeNull();
    expect(spell(EVE)).toBeDefined();
    expect(community.state.enrolments.must(enrolmentKey(other, EVE)).leavesMs).toBeNull();
  });

  test("after thirty days it comes to nothing, to the millisecond; it may be asked for again", () => {
    const { community, asks, vouches, spell, applied } = scene("vouch");
    const asked = asks(EVE);
    const askedMs = community.nowMs;
    vouches(ANN, asked);
    community.seal(askedMs + APPLICATION_MS - 1);
    expect(applied(EVE)).toBe("waiting");
    community.seal(askedMs + APPLICATION_MS);
    expect(applied(EVE)).toBe("refused");
    expect(vouches(BEN, asked)).toBe("nobody-waiting");
    const again = asks(EVE);
    for (const member of [ANN, BEN]) expect(vouches(member, again)).toBeNull();
    expect(spell(EVE)?.event).toBe(again);
  });

  test("where the plan is full they wait for a place", () => {
    const { community, plan, asks, vouches, spell, applied } = scene("vouch", { maxMembers: 5 });
    const [eve, fay] = [asks(EVE), asks(FAY)];
    for (const member of [ANN, BEN]) vouches(member, eve);
    for (const member of [ANN, BEN]) vouches(member, fay);
    expect([spell(EVE) !== undefined, spell(FAY), applied(FAY)]).toEqual([true, undefined, "waiting"]);
    community.seal(START_MS + DAY, say(DEE, "resign", { on: true }));
    community.seal(START_MS + 31 * DAY);
    // thirty days had passed for Fay too: in January the place came a day too late
    expect([spell(FAY), applied(FAY)]).toEqual([undefined, "refused"]);
    const again = asks(FAY);
    for (const member of [ANN, BEN]) vouches(member, again);
    expect(spell(FAY)).toBeDefined();
    expect(community.state.plans.must(plan).enrolled).toBe(5);
  });

  test("whoever leaves the community meanwhile gets none", () => {
    const { community, asks, vouches, spell, applied } = scene("vouch");
    const asked = asks(EVE);
    community.seal(community.nowMs + 1, say(EVE, "resign", { on: true }));
    expect(vouches(ANN, asked)).toBe("nobody-waiting");
    expect([spell(EVE), applied(EVE)]).toEqual([undefined, undefined]);
  });
});

describe("a plan that admits by vote", () => {
  /** Eve asks, these vote, and the time is up. */
  function voted(choices: readonly (readonly [MemberId, "yes" | "no"])[], terms: Partial<Terms> = {}) {
    const all = scene("vote", terms);
    const { community, asks } = all;
    const ballot = asks(EVE, 1);
    const votes = choices.map(([member, choice]) => say(member, "vote", { ballot, choice, amount: null }));
    community.seal(community.nowMs + 1, ...votes);
    return { ...all, ballot };
  }

  test("asks its members, by the plan's own quorum, threshold and time", () => {
    const { community, plan, ballot, spell, applied } = voted([
      [ANN, "yes"],
      [BEN, "yes"],
      [CAI, "no"],
    ]);
    const { opensMs, closesMs, ...record } = community.state.ballots.must(ballot);
    expect(record).toMatchObject({ about: "admission", subject: ballot, plan, electors: 4 });
    expect(closesMs - opensMs).toBe(TERMS.voteMs);
    community.seal(closesMs - 1);
    expect(applied(EVE)).toBe("waiting");
    community.seal(closesMs + 5 * DAY);
    expect(spell(EVE)).toMatchObject({ event: ballot, tier: 1, sinceMs: closesMs });
    expect(applied(EVE)).toBeUndefined();
  });

  test("a no refuses it, and it may be asked for again", () => {
    const { community, ballot, asks, spell, applied } = voted([
      [ANN, "no"],
      [BEN, "no"],
      [CAI, "yes"],
    ]);
    community.seal(community.state.ballots.must(ballot).closesMs);
    expect([spell(EVE), applied(EVE)]).toEqual([undefined, "refused"]);
    asks(EVE);
    expect(applied(EVE)).toBe("waiting");
  });

  test("nobody voting refuses it, once the time was extended", () => {
    const { community, ballot, spell, applied } = voted([]);
    const { closesMs } = community.state.ballots.must(ballot);
    community.seal(closesMs);
    expect(applied(EVE)).toBe("waiting");
    community.seal(closesMs + TERMS.voteMs);
    expect([spell(EVE), applied(EVE)]).toEqual([undefined, "refused"]);
  });

  test("is not swayed by vouches", () => {
    const { ballot, vouches, spell } = voted([]);
    for (const member of [ANN, BEN]) expect(vouches(member, ballot)).toBe("nobody-waiting");
    expect(spell(EVE)).toBeUndefined();
  });

  test("neither who asks, nor who is outside, has a vote", () => {
    const { community, ballot } = voted([]);
    for (const member of [EVE, FAY])
      expect(community.try(say(member, "vote", { ballot, choice: "yes", amount: null }))).toBe(
        "not-an-elector",
      );
  });

  test("a yes without a place left refuses it; one for who has left the community is no place", () => {
    const yes = [ANN, BEN, CAI, DEE].map((member) => [member, "yes"] as const);
    const full = voted(yes, { maxMembers: 5 });
    const fay = full.asks(FAY);
    const votes = [ANN, BEN, CAI].map((member) =>
      say(member, "vote", { ballot: fay, choice: "yes", amount: null }),
    );
    full.community.seal(full.community.nowMs + 1, ...votes);
    full.community.seal(START_MS + 20 * DAY);
    expect([full.spell(EVE) !== undefined, full.spell(FAY), full.applied(FAY)]).toEqual([
      true,
      undefined,
      "refused",
    ]);
    const gone = voted(yes);
    gone.community.seal(gone.community.nowMs + 1, say(EVE, "resign", { on: true }));
    gone.community.seal(START_MS + 20 * DAY);
    expect(gone.spell(EVE)).toBeUndefined();
    expect(gone.community.state.ballots.must(gone.ballot).outcome).toBe("yes");
  });
});

describe("whatever its terms say of admission", () => {
  test("while a plan is only proposed anybody may adopt it; a word that comes too late lets nobody in", () => {
    for (const admission of ["vouch", "vote"] as const) {
      const { community, plan } = scene(admission);
      const hash = termsHash({ ...TERMS, admission });
      expect(community.state.plans.must(plan).enrolled).toBe(4);
      const late = say(EVE, "adopt", { plan, tier: 0, termsHash: hash });
      expect(community.try(late)).toBe("admission-closed");
    }
  });

  test("plan-full, tier-unknown: asked at once", () => {
    for (const admission of ["vouch", "vote"] as const) {
      const full = scene(admission, { maxMembers: 4 });
      expect(full.community.try(say(EVE, "enrol", { plan: full.plan as PlanId, tier: 0 }))).toBe("plan-full");
      expect(full.community.try(say(EVE, "enrol", { plan: full.plan as PlanId, tier: 9 }))).toBe(
        "tier-unknown",
      );
    }
  });
});
