import { expect, test } from "vitest";
import type { EventId, MemberId, PlanId, SealId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { transferId } from "../../src/ledger/rules/netting.ts";
import { numberKey } from "../../src/state/key.ts";
import { AidCommunity, DAY, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";

const DUE_DAYS = [
  [15, 40],
  [40, 15],
] as const;

test.each(DUE_DAYS)(
  "plans of one seal are netted together; who pays has the longest of %i and %i days",
  (first, second) => {
    const community = new AidCommunity(["ann", "ben", "cai", "dee", "eve"]);
    const [ann, ben, cai, dee, eve] = community.members as [MemberId, MemberId, MemberId, MemberId, MemberId];
    const wide = open(community, START_MS, first, [ann, ben, cai, dee, eve]);
    const narrow = open(community, START_MS + 10, second, [ann, ben, cai]);
    agree(community, wide, 50_000, [ann, ben, cai, dee, eve]);
    agree(community, narrow, 30_000, [ben, ann, cai]);
    const throughMs = START_MS + 32 * DAY;
    community.seal(throughMs);

    // Ann is owed 40,000 and owes 10,000; Ben 20,000 and 10,000; Cai owes 20,000 in both, Dee and Eve 10,000 each.
    const transfers = community.transfers();
    const paying = new Map<MemberId, number>();
    for (const [key, { from, to, amount, dueMs, height }] of transfers) {
      paying.set(from, (paying.get(from) ?? 0) + amount);
      expect([ann, ben]).toContain(to);
      expect((dueMs - throughMs) / DAY).toBe(from === cai ? 40 : first);
      const seal = community.state.seals.must(numberKey(height - 1)).id;
      expect(key).toBe(transferId(seal, from, to));
    }
    expect(paying).toEqual(
      new Map(community.members.slice(2).map((member) => [member, member === cai ? 20_000 : 10_000])),
    );
    expect(transfers.length).toBeLessThanOrEqual(4);

    // What is fixed stays: the next seals net nothing again.
    community.seal(throughMs + DAY);
    expect(community.transfers()).toEqual(transfers);
  },
);

test("a transfer's id is that of its pair in its seal", () => {
  const [seal, ann, ben] = [id("seal") as string as SealId, id("ann"), id("ben")];
  const ids = [transferId(seal, ann, ben), transferId(seal, ben, ann), transferId(null, ann, ben)];
  expect(new Set(ids).size).toBe(3);
});

function open(
  community: AidCommunity,
  atMs: number,
  graceDays: number,
  members: readonly MemberId[],
): PlanId {
  const tiers = new Map(members.map((member) => [member, 0]));
  return community.openPlan(atMs, { ...TERMS, graceMs: graceDays * DAY }, tiers);
}

/** The first asks, the others agree. */
function agree(community: AidCommunity, plan: PlanId, amount: number, members: readonly MemberId[]): void {
  const [member, ...others] = members as [MemberId, ...MemberId[]];
  const incidentDay = dayOf(community.nowMs, 480);
  const [ballot] = community.seal(community.nowMs + 1, {
    member,
    kind: "claim",
    body: { plan, incidentDay, amount, for: null },
  });
  community.seal(community.nowMs + 1, ...others.map((other) => yes(other, ballot as EventId)));
}

function yes(member: MemberId, ballot: EventId): Said {
  return { member, kind: "vote", body: { ballot, choice: "yes", amount: null } };
}
