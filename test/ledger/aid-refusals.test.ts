import { expect, test } from "vitest";
import type { EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { money } from "../../src/money/money.ts";
import { digestState } from "../../src/state/digest.ts";
import { AidCommunity, DAY, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";

/** Ann, Ben, Cai and Dee are in the plan; Eve and Fay are not. */
interface Scene {
  readonly community: AidCommunity;
  readonly plan: PlanId;
  readonly ann: MemberId;
  readonly ben: MemberId;
  readonly eve: MemberId;
  readonly fay: MemberId;
}

const TODAY = dayOf(START_MS, 480);
const nobody = id("nobody");

function scene(terms: Partial<typeof TERMS> = {}): Scene {
  const community = new AidCommunity(["ann", "ben", "cai", "dee", "eve", "fay"]);
  const [ann, ben, cai, dee, eve, fay] = community.members as [
    MemberId,
    MemberId,
    MemberId,
    MemberId,
    MemberId,
    MemberId,
  ];
  const plan = community.openPlan(
    START_MS,
    { ...TERMS, ...terms },
    new Map([ann, ben, cai, dee].map((m) => [m, 0])),
  );
  return { community, plan, ann, ben, eve, fay };
}

function enrol({ plan, eve }: Scene, body: object = {}): Said {
  return { member: eve, kind: "enrol", body: { plan, tier: 0, ...body } };
}

function claim({ plan, ann }: Scene, body: object = {}): Said {
  return { member: ann, kind: "claim", body: { plan, incidentDay: TODAY, amount: 30_000, ...body } };
}

function leave({ plan, ann }: Scene, on = true): Said {
  return { member: ann, kind: "leave", body: { plan, on } };
}

function filed(at: Scene): EventId {
  const [ballot] = at.community.seal(at.community.nowMs + 1, claim(at));
  return ballot as EventId;
}

function vote(at: Scene, ballot: EventId, body: object = {}): Said {
  return { member: at.ben, kind: "vote", body: { ballot, choice: "yes", amount: null, ...body } };
}

/** After this, Ben owes Ann one transfer. */
function owed(at: Scene): EventId {
  const ballot = filed(at);
  const votes = at.community.members.slice(1, 4).map((member) => ({ ...vote(at, ballot), member }));
  at.community.seal(at.community.nowMs + 1, ...votes);
  at.community.seal(START_MS + 60 * DAY);
  const [transfer] = at.community.transfers().find(([, { from }]) => from === at.ben) ?? [];
  return transfer as string as EventId;
}

/** Ann's claim was granted; now the same once more. */
function decided(at: Scene): Said {
  owed(at);
  return claim(at);
}

/** Two claims for one incident that nobody voted on. */
function drawnTwice(at: Scene): Said {
  for (let round = 0; round < 2; round++) {
    at.community.seal(at.community.nowMs + 1, claim(at));
    at.community.seal(at.community.nowMs + 15 * DAY);
  }
  return claim(at);
}

const CASES: readonly (readonly [RefusalCode, string, () => readonly [Scene, Said]])[] = [
  ["plan-unknown", "enrol in no plan", () => at(scene(), (s) => enrol(s, { plan: nobody }))],
  ["plan-unknown", "claim in no plan", () => at(scene(), (s) => claim(s, { plan: nobody }))],
  [
    "plan-unknown",
    "leave no plan",
    () => at(scene(), (s) => ({ ...leave(s), body: { plan: nobody, on: true } })),
  ],
  ["plan-not-open", "enrol in a proposal", () => at(scene(), (s) => enrol(s, { plan: proposal(s) }))],
  ["plan-ended", "enrol in what has ended", () => at(ended(), enrol)],
  ["enrolled-already", "enrol twice", () => at(scene(), (s) => ({ ...enrol(s), member: s.ann }))],
  ["tier-unknown", "a tier that the terms lack", () => at(scene(), (s) => enrol(s, { tier: 2 }))],
  ["plan-full", "one too many", () => at(scene({ maxMembers: 4 }), enrol)],
  ["body-invalid", "a tier that is no number", () => at(scene(), (s) => enrol(s, { tier: "full" }))],
  ["not-enrolled", "claim from outside", () => at(scene(), (s) => ({ ...claim(s), member: s.eve }))],
  [
    "cover-none",
    "an incident before the plan",
    () => at(scene(), (s) => claim(s, { incidentDay: TODAY - 1 })),
  ],
  ["cover-waiting", "an incident while waiting", () => at(scene({ waitingMs: 2 * DAY }), claim)],
  ["incident-future", "an incident tomorrow", () => at(scene(), (s) => claim(s, { incidentDay: TODAY + 1 }))],
  [
    "incident-not-month",
    "a day where only the month is kept",
    () => at(scene({ incidentPrecision: "month" }), (s) => claim(later(s, 20), { incidentDay: TODAY + 1 })),
  ],
  ["window-past", "an incident too long ago", () => at(later(scene({ claimWindowMs: 3 * DAY }), 5), claim)],
  ["amount-zero", "nothing asked", () => at(scene(), (s) => claim(s, { amount: 0 }))],
  ["over-tier", "more than the tier", () => at(scene(), (s) => claim(s, { amount: 300_001 }))],
  ["claim-duplicate", "one incident twice", () => at(scene(), (s) => said(s, claim(s)))],
  ["claim-duplicate", "what was decided, again", () => at(scene(), decided)],
  ["claim-redone", "one incident a third time", () => at(scene(), drawnTwice)],
  ["ballot-unknown", "vote on nothing", () => at(scene(), (s) => vote(s, nobody))],
  ["ballot-closed", "vote too late", () => at(scene(), (s) => closedVote(s))],
  [
    "not-an-elector",
    "vote from outside",
    () => at(scene(), (s) => ({ ...vote(s, filed(s)), member: s.eve })),
  ],
  [
    "not-an-elector",
    "vote on one's own claim",
    () => at(scene(), (s) => ({ ...vote(s, filed(s)), member: s.ann })),
  ],
  [
    "amount-without-yes",
    "no, with an amount",
    () => at(scene(), (s) => vote(s, filed(s), { choice: "no", amount: 1 })),
  ],
  ["amount-zero", "yes to nothing", () => at(scene(), (s) => vote(s, filed(s), { amount: 0 }))],
  ["transfer-unknown", "pay nothing", () => at(scene(), (s) => pay(s.ben, nobody))],
  ["transfer-unknown", "confirm nothing", () => at(scene(), (s) => receipt(s.ann, nobody))],
  ["not-the-payer", "pay another's transfer", () => at(scene(), (s) => pay(s.ann, owed(s)))],
  ["not-the-payee", "confirm another's transfer", () => at(scene(), (s) => receipt(s.ben, owed(s)))],
  ["paid-already", "pay twice", () => at(scene(), (s) => said(s, pay(s.ben, owed(s))))],
  ["settled-already", "pay what was received", () => at(scene(), (s) => settled(s, (t) => pay(s.ben, t)))],
  ["settled-already", "receive it again", () => at(scene(), (s) => settled(s, (t) => receipt(s.ann, t)))],
  ["amount-zero", "receive nothing", () => at(scene(), (s) => receipt(s.ann, owed(s), 0))],
  ["amount-over-transfer", "receive too much", () => at(scene(), (s) => receipt(s.ann, owed(s), 7_501))],
  ["not-enrolled", "leave from outside", () => at(scene(), (s) => ({ ...leave(s), member: s.eve }))],
  ["leaving-already", "leave twice", () => at(scene(), (s) => said(s, leave(s)))],
  ["leave-not-pending", "take back nothing", () => at(scene(), (s) => leave(s, false))],
];

test.each(CASES)("%s: %s", (code, _what, make) => {
  const [{ community }, last] = make();
  const [refused, silent] = [copyOf(community), copyOf(community)];
  const atMs = community.nowMs + 1;
  expect(refused.try(last, atMs)).toBe(code);
  silent.seal(atMs);
  expect(digestState(refused.state), "a refused event leaves the digest alone").toBe(
    digestState(silent.state),
  );
});

test("each is accepted where the reason is absent", () => {
  const s = scene();
  expect(s.community.try(enrol(s))).toBe(null);
  const transfer = owed(s);
  expect(s.community.try(pay(s.ben, transfer))).toBe(null);
  expect(s.community.try(receipt(s.ann, transfer, 5_500))).toBe(null);
  expect(s.community.try(receipt(s.ann, transfer, 500))).toBe(null);
  expect(s.community.try(leave(s))).toBe(null);
  expect(s.community.try(leave(s, false))).toBe(null);
});

test("where only the month is kept, the window counts from its end", () => {
  const s = later(scene({ incidentPrecision: "month", claimWindowMs: 3 * DAY }), 33);
  expect(s.community.try(claim(s))).toBe(null);
  const late = later(s, 35);
  expect(late.community.try({ ...claim(late), member: late.ben })).toBe("window-past");
});

test("the window is judged as of the seal before: a slow seal costs nobody their claim", () => {
  const inTime = later(scene({ claimWindowMs: 3 * DAY }), 4);
  expect(inTime.community.try(claim(inTime), START_MS + 30 * DAY)).toBe(null);
  const late = later(inTime, 31);
  expect(late.community.try({ ...claim(late), member: late.ben })).toBe("window-past");
});

function at(s: Scene, say: (scene: Scene) => Said): readonly [Scene, Said] {
  return [s, say(s)];
}

function copyOf(community: AidCommunity): AidCommunity {
  const copy = new AidCommunity([]);
  copy.ledgers.push(community.ledger);
  return copy;
}

function proposal({ community, ann }: Scene): EventId {
  const [plan] = community.seal(START_MS + 1, {
    member: ann,
    kind: "propose",
    body: { terms: TERMS, tier: null },
  });
  return plan as EventId;
}

/** No event of rules 1 ends a plan yet: the state says so. */
function ended(): Scene {
  const s = scene();
  s.community.state.plans.set(s.plan, { ...s.community.state.plans.must(s.plan), status: "ended" });
  return s;
}

function later(s: Scene, days: number): Scene {
  s.community.seal(START_MS + days * DAY);
  return s;
}

function closedVote(s: Scene): Said {
  const ballot = filed(s);
  s.community.seal(START_MS + 30 * DAY);
  return vote(s, ballot);
}

function pay(member: MemberId, transfer: EventId): Said {
  return { member, kind: "pay", body: { transfer } };
}

function receipt(member: MemberId, transfer: EventId, amount = 1): Said {
  return { member, kind: "receipt", body: { transfer, amount: money(amount) } };
}

function said(s: Scene, word: Said): Said {
  expect(s.community.try(word)).toBe(null);
  return word;
}

function settled(s: Scene, then: (transfer: EventId) => Said): Said {
  const transfer = owed(s);
  said(s, receipt(s.ann, transfer, 7_500));
  return then(transfer);
}
