import { expect, test } from "vitest";
import type { EventId } from "../../src/base/id.ts";
import { money } from "../../src/money/money.ts";
import type { Terms } from "../../src/state/plan-records.ts";
import { AidCommunity, CHARTER, id, type Said } from "./aid-fixture.ts";
import { DAY, day, MovingCommunity, moves, START_MS, TERMS, votes } from "./motion-fixture.ts";

/** One seal crosses many periods; what happens between two of them counts in the second. */

function claimOn(community: AidCommunity, plan: EventId, amount: number): Said {
  const body = { plan, incidentDay: Math.floor((START_MS + 480 * 60_000) / DAY), amount, for: null };
  return { member: community.members[0] as never, kind: "claim", body };
}

function yes(community: AidCommunity, ...ballots: readonly EventId[]): readonly Said[] {
  const [, ...others] = community.members;
  return others.flatMap((member) => ballots.map((ballot) => votes(member, ballot, "yes")));
}

/** The ends of the periods in which something was shared, as days. */
function sharedOn(community: AidCommunity): readonly number[] {
  const ends = community.postings().map(({ periodEndMs }) => (periodEndMs - START_MS) / DAY);
  return [...new Set(ends)];
}

test("what waited for ceilings is paid by the terms that came into force meanwhile", () => {
  for (const isSlow of [true, false]) {
    const caps: Terms["caps"] = { perCase: null, perPeriod: money(100), perYear: money(100) };
    const terms: Partial<Terms> = {
      caps,
      excess: "defer",
      voteMs: DAY,
      noticeMs: 40 * DAY,
      graceMs: 400 * DAY,
    };
    const community = new MovingCommunity(["ann", "ben", "cai"], terms);
    const { plan } = community;
    const about = {
      kind: "amend",
      plan,
      terms: { ...TERMS, ...terms, caps: { ...caps, perYear: money(200) } },
    };
    const [claim] = community.seal(day(1), claimOn(community, plan, 100_000)) as [EventId];
    community.seal(day(1) + 1, ...yes(community, claim));
    const [motion] = community.seal(day(40), moves(community.who(0), about)) as [EventId];
    community.seal(day(40) + 1, votes(community.who(0), motion, "yes"), ...yes(community, motion));
    if (isSlow) for (let month = 2; month < 11; month++) community.seal(day(1 + 28 * month));
    community.seal(day(320));
    // a year's ceiling is spent in February; March brings nothing; in April the amended one lets as much again be shared
    expect(sharedOn(community)).toEqual([59, 120]);
  }
});

test("who was given a place by a vote shares from then on", () => {
  for (const isSlow of [true, false]) {
    const community = new AidCommunity(["ann", "ben", "cai", "dee"], CHARTER);
    const tiers = new Map(["ann", "ben", "cai"].map((name) => [id(name), 0]));
    const terms: Terms = { ...TERMS, admission: "vote", voteMs: 40 * DAY, noticeMs: 0, graceMs: 400 * DAY };
    const plan = community.openPlan(START_MS, terms, tiers);
    const [asked] = community.seal(day(1), {
      member: id("dee"),
      kind: "enrol",
      body: { plan, tier: 0 },
    }) as [EventId];
    const [claim] = community.seal(day(2), claimOn(community, plan, 1_200)) as [EventId];
    const all = community.members.slice(0, 3);
    community.seal(
      day(3),
      ...all.map((member) => votes(member, asked, "yes")),
      ...yes(community, claim).slice(0, 2),
    );
    if (isSlow) for (const each of [45, 58]) community.seal(day(each));
    community.seal(day(62));
    const shares = community.postings().filter(({ what }) => what === "share");
    expect(shares.map(({ amount }) => amount)).toEqual([-300, -300, -300, -300]);
  }
});
