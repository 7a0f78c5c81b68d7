import { describe, expect, test } from "vitest";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { explain } from "../../src/ledger/explain.ts";
import { money } from "../../src/money/money.ts";
import { postingKey } from "../../src/state/postings-between.ts";
import { LANGS, type Lang } from "../../src/words/language.ts";
import { sayStep } from "../../src/words/say-step.ts";
import { AidCommunity, DAY, type Said, START_MS, TERMS } from "./aid-fixture.ts";

const NAMES = ["Ann", "Ben", "Cai", "Dee", "Eve"];

function scene(terms: Partial<typeof TERMS> = {}, tiers: readonly number[] = [1, 1, 1, 1]) {
  const community = new AidCommunity(NAMES);
  const roll = new Map(tiers.map((tier, index) => [community.members[index] as MemberId, tier]));
  const plan = community.openPlan(START_MS, { ...TERMS, ...terms }, roll);
  return { community, plan, members: community.members as readonly MemberId[] };
}

/** What a screen says, a sentence a step. */
function told(community: AidCommunity, id: string, lang: Lang = "en"): readonly string[] {
  const lookups = {
    stateAt: (height: number) => community.stateAt(height),
    refusal: (event: EventId) => community.outcomes.get(event) ?? undefined,
  };
  const writing = {
    lang,
    currency: { currency: "EUR", digits: 2 },
    utcOffsetMinutes: 480,
    nameOf: (member: string) => NAMES[community.members.indexOf(member as MemberId)] ?? "?",
  };
  return explain(community.state, id, lookups)?.steps.map((step) => sayStep(writing, step)) ?? [];
}

/** Ids are hashes; a reader of the test knows them as "…". */
function plain(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replaceAll(/\b[0-9a-f]{8}\b/g, "…"));
}

function say(member: MemberId | undefined, kind: Said["kind"], body: Said["body"]): Said {
  return { member: member as MemberId, kind, body };
}

describe("why am I waiting?", () => {
  test("for cover: because the terms say how long, until a day", () => {
    const { community, plan, members } = scene({ waitingMs: 90 * DAY });
    const [event] = community.seal(START_MS + DAY, say(members[4], "enrol", { plan, tier: 0 }));
    expect(plain(told(community, event as string))).toEqual([
      'Eve has been in "Serious illness" since 2026-01-02 00:00, in tier full (aid up to €3,000.00, weight 3), by entry ….',
      "These terms have everybody wait 90 days, so that nobody joins only once something has happened.",
      "Waiting period: you can claim for what happens from 2026-04-02 00:00 on.",
    ]);
  });

  test("for a place: because two of its members are to vouch", () => {
    const { community, plan, members } = scene({ admission: "vouch" });
    const [event] = community.seal(START_MS + DAY, say(members[4], "enrol", { plan, tier: 0 }));
    community.seal(START_MS + DAY + 1, say(members[0], "vouch", { for: event }));
    expect(plain(told(community, event as string))).toEqual([
      'Eve asked on 2026-01-02 00:00 for a place in "Serious illness", in tier full (entry …).',
      "Members of the plan let people in by vouching: 1 has, 2 are needed.",
      "Ann vouches.",
      "It is waited for until 2026-02-01 00:00; then it can be asked for again.",
    ]);
  });
});

test("why was my claim refused?", () => {
  const { community, plan, members } = scene({ thresholdPermille: 667 });
  const body = { plan, incidentDay: dayOf(community.nowMs, 480), amount: 20_000, for: null };
  const [claim] = community.seal(START_MS + DAY, say(members[0], "claim", body));
  const votes = ["yes", "no", "abstain"].map((choice, index) =>
    say(members[index + 1], "vote", { ballot: claim, choice, amount: null }),
  );
  community.seal(START_MS + 2 * DAY, ...votes);
  community.seal(START_MS + 30 * DAY);
  const lines = plain(told(community, claim as string));
  expect(lines).toEqual([
    "Ann asked on 2026-01-02 00:00 for €200.00 for Ann, for an incident on 2026-01-01 (entry …).",
    expect.stringMatching(/^Covered from 2026-01-01 00:00 on in tier half, aid up to €1,000\.00/),
    "3 members had a vote; 1 did not, because it is about them or they stepped back.",
    ...["Ben: yes", "Cai: no", "Dee: abstain"].map((line) =>
      expect.stringMatching(`^(?:${line}|\\w+: \\w+)$`),
    ),
    "The vote closes on 2026-01-09 00:00.",
    "3 of 3 have voted; at least 2 must.",
    "1 yes, 1 no; of so many, yes needs 2.",
    "Result: not agreed.",
    "Public notice until 2026-01-12 00:00.",
    "The claim was refused.",
  ]);
  expect(lines.slice(3, 6).toSorted()).toEqual(["Ben: yes", "Cai: no", "Dee: abstain"]);
});

test("why is my share 3.17?", () => {
  const { community, plan, members } = scene({}, [0, 0, 1, 1]);
  // 8.45 over weights 3, 3, 1, 1: three eighths are 3.16875
  const body = { plan, incidentDay: dayOf(community.nowMs, 480), amount: money(845), for: null };
  const [claim] = community.seal(START_MS + DAY, say(members[3], "claim", body));
  const votes = members
    .slice(0, 3)
    .map((member) => say(member, "vote", { ballot: claim, choice: "yes", amount: null }));
  community.seal(START_MS + 2 * DAY, ...votes);
  community.seal(START_MS + 31 * DAY);
  const shares = community.postings().filter(({ what, amount }) => what === "share" && amount === -317);
  const mine = shares.find(({ member }) => members.slice(0, 2).includes(member));
  if (mine === undefined) throw new Error("somebody whose share is 3.17");
  expect(plain(told(community, postingKey(mine)))).toEqual([
    "Plan …, 2026-01-01 00:00 to 2026-02-01 00:00, worked out in seal 5.",
    "Dee was granted €8.45, of which €8.45 was open; €8.45 is shared now (claim …).",
    "Your tier full has weight 3 (entry …).",
    "You pay at most €30,000.00: the lower of €30,000.00 a period and €300,000.00 a year, of which €0.00 was used.",
    "€8.45 is shared by 4 members of weight 8 together.",
    "€8.45 × 3 ÷ 8, rounded down: €3.16.",
    expect.stringMatching(/^The division leaves odd units; this time €0\.01 of them fell to you/),
    "Of that, €3.17 is for claim ….",
    "Your share: you pay €3.17.",
  ]);
  for (const lang of LANGS) expect(told(community, postingKey(mine), lang).join("")).not.toMatch(/[{}?]/);
});
