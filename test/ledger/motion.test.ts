import { describe, expect, test } from "vitest";
import type { HashId, MemberId } from "../../src/base/id.ts";
import { MOTIONS_PER_MEMBER_MAX } from "../../src/events/kinds/motion.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { charterOf, communityOf } from "../../src/state/state.ts";
import { CHARTER, id } from "./aid-fixture.ts";
import { DAY, day, MOTION_VOTE_MS, MovingCommunity, moves, TERMS, votes } from "./motion-fixture.ts";

const NAMES = ["a", "b", "c", "d", "e", "f"];
const stranger = id("nobody");

function community(): MovingCommunity {
  return new MovingCommunity(NAMES);
}

type Case = readonly [RefusalCode, string, (at: MovingCommunity) => RefusalCode | null];

const refusals: readonly Case[] = [
  ["body-invalid", "for rules of no number", (at) => at.try(moves(at.who(0), { kind: "rules", rules: 0 }))],
  ["plan-unknown", "to end no plan", (at) => at.try(moves(at.who(0), { kind: "end", plan: stranger }))],
  [
    "plan-not-open",
    "to end a proposal",
    (at) => {
      const [plan] = at.seal(day(1), {
        member: at.who(0),
        kind: "propose",
        body: { terms: TERMS, tier: null },
      });
      return at.try(moves(at.who(0), { kind: "end", plan }));
    },
  ],
  [
    "plan-ended",
    "on a plan that closes",
    (at) => {
      at.decide({ kind: "end", plan: at.plan }, day(1), at.members);
      return at.try(moves(at.who(0), { kind: "end", plan: at.plan }));
    },
  ],
  [
    "not-enrolled",
    "on a plan by one who has left it",
    (at) => {
      at.seal(day(1), { member: at.who(0), kind: "leave", body: { plan: at.plan, on: true } });
      at.seal(day(40));
      return at.try(moves(at.who(0), { kind: "end", plan: at.plan }));
    },
  ],
  [
    "terms-invalid",
    "for terms that contradict themselves",
    (at) =>
      at.try(
        moves(at.who(0), { kind: "amend", plan: at.plan, terms: { ...TERMS, maxMembers: 3, minMembers: 4 } }),
      ),
  ],
  [
    "terms-fixed",
    "for another category",
    (at) => at.try(moves(at.who(0), { kind: "amend", plan: at.plan, terms: { ...TERMS, category: "loss" } })),
  ],
  [
    "terms-fixed",
    "for other periods",
    (at) =>
      at.try(
        moves(at.who(0), { kind: "amend", plan: at.plan, terms: { ...TERMS, period: { kind: "week" } } }),
      ),
  ],
  [
    "terms-fixed",
    "to credit another plan's waiting",
    (at) =>
      at.try(
        moves(at.who(0), { kind: "amend", plan: at.plan, terms: { ...TERMS, creditsWaiting: at.plan } }),
      ),
  ],
  [
    "terms-fixed",
    "for fewer tiers",
    (at) =>
      at.try(
        moves(at.who(0), { kind: "amend", plan: at.plan, terms: { ...TERMS, tiers: TERMS.tiers.slice(1) } }),
      ),
  ],
  [
    "member-unknown",
    "to expel nobody",
    (at) => at.try(moves(at.who(0), { kind: "expel", member: stranger, plan: null })),
  ],
  [
    "expel-oneself",
    "to expel oneself",
    (at) => at.try(moves(at.who(0), { kind: "expel", member: at.who(0), plan: null })),
  ],
  [
    "member-not-enrolled",
    "to expel one who is not in the plan",
    (at) => {
      at.seal(day(1), { member: at.who(1), kind: "leave", body: { plan: at.plan, on: true } });
      at.seal(day(40));
      return at.try(moves(at.who(0), { kind: "expel", member: at.who(1), plan: at.plan }));
    },
  ],
  [
    "charter-fixed",
    "for another currency",
    (at) => at.try(moves(at.who(0), { kind: "charter", charter: { ...CHARTER, currency: "EUR" } })),
  ],
  [
    "charter-fixed",
    "for other digits",
    (at) => at.try(moves(at.who(0), { kind: "charter", charter: { ...CHARTER, digits: 0 } })),
  ],
  [
    "charter-fixed",
    "for another time",
    (at) => at.try(moves(at.who(0), { kind: "charter", charter: { ...CHARTER, utcOffsetMinutes: 0 } })),
  ],
  [
    "rules-not-newer",
    "for the rules there are",
    (at) => at.try(moves(at.who(0), { kind: "rules", rules: 1 })),
  ],
  [
    "motions-too-many",
    "a sixth at a time",
    (at) => {
      const about = { kind: "rules", rules: 2 } as const;
      at.seal(day(1), ...Array.from({ length: MOTIONS_PER_MEMBER_MAX }, () => moves(at.who(0), about)));
      return at.try(moves(at.who(0), about));
    },
  ],
];

