import { describe, expect, test } from "vitest";
import type { EventId, HashId, PlanId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { PROPOSALS_PER_MEMBER_MAX, propose } from "../../src/events/kinds/propose.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { termsFault, termsHash, termsSchema } from "../../src/events/terms.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import { money } from "../../src/money/money.ts";
import { digestState } from "../../src/state/digest.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { charterOf } from "../../src/state/state.ts";
import { TERMS } from "./samples.ts";
import { type Person, World } from "./world.ts";

const nothing = "ab".repeat(32);

function proposed(world: World, terms: Partial<Terms> = {}): PlanId {
  const event = world.proposeOf(world.founder, terms);
  expect(world.seal([event])).toBeNull();
  return event.id;
}

function opened(world: World): PlanId {
  const people = world.admit("a", "b");
  const plan = proposed(world);
  world.seal([world.founder, ...people].map((person) => world.adoptOf(person, plan)));
  expect(world.ledger.state.plans.must(plan).status).toBe("open");
  return plan;
}

type Case = readonly [RefusalCode, (world: World) => AuthenticEvent];

const proposals: readonly Case[] = [
  ["body-invalid", (world) => world.sayRaw(world.founder, "propose", { tier: null })],
  ["terms-invalid", (world) => world.proposeOf(world.founder, { minMembers: 5, maxMembers: 4 })],
  [
    "period-too-short",
    (world) =>
      world.proposeOf(world.founder, {
        period: { kind: "interval", everyMs: charterOf(world.ledger.state).sealEveryMs - 1 },
      }),
  ],
  ["plan-unknown", (world) => world.proposeOf(world.founder, { creditsWaiting: nothing as EventId })],
  ["tier-unknown", (world) => world.proposeOf(world.founder, {}, 2)],
  [
    "plans-too-many",
    (world) => {
      const many = Array.from({ length: PROPOSALS_PER_MEMBER_MAX }, () => world.proposeOf(world.founder));
      world.seal(many);
      return world.proposeOf(world.founder);
    },
  ],
];

const adoptions: readonly Case[] = [
  ["body-invalid", (world) => world.sayRaw(world.founder, "adopt", { plan: 1 })],
  ["plan-unknown", (world) => world.adoptOf(world.founder, nothing as PlanId)],
  ["enrolled-already", (world) => world.adoptOf(world.founder, opened(world))],
  [
    "plan-ended",
    (world) => {
      const plan = opened(world);
      const { plans } = world.ledger.state;
      plans.set(plan, { ...plans.must(plan), status: "ended" });
      return world.adoptOf(world.founder, plan);
    },
  ],
  ["terms-differ", (world) => world.adoptOf(world.founder, proposed(world), 0, nothing as HashId)],
  ["tier-unknown", (world) => world.adoptOf(world.founder, proposed(world), 2)],
  [
    "adopted-already",
    (world) => {
      const plan = proposed(world);
      world.seal([world.adoptOf(world.founder, plan)]);
      return world.adoptOf(world.founder, plan);
    },
  ],
  [
    "plan-full",
    (world) => {
      // filled by hand: a plan that can be full opens first
      const plan = proposed(world, { maxMembers: 3 });
      const { plans } = world.ledger.state;
      plans.set(plan, { ...plans.must(plan), adopted: 3 });
      const hash = termsHash({ ...TERMS, maxMembers: 3 });
      return world.adoptOf(world.founder, plan, 0, hash);
    },
  ],
];

for (const [kind, cases] of Object.entries({ propose: proposals, adopt: adoptions })) {
  describe(`${kind} is refused`, () => {
    test.each(cases)("%s", (code, make) => {
      const world = new World();
      const event = make(world);
      if (code === "plan-full") {
        expect(world.seal([event])).toBe(code);
        return;
      }
      const empty = applyCut(world.ledger, world.cut([])).ledger.state;
      expect(world.seal([event])).toBe(code);
      expect(digestState(world.ledger.state)).toBe(digestState(empty));
    });
  });
}

const shapes: readonly (readonly [string, Partial<Record<keyof Terms, unknown>>])[] = [
  ["title", { title: "" }],
  ["title", { title: "x".repeat(61) }],
  ["category", { category: "lottery" }],
  ["tiers", { tiers: [] }],
  ["tiers", { tiers: Array.from({ length: 13 }, (_, i) => ({ name: `t${i}`, benefit: 1, weight: 1 })) }],
  ["tiers.0.weight", { tiers: [{ name: "t", benefit: 1, weight: 0 }] }],
  ["tiers.0.weight", { tiers: [{ name: "t", benefit: 1, weight: 1_001 }] }],
  ["jury", { jury: 39 }],
  ["period.everyMs", { period: { kind: "interval", everyMs: 999 } }],
  ["period.kind", { period: { kind: "year" } }],
  ["voteMs", { voteMs: 0 }],
  ["waitingMs", { waitingMs: 10 * 366 * 86_400_000 }],
  ["minMembers", { minMembers: 2 }],
  ["quorumPermille", { quorumPermille: 0 }],
  ["thresholdPermille", { thresholdPermille: 1_001 }],
  ["caps.perPeriod", { caps: { perCase: null, perPeriod: null, perYear: 1 } }],
  ["caps.perYear", { caps: { perCase: null, perPeriod: 1, perYear: 1e11 + 1 } }],
];

test.each(shapes)("terms out of shape: %s %j", (path, parts) => {
  const written = termsSchema.write({ ...TERMS, ...parts } as Terms);
  const read = propose.body.read({ terms: written, tier: null });
  expect(read).toEqual({ ok: false, error: `terms.${path}` });
});

const steps = (...pairs: (readonly [number, number])[]) =>
  pairs.map(([afterMs, permille]) => ({ afterMs, permille }));
const tier = (name: string, benefit = 1) => ({ name, benefit: money(benefit), weight: 1 });

const faults: readonly (readonly [string | undefined, Partial<Terms>])[] = [
  [undefined, {}],
  ["tiers", { tiers: [tier("a"), tier("a")] }],
  ["tiers", { tiers: [tier("a", 0)] }],
  ["vesting", { vesting: steps([10, 100], [10, 200]) }],
  ["vesting", { vesting: steps([10, 200], [20, 200]) }],
  [undefined, { vesting: steps([0, 200], [20, 1_000]) }],
  ["caps.perCase", { caps: { perCase: money(0), perPeriod: money(1), perYear: money(1) } }],
  ["caps.perPeriod", { caps: { perCase: null, perPeriod: money(0), perYear: money(1) } }],
  ["caps.perYear", { caps: { perCase: null, perPeriod: money(2), perYear: money(1) } }],
  ["maxMembers", { minMembers: 4, maxMembers: 3 }],
];

test.each(faults)("terms that contradict themselves: %s", (fault, parts) => {
  expect(termsFault({ ...TERMS, ...parts })).toBe(fault);
});

test("a proposal's own adoption and the others' open it at one seal, by member id, in their tiers", () => {
  const world = new World();
  const people = world.admit("a", "b", "c") as [Person, Person, Person];
  const event = world.proposeOf(people[0], { waitingMs: 500, minMembers: 3 }, 1);
  const hash = termsHash({ ...TERMS, waitingMs: 500, minMembers: 3 });
  world.seal([event, world.adoptOf(people[1], event.id, 0, hash)]);
  const { state } = world.ledger;
  expect(state.plans.must(event.id)).toMatchObject({ status: "proposed", adopted: 2, enrolled: 0 });
  world.seal([world.adoptOf(people[2], event.id, 1, hash)]);
  const now = world.ledger.state;
  const throughMs = world.nowMs;
  expect(now.plans.must(event.id)).toMatchObject({ status: "open", enrolled: 3, openedMs: throughMs });
  expect(now.adoptions.size).toBe(0);
  const enrolled = [...now.enrolments.entries(event.id)];
  expect(enrolled.map(([key]) => key)).toEqual(people.map(({ id }) => event.id + id).toSorted());
  for (const [person, tier] of [
    [people[0], 1],
    [people[1], 0],
    [people[2], 1],
  ] as const) {
    expect(now.enrolments.must(event.id + person.id)).toMatchObject({
      tier,
      sinceMs: throughMs,
      coversFromMs: throughMs + 500,
      leftMs: null,
    });
  }
});

test("until the plan opens, a later seal's word changes the tier; a second one in the same seal does not", () => {
  const world = new World();
  const plan = proposed(world);
  const tierNow = () => world.ledger.state.adoptions.must(plan + world.founder.id).tier;
  const [first, second] = [world.adoptOf(world.founder, plan, 0), world.adoptOf(world.founder, plan, 1)];
  world.seal([first, second]);
  expect([world.codes.get(first.id), world.codes.get(second.id)]).toEqual([null, "adopted-already"]);
  expect(world.seal([world.adoptOf(world.founder, plan, 1)])).toBeNull();
  expect(tierNow()).toBe(1);
  expect(world.ledger.state.plans.must(plan).adopted).toBe(1);
});
