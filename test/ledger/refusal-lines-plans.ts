import type { EventId, PlanId } from "../../src/base/id.ts";
import { MOTIONS_PER_MEMBER_MAX } from "../../src/events/kinds/motion.ts";
import { PROPOSALS_PER_MEMBER_MAX } from "../../src/events/kinds/propose.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { termsHash } from "../../src/events/terms.ts";
import { FORMER_TIERS_MAX } from "../../src/events/tier-change.ts";
import type { MotionAbout } from "../../src/state/claim-records.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { AidCommunity, CHARTER, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";
import { day, MovingCommunity, moves } from "./motion-fixture.ts";
import { type Line, lastSaid, nth } from "./refusal-line.ts";

const NOBODY = id("nobody");

/** Ann, Ben and Cai in a plan of these terms, Dee beside it. */
function planned(terms: Partial<Terms> = {}) {
  const community = new AidCommunity(["ann", "ben", "cai", "dee"]);
  const [ann, ben, cai, dee] = community.members as [EventId, EventId, EventId, EventId];
  const all = { ...TERMS, ...terms };
  const plan = community.openPlan(START_MS, all, new Map([ann, ben, cai].map((member) => [member, 0])));
  return { community, plan, terms: all, ann, dee };
}

type Planned = ReturnType<typeof planned>;

/** Said by one of them, the words before the last one a seal earlier. */
function says(terms: Partial<Terms>, ...words: readonly ((at: Planned) => Said)[]): RefusalCode | null {
  const at = planned(terms);
  const said = words.map((word) => word(at));
  for (const each of said.slice(0, -1)) at.community.seal(at.community.nowMs + 1, each);
  return lastSaid(at.community, nth(said, said.length - 1));
}

const enrols =
  (tier = 0) =>
  ({ plan, dee }: Planned) =>
    said(dee, "enrol", { plan, tier });
const leaves =
  (on: boolean) =>
  ({ plan, ann }: Planned) =>
    said(ann, "leave", { plan, on });
const proposes =
  (terms: Partial<Terms> = {}, tier: number | null = null) =>
  ({ dee }: Planned) =>
    said(dee, "propose", { terms: { ...TERMS, ...terms }, tier });

function said(member: EventId, kind: Said["kind"], body: Said["body"]): Said {
  return { member, kind, body };
}

/** Adopts what somebody proposed a seal ago. */
function adopts(change: object, times = 1): RefusalCode | null {
  const { community, dee, ...rest } = planned();
  const [plan] = community.seal(community.nowMs + 1, proposes()({ community, dee, ...rest })) as [PlanId];
  const body = { plan, tier: 0, termsHash: termsHash(TERMS), ...change };
  for (let time = 1; time < times; time++) community.seal(community.nowMs + 1, said(dee, "adopt", body));
  return lastSaid(community, said(dee, "adopt", body));
}

/** A motion of the first of four, who are all in a plan. */
function moved(about: (at: MovingCommunity) => unknown): RefusalCode | null {
  const at = new MovingCommunity(["ann", "ben", "cai", "dee"]);
  return lastSaid(at, moves(at.who(0), about(at)));
}

/** The others expel the first, who says this then. */
function expelled(word: (at: MovingCommunity) => Omit<Said, "member">): RefusalCode | null {
  const at = new MovingCommunity(["ann", "ben", "cai", "dee"]);
  const motion: MotionAbout = { kind: "expel", member: at.who(3), plan: at.plan };
  at.decide(motion, day(1), at.members.slice(0, 3));
  return lastSaid(at, { ...word(at), member: at.who(3) });
}

export const PLAN_LINES = {
  "plan-unknown": () => says({}, ({ dee }) => said(dee, "enrol", { plan: NOBODY, tier: 0 })),
  "plan-not-open": () => {
    const at = planned();
    const [plan] = at.community.seal(at.community.nowMs + 1, proposes()(at)) as [PlanId];
    return lastSaid(at.community, enrols()({ ...at, plan }));
  },
  "plan-ended": () => {
    const at = new MovingCommunity(["ann", "ben", "cai", "dee"]);
    at.decide({ kind: "end", plan: at.plan }, day(1), at.members);
    return lastSaid(at, said(at.who(0), "leave", { plan: at.plan, on: true }));
  },
  "plan-full": () => says({ maxMembers: 3 }, enrols()),
  "admission-closed": () =>
    says({ admission: "vouch" }, ({ plan, dee, terms }) =>
      said(dee, "adopt", { plan, tier: 0, termsHash: termsHash(terms) }),
    ),
  "plans-too-many": () => says({}, ...Array.from({ length: PROPOSALS_PER_MEMBER_MAX + 1 }, () => proposes())),
  "terms-differ": () => adopts({ termsHash: NOBODY }),
  "terms-invalid": () => says({}, proposes({ minMembers: 5, maxMembers: 4 })),
  "period-too-short": () =>
    says({}, proposes({ period: { kind: "interval", everyMs: CHARTER.sealEveryMs - 1 } })),
  "tier-unknown": () => says({}, enrols(2)),
  "adopted-already": () => adopts({}, 2),
  "enrolled-already": () => says({}, enrols(), enrols()),
  "not-enrolled": () => says({}, ({ plan, dee }) => said(dee, "leave", { plan, on: true })),
  "applied-already": () => says({ admission: "vouch" }, enrols(), enrols()),
  "leave-not-pending": () => says({}, leaves(false)),
  "leaving-already": () => says({}, leaves(true), leaves(true)),
  "leave-not-own": () => expelled((at) => ({ kind: "leave", body: { plan: at.plan, on: false } })),
  "tier-changes-too-many": () =>
    says({}, ...Array.from({ length: FORMER_TIERS_MAX + 2 }, (_, index) => enrols(index % 2))),
  "motions-too-many": () => {
    const at = new MovingCommunity(["ann", "ben", "cai"]);
    const word = moves(at.who(0), { kind: "rules", rules: 2 });
    at.seal(day(1), ...Array.from({ length: MOTIONS_PER_MEMBER_MAX }, () => word));
    return lastSaid(at, word);
  },
  "terms-fixed": () => moved(({ plan }) => ({ kind: "amend", plan, terms: { ...TERMS, category: "loss" } })),
  "charter-fixed": () => moved(() => ({ kind: "charter", charter: { ...CHARTER, currency: "EUR" } })),
  "rules-not-newer": () => moved(() => ({ kind: "rules", rules: 1 })),
  "expel-oneself": () => moved((at) => ({ kind: "expel", member: at.who(0), plan: null })),
  "member-not-enrolled": () =>
    says({}, ({ plan, ann, dee }) => moves(ann, { kind: "expel", member: dee, plan })),
} satisfies Partial<Record<RefusalCode, Line>>;
