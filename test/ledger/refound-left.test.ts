import { expect, test } from "vitest";
import type { CommunityId, MemberId } from "../../src/base/id.ts";
import { refound } from "../../src/ledger/refound.ts";
import { applicationKey } from "../../src/state/applications.ts";
import { isContact } from "../../src/state/is-contact.ts";
import { memberState } from "../../src/state/member-state.ts";
import { nextDeadline } from "../../src/state/next-deadline.ts";
import { copyState } from "../../src/state/state.ts";
import { AidCommunity, CHARTER, DAY, deviceOf, id, type Said, START_MS, TERMS } from "./aid-fixture.ts";

const NAMES = ["ann", "ben", "cai", "dee", "eve"];
const [ANN, BEN, CAI, DEE, EVE] = NAMES.map(id) as [MemberId, MemberId, MemberId, MemberId, MemberId];

function say(member: MemberId, kind: Said["kind"], body: Said["body"]): Said {
  return { member, kind, body };
}

test("takes nobody along who has left, keeps who is leaving, contacts and delegations, and lets nobody wait", () => {
  const old = new AidCommunity(NAMES);
  const plan = old.openPlan(
    START_MS,
    { ...TERMS, admission: "vouch" },
    new Map([ANN, BEN, CAI].map((each) => [each, 0])),
  );
  const names = (by: MemberId, other: MemberId) => say(by, "contact", { role: "name", other, on: true });
  const accepts = (by: MemberId, other: MemberId) => say(by, "contact", { role: "accept", other, on: true });
  const [asked] = old.seal(START_MS + 1, say(DEE, "enrol", { plan, tier: 0 }));
  old.seal(
    START_MS + 2,
    ...[names(ANN, BEN), accepts(BEN, ANN), names(ANN, EVE), accepts(EVE, ANN)],
    ...[say(ANN, "delegate", { to: BEN }), say(BEN, "delegate", { to: EVE })],
    ...[
      say(CAI, "resign", { on: true }),
      say(EVE, "resign", { on: true }),
      say(BEN, "vouch", { for: asked }),
    ],
  );
  expect(NAMES.map((name) => memberState(old.state, id(name)))).toEqual([
    ...["member", "member", "leaving", "member", "left"],
  ]);
  const begin = (roll: readonly MemberId[]) =>
    refound(old.state, {
      community: id("a new community") as string as CommunityId,
      charter: CHARTER,
      founder: { member: ANN, device: deviceOf(ANN, 9), boxKey: "ab".repeat(32) },
      roll,
    });
  expect(begin([ANN, EVE])).toEqual({ ok: false, error: "member-unknown" });
  const made = begin([ANN, BEN, CAI, DEE]);
  if (!made.ok) throw new Error(made.error);
  const { value: state } = made;
  expect(isContact(state, ANN, BEN)).toBe(true);
  expect([...state.contacts.entries()].map(([key]) => key)).toEqual([ANN + BEN]);
  expect([...state.delegations.entries()].map(([key]) => key)).toEqual([ANN]);
  expect(state.applications.has(applicationKey(plan, DEE)) || state.vouches.size > 0).toBe(false);
  // whoever was leaving leaves when they said
  const { leaving } = state.members.must(CAI);
  expect(leaving?.atMs).toBe(START_MS + 31 * DAY);
  const due = copyState(state);
  const rules: string[] = [];
  for (let next = nextDeadline(due); next !== undefined; next = nextDeadline(due)) {
    if (next.subject === CAI) rules.push(next.rule);
    due.deadlines.delete(next.key);
  }
  expect(rules).toEqual(["resignations"]);
});
