import { expect, test } from "vitest";
import type { EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { explain } from "../../src/ledger/explain.ts";
import { EXPLAIN_CODES } from "../../src/ledger/explanation.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { AidCommunity, DAY, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";

/** No event of rules 1 ends a plan or withdraws a claim. */
const NOT_YET = ["plan-ended", "claim-withdrawn"];

const CAPS = { perCase: money(4_000), perPeriod: money(1_000), perYear: money(10_000) };

test("every step of an explanation is reached by something that can happen", () => {
  const seen = new Set<string>();
  for (const community of [capped(), quiet(), paying(), waiting()]) collect(community, seen);
  expect([...seen, ...NOT_YET].sort()).toEqual([...EXPLAIN_CODES].sort());
});

/** Looks at everything, after every seal. */
function collect(community: AidCommunity, seen: Set<string>): void {
  const lookups = {
    stateAt: (height: number) => community.stateAt(height),
    refusal: (event: EventId) => community.outcomes.get(event) ?? undefined,
  };
  for (const { state } of community.ledgers) {
    const places = [...state.enrolments.entries()].map(([, { event }]) => event);
    const tables = [state.plans, state.claims, state.transfers, state.postings].flatMap((table) => [
      ...table.entries(),
    ]);
    for (const each of [...tables.map(([key]) => key), ...places, ...community.outcomes.keys()]) {
      for (const { code } of explain(state, each, lookups)?.steps ?? []) seen.add(code);
    }
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
