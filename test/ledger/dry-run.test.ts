import { expect, test } from "vitest";
import type { MemberId, SealId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { adopt } from "../../src/events/kinds/adopt.ts";
import { termsHash } from "../../src/events/terms.ts";
import { dryRun } from "../../src/ledger/dry-run.ts";
import { KINDS } from "../../src/ledger/kinds-table.ts";
import { digestState } from "../../src/state/digest.ts";
import { communityOf } from "../../src/state/state.ts";
import { fc } from "../property.ts";
import { AidCommunity, DAY, deviceOf, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";
import { TERMS as SAMPLE } from "./samples.ts";
import { type Person, World } from "./world.ts";

const NAMES = ["ann", "ben", "cai", "dee"];

function scene() {
  const community = new AidCommunity(NAMES);
  const [ann, ben, cai, dee] = community.members as [MemberId, MemberId, MemberId, MemberId];
  const plan = community.openPlan(START_MS, TERMS, new Map([ann, ben, cai].map((member) => [member, 1])));
  const incidentDay = dayOf(community.nowMs, 480);
  const body = { plan, incidentDay, amount: 90_000, for: null };
  const [claim] = community.seal(START_MS + DAY, { member: ann, kind: "claim", body });
  return { community, plan, claim, incidentDay, ann, ben, cai, dee };
}

/** Why this would be refused, asked without saying it. */
function wouldBe(community: AidCommunity, { member, kind, body }: Said, atMs: number) {
  const { height } = communityOf(community.state);
  const lastSeal = id(`seal/${height}`) as string as SealId;
  const written = KINDS.find(({ name }) => name === kind)?.body.write(body);
  const wish = { device: deviceOf(member), kind, body: written as never };
  return dryRun(community.ledger, { lastSeal, nowMs: atMs, events: [] }, wish);
}

test("a dry run says what would come of a word if it were sealed next, and changes nothing", () => {
  const words = (all: ReturnType<typeof scene>): readonly Omit<Said, "member">[] => [
    { kind: "vote", body: { ballot: all.claim, choice: "yes", amount: null } },
    { kind: "vote", body: { ballot: all.plan, choice: "no", amount: null } },
    { kind: "enrol", body: { plan: all.plan, tier: 0 } },
    { kind: "enrol", body: { plan: all.plan, tier: 7 } },
    { kind: "leave", body: { plan: all.plan, on: true } },
    { kind: "leave", body: { plan: all.plan, on: false } },
    { kind: "claim", body: { plan: all.plan, incidentDay: all.incidentDay, amount: 100, for: null } },
    { kind: "claim", body: { plan: all.plan, incidentDay: all.incidentDay, amount: 100_001, for: null } },
    { kind: "appeal", body: { claim: all.claim } },
    { kind: "withdraw", body: { claim: all.claim } },
    { kind: "delegate", body: { to: all.ben } },
    { kind: "motion", body: { about: { kind: "end", plan: all.plan } } },
    { kind: "resign", body: { on: true } },
    { kind: "pay", body: { transfer: all.plan } },
  ];
  fc.assert(
    fc.property(
      fc.nat(3),
      fc.nat(13),
      fc.constantFrom(1, 5 * DAY, 8 * DAY, 40 * DAY),
      (who, which, laterMs) => {
        const all = scene();
        const { community } = all;
        const member = community.members[who] as MemberId;
        const word = words(all)[which];
        if (word === undefined) throw new Error("no such word");
        const before = digestState(community.state);
        const told = wouldBe(community, { ...word, member }, community.nowMs + laterMs);
        expect(digestState(community.state)).toBe(before);
        expect(told).toBe(community.try({ ...word, member }, community.nowMs + laterMs));
      },
    ),
    { numRuns: 200 },
  );
});

test("a device that is not on the roll says nothing yet", () => {
  const { community, claim } = scene();
  const said: Said = {
    member: id("zoe") as MemberId,
    kind: "vote",
    body: { ballot: claim, choice: "no", amount: null },
  };
  expect(wouldBe(community, said, community.nowMs + 1)).toBe("device-unknown");
});

test("what is held counts, one's own words among it", () => {
  const world = new World();
  const [ann] = world.admit("ann") as [Person];
  const plan = world.proposeOf(ann, {}, null);
  const body = adopt.body.write({ plan: plan.id, tier: 0, termsHash: termsHash(SAMPLE) });
  const wish = { device: ann.feed.device, kind: "adopt", body } as const;
  const held = { lastSeal: world.lastSeal, nowMs: world.nowMs + 1 };
  expect(dryRun(world.ledger, { ...held, events: [] }, wish)).toBe("plan-unknown");
  expect(dryRun(world.ledger, { ...held, events: [plan] }, wish)).toBeNull();
});
