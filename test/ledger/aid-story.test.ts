import { expect, test } from "vitest";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { dayFromCivil, dayText, startOfDayMs } from "../../src/calendar/calendar.ts";
import { explain } from "../../src/ledger/explain.ts";
import type { ExplainValue } from "../../src/ledger/explanation.ts";
import { statement } from "../../src/ledger/statement.ts";
import { formatMoney } from "../../src/money/format.ts";
import { money } from "../../src/money/money.ts";
import { AidCommunity, CHARTER, DAY, type Said, TERMS } from "./aid-fixture.ts";

const NAMES = ["Ann", "Ben", "Cai", "Dee", "Eve", "Fay"] as const;
const community = new AidCommunity(NAMES);
const [ann, ben, cai, dee, eve, fay] = community.members as [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
  MemberId,
  MemberId,
];

/** Noon of a day of 2026, in the community's time. */
function on(month: number, day: number): number {
  return startOfDayMs(dayFromCivil({ year: 2026, month, day }), CHARTER.utcOffsetMinutes) + DAY / 2;
}

function yuan(amount: number): string {
  return formatMoney(money(amount), CHARTER);
}

function nameOf(member: MemberId): string {
  return NAMES[community.members.indexOf(member)] ?? "?";
}

/** A member's statement as lines that people could read. */
function lines(member: MemberId): readonly string[] {
  const { plans, toPay, toReceive } = statement(community.state, member);
  const day = (ms: number) => dayText(Math.floor((ms + CHARTER.utcOffsetMinutes * 60_000) / DAY));
  return [
    ...plans.flatMap(({ title, place, periods }) => [
      `${title}: ${place?.state}`,
      ...periods.flatMap(({ endMs, share, aid }) => [
        ...(share === null ? [] : [`until ${day(endMs)}: share ${yuan(share.amount)}`]),
        ...aid.map(({ amount }) => `until ${day(endMs)}: aid ${yuan(amount)}`),
      ]),
    ]),
    ...toPay.map(
      (each) => `pay ${nameOf(each.with)} ${yuan(each.amount)} by ${day(each.dueMs)}: ${each.state}`,
    ),
    ...toReceive.map((each) => `get ${yuan(each.amount)} from ${nameOf(each.with)}: ${each.state}`),
  ];
}

function say(member: MemberId, kind: Said["kind"], body: Said["body"]): Said {
  return { member, kind, body };
}

function transferFrom(member: MemberId): string {
  return community.transfers().find(([, { from }]) => from === member)?.[0] ?? "";
}