describe("a motion is refused", () => {
  test.each(refusals)("%s: %s", (code, _, attempt) => {
    expect(attempt(community())).toBe(code);
  });

  test("and each is accepted where the reason is absent", () => {
    const at = community();
    const [one, two] = [at.who(0), at.who(1)];
    const abouts = [
      { kind: "amend", plan: at.plan, terms: { ...TERMS, title: "Another" } },
      { kind: "end", plan: at.plan },
      { kind: "expel", member: two, plan: at.plan },
      { kind: "expel", member: two, plan: null },
      { kind: "charter", charter: { ...CHARTER, title: "Lane 8" } },
    ];
    for (const about of abouts) expect(at.try(moves(one, about))).toBeNull();
    expect(at.try(moves(two, { kind: "rules", rules: 2 }))).toBeNull();
    expect(at.try(moves(two, { kind: "network-key", keyHash: id("key") }))).toBeNull();
    at.seal(at.nowMs + MOTION_VOTE_MS);
    expect(at.try(moves(one, { kind: "end", plan: at.plan }))).toBeNull();
  });
});

const others = (at: MovingCommunity, from: number, to: number): readonly MemberId[] =>
  at.members.slice(from, to);

describe("a motion on a plan is decided by the plan's terms", () => {
  test("quorum and threshold reached: it passes", () => {
    const at = community();
    const motion = at.decide({ kind: "end", plan: at.plan }, day(1), others(at, 0, 2), others(at, 2, 3));
    expect(at.state.motions.must(motion)).toMatchObject({
      status: "passed",
      decidedMs: day(1) + TERMS.voteMs,
      member: at.who(0),
    });
  });

  test("more no than the threshold allows: it fails", () => {
    const at = community();
    const motion = at.decide({ kind: "end", plan: at.plan }, day(1), others(at, 0, 1), others(at, 1, 4));
    expect(at.statusOf(motion)).toBe("failed");
    expect(at.state.plans.must(at.plan).status).toBe("open");
  });

  test("without a quorum it fails at once, and is not extended", () => {
    const at = community();
    const motion = at.decide({ kind: "end", plan: at.plan }, day(1), others(at, 0, 2));
    expect(at.statusOf(motion)).toBe("failed");
    expect(at.state.ballots.must(motion)).toMatchObject({ outcome: "draw", extended: false });
  });
});

describe("a motion of the roll", () => {
  const about = { kind: "charter", charter: { ...CHARTER, title: "Lane 8", sealEveryMs: 60_000 } } as const;

  test.each([
    ["half of them, all yes", 3, 0, "passed"],
    ["two thirds of yes and no", 4, 2, "passed"],
    ["less than two thirds", 3, 2, "failed"],
    ["less than half of them", 2, 0, "failed"],
  ] as const)("is decided in 14 days by %s: %i yes, %i no, %s", (_, yes, no, status) => {
    const at = community();
    const motion = at.decide(about, day(1), others(at, 0, yes), others(at, yes, yes + no));
    expect(at.state.ballots.must(motion)).toMatchObject({ electors: 6, closesMs: day(1) + 14 * DAY });
    expect(at.statusOf(motion)).toBe(status);
    expect(charterOf(at.state).title).toBe(status === "passed" ? "Lane 8" : CHARTER.title);
  });

  test("the new charter holds from the seal that passed it", () => {
    const at = community();
    at.decide(about, day(1), at.members);
    expect(charterOf(at.state)).toEqual(about.charter);
  });

  test("a network key is agreed on, and nothing else follows", () => {
    const at = community();
    const motion = at.decide(
      { kind: "network-key", keyHash: id("key") as string as HashId },
      day(1),
      at.members,
    );
    expect(at.statusOf(motion)).toBe("passed");
  });

  test("new rules hold for the events of the second height after it", () => {
    const at = community();
    const motion = at.decide({ kind: "rules", rules: 2 }, day(1), at.members);
    const { height } = communityOf(at.state);
    expect(at.statusOf(motion)).toBe("passed");
    expect(communityOf(at.state)).toMatchObject({ rules: 1, nextRules: { rules: 2, height: height + 2 } });
    at.seal(at.nowMs + 1);
    expect(communityOf(at.state)).toMatchObject({ rules: 2, nextRules: null, height: height + 1 });
    expect(() => at.seal(at.nowMs + 1)).toThrow("rules that this software knows");
  });

  test("one that comes too late for newer rules has failed", () => {
    const at = community();
    const older = at.move({ kind: "rules", rules: 2 }, day(1), at.members);
    const newer = at.move({ kind: "rules", rules: 3 }, day(1) + 10, at.members);
    at.seal(day(30));
    expect([at.statusOf(older), at.statusOf(newer)]).toEqual(["passed", "passed"]);
    expect(communityOf(at.state).nextRules?.rules).toBe(3);
    const again = community();
    const first = again.move({ kind: "rules", rules: 3 }, day(1), again.members);
    const second = again.move({ kind: "rules", rules: 2 }, day(1) + 10, again.members);
    again.seal(day(30));
    expect([again.statusOf(first), again.statusOf(second)]).toEqual(["passed", "failed"]);
  });
});

test("whoever is to be expelled does not vote on it", () => {
  const at = community();
  const motion = at.move({ kind: "expel", member: at.who(5), plan: null }, day(1), []);
  expect(at.try(votes(at.who(5), motion, "no"))).toBe("not-an-elector");
  expect(at.state.ballots.must(motion).electors).toBe(5);
});
