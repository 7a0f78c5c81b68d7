import { expect, test } from "vitest";
import type { EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { explain } from "../../src/ledger/explain.ts";
import { EXPLAIN_CODES } from "../../src/ledger/explanation.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { communityOf } from "../../src/state/state.ts";
import { AidCommunity, DAY, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";
import { explainedLives } from "./explained-lives.ts";
import { toldLives } from "./told-lives.ts";

const CAPS = { perCase: money(4_000), perPeriod: money(1_000), perYear: money(10_000) };

test("every step of an explanation is reached by something that can happen", () => {
  const seen = new Set<string>();
  for (const { ledgers, outcomes } of [capped(), quiet(), paying(), waiting(), ...explainedLives()])
    collect(ledgers, outcomes, seen);
  for (const ledgers of toldLives()) collect(ledgers, new Map(), seen);
  expect([...seen].sort()).toEqual([...EXPLAIN_CODES].sort());
});

type Outcomes = ReadonlyMap<EventId, RefusalCode | null>;

/** Looks at everything, after every seal. */
function collect(ledgers: readonly Ledger[], outcomes: Outcomes, seen: Set<string>): void {
  const lookups = {
    stateAt: (height: number) => ledgers.find(({ state }) => communityOf(state).height === height)?.state,
    refusal: (event: EventId) => outcomes.get(event) ?? undefined,
  };
  for (const { state } of ledgers) {
    const ids = new Set<string>(outcomes.keys());
    for (const table of [state.enrolments, state.applications])
      for (const [, { event }] of table.entries()) ids.add(event);
    const { plans, claims, transfers, postings, motions, members, joiners, ballots } = state;
    for (const table of [plans, claims, transfers, postings, motions, members, joiners, ballots])
      for (const [id] of table.entries()) ids.add(id);
    for (const id of ids) for (const { code } of explain(state, id, lookups)?.steps ?? []) seen.add(code);
  }
}

function opened(terms: Partial<Terms>): { community: AidCommunity; plan: PlanId } {
  const community = new AidCommunity(["ann", "ben", "cai", "dee"]);
  const tiers = new Map(community.members.map((member) => [member, 1]));
  return { community, plan: community.openPlan(START_MS, { ...TERMS, ...terms }, tiers) };
}

function say(member: MemberId, kind: Said["kind"], body: Said["body"]): Said {
  return { member, kind, body };
}

/** The first of these asks, the others answer. */
function ask(
  community: AidCommunity,
  plan: PlanId,
  amount: number,
  choice: string,
  voters = community.members,
): void {
  const [claimant, ...others] = voters as [MemberId, ...MemberId[]];
  const incidentDay = dayOf(community.nowMs, 480);
  const [ballot] = community.seal(community.nowMs + 1, say(claimant, "claim", { plan, incidentDay, amount }));
  const asked = choice === "yes" ? amount - 1 : null;
  const votes = others.map((member) => say(member, "vote", { ballot, choice, amount: asked }));
  community.seal(community.nowMs + 1, ...votes);
}

/** More is asked than the ceilings bring, and somebody left before. */
function capped(): AidCommunity {
  const { community, plan } = opened({ caps: CAPS, excess: "defer" });
  const [, , , dee] = community.members as [MemberId, MemberId, MemberId, MemberId];
  community.seal(START_MS + 20 * DAY, say(dee, "leave", { plan, on: true }));
  community.seal(START_MS + 29 * DAY);
  ask(community, plan, 30_000, "yes", community.members.slice(0, 3));
  ask(community, plan, 1_001, "yes", community.members.slice(0, 3).toReversed());
  community.seal(START_MS + 100 * DAY);
  return community;
}

/** Refused by the members, and never voted on. */
function quiet(): AidCommunity {
  const { community, plan } = opened({});
  ask(community, plan, 50, "no");
  community.seal(START_MS + 8 * DAY);
  ask(community, plan, 50, "no", community.members.slice(3));
  for (const days of [12, 16, 30]) community.seal(START_MS + days * DAY);
  return community;
}

/** A small claim that leaves an odd unit, paid in every way. */
function paying(): AidCommunity {
  const { community, plan } = opened({});
  ask(community, plan, 1_000, "yes");
  for (const days of [8, 12, 32]) community.seal(START_MS + days * DAY);
  const [ann] = community.members as [MemberId];
  const [first, second] = community.transfers().map(([key, { from }]) => ({ key, from }));
  if (first === undefined || second === undefined) throw new Error("two transfers at least");
  community.seal(community.nowMs + 1, say(first.from, "pay", { transfer: first.key }));
  community.seal(community.nowMs + 1, say(ann, "receipt", { transfer: second.key, amount: 7 }));
  community.seal(
    community.nowMs + 1,
    say(ann, "receipt", { transfer: first.key, amount: community.state.transfers.must(first.key).amount }),
  );
  return community;
}

/** Waiting, with vesting to come; and one word too many. */
function waiting(): AidCommunity {
  const { community, plan } = opened({
    waitingMs: 30 * DAY,
    vesting: [{ afterMs: 60 * DAY, permille: 1_000 }],
  });
  community.seal(START_MS + 1, say(id("ann"), "enrol", { plan, tier: 0 }));
  community.seal(START_MS + 40 * DAY);
  return community;
}