test("six members, one claim, a year", () => {
  // In January five of the six open a plan: Ann and Ben in the full tier (weight 3), the others in the half (1).
  const terms = { ...TERMS, waitingMs: 30 * DAY, lapseMs: 300 * DAY };
  const tiers = new Map([ann, ben, cai, dee, eve].map((member, index) => [member, index < 2 ? 0 : 1]));
  const plan = community.openPlan(on(1, 5), terms, tiers);
  expect(lines(ann)).toEqual(["Serious illness: waiting"]);

  // Everybody waits 30 days. Fay joins in March and waits until April.
  community.seal(on(3, 20), say(fay, "enrol", { plan, tier: 0 }));
  expect(lines(ann)).toEqual(["Serious illness: covered"]);
  expect(lines(fay)).toEqual(["Serious illness: waiting"]);

  // Ann falls ill on 1 April and asks for 2,000.00; she is no elector, and neither decides nor pays less for it.
  const incidentDay = dayFromCivil({ year: 2026, month: 4, day: 1 });
  const [claim] = community.seal(on(4, 3), say(ann, "claim", { plan, incidentDay, amount: 200_000 })) as [
    EventId,
  ];
  expect(community.state.ballots.get(claim)?.electors).toBe(5);
  const votes = ([ben, cai, dee] as const).map((member, index) =>
    say(member, "vote", { ballot: claim, choice: "yes", amount: index === 0 ? null : 100_003 }),
  );
  community.seal(on(4, 4), ...votes, say(eve, "vote", { ballot: claim, choice: "no", amount: null }));

  // Eve would rather go; she takes it back, and asks again: by the end of April she is out.
  community.seal(on(4, 5), say(eve, "leave", { plan, on: true }));
  community.seal(on(4, 6), say(eve, "leave", { plan, on: false }));
  expect(lines(eve)).toEqual(["Serious illness: covered"]);
  community.seal(on(4, 7), say(eve, "leave", { plan, on: true }));
  expect(lines(eve)).toEqual(["Serious illness: leaving"]);

  // The ballot closes on the 10th with 3 of 4; the notice ends on the 13th. Fay's waiting is over on the 19th.
  community.seal(on(4, 12));
  expect(community.claim(claim)).toMatchObject({ status: "notice-yes", aid: 100_003 });
  community.seal(on(4, 14));
  expect(community.claim(claim).status).toBe("payable");

  // At the end of April the lower median, 1,000.03, is divided by 3, 3, 1, 1, 1 and 3.
  community.seal(on(5, 1));
  const shares = community.postings().filter((posting) => posting.claim === null);
  expect(shares.map(({ amount }) => -amount).sort((a, b) => a - b)).toEqual([
    8_333, 8_333, 8_334, 25_001, 25_001, 25_001,
  ]);
  expect(lines(eve).slice(0, 1)).toEqual(["Serious illness: left"]);
  expect(lines(ann)).toEqual([
    "Serious illness: covered",
    "until 2026-05-01: share ¥250.01",
    "until 2026-05-01: aid ¥1,000.03",
    ...[ben, cai, dee, eve, fay]
      .map((member) => ({ member, id: transferFrom(member) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(
        ({ member }) =>
          `get ${yuan(community.transfers().find(([, { from }]) => from === member)?.[1].amount ?? 0)} from ${nameOf(member)}: due`,
      ),
  ]);

  // Ben pays and Ann confirms; Fay pays, Ann has only got 200.00 of it; Cai does nothing.
  community.seal(
    on(5, 2),
    say(ben, "pay", { transfer: transferFrom(ben) }),
    say(fay, "pay", { transfer: transferFrom(fay) }),
  );
  expect(lines(ben).at(-1)).toBe("pay Ann ¥250.01 by 2026-05-16: paid-unconfirmed");
  community.seal(
    on(5, 4),
    say(ann, "receipt", { transfer: transferFrom(ben), amount: 25_001 }),
    say(ann, "receipt", { transfer: transferFrom(fay), amount: 20_000 }),
  );
  expect(lines(ben)).toEqual([
    "Serious illness: covered",
    "until 2026-05-01: share ¥250.01",
    "pay Ann ¥250.01 by 2026-05-16: received",
  ]);
  // the clock stood still from the seal before Fay's word until Ann's
  expect(lines(fay).at(-1)).toBe("pay Ann ¥250.01 by 2026-05-19: due");
  community.seal(on(5, 20), say(ann, "receipt", { transfer: transferFrom(fay), amount: 5_001 }));
  expect(lines(fay).at(-1)).toBe("pay Ann ¥250.01 by 2026-05-19: received");
  expect(lines(cai).at(-1)).toMatch(/^pay Ann ¥83\.3[34] by 2026-05-16: overdue$/);

  // The year ends with nothing more to divide, and everything explains itself.
  community.seal(on(12, 31));
  expect([...community.state.deadlines.entries()].map(([, { rule }]) => rule)).toEqual([
    "lapse",
    "lapse",
    "lapse",
  ]);
  expect(community.transfers().length).toBe(5);
  expect(explained(shares.findIndex(({ member }) => member === ben))).toEqual([
    "share-period",
    "share-case",
    "share-weight full 3",
    "share-ceiling 3000000 3000000 30000000 0",
    "share-total 100003 6 12",
    "share-quota 25000 100003 3 12",
    "share-odd-unit 1",
    "share-part 25001",
    "share-amount 25001",
  ]);
});

/** One share's steps: codes with the plain values. */
function explained(index: number): readonly string[] {
  const keys = [...community.state.postings.entries()].filter(([, { claim }]) => claim === null);
  const [key] = keys[index] as (typeof keys)[number];
  const lookups = { stateAt: (height: number) => community.stateAt(height), refusal: () => undefined };
  const isPlain = ({ is }: ExplainValue) => is === "money" || is === "count" || is === "word";
  return (explain(community.state, key, lookups)?.steps ?? []).map(({ code, values }) =>
    ["share-period", "share-case"].includes(code)
      ? code
      : [
          code,
          ...Object.values(values)
            .filter(isPlain)
            .map(({ value }) => value),
        ].join(" "),
  );
}
