import { expect, test } from "vitest";
import { toHex } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { ClaimId, DeviceKey, EventId, MemberId, PlanId } from "../../src/base/id.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { beacon } from "../../src/events/kinds/beacon.ts";
import type { Signer } from "../../src/events/signer.ts";
import { BeaconKeeper } from "../../src/peer/beacon-keeper.ts";
import { Journal } from "../../src/peer/journal.ts";
import { numberKey } from "../../src/state/key.ts";
import { communityOf } from "../../src/state/state.ts";
import { AidCommunity, DAY, deviceOf, type Said, START_MS, TERMS } from "../ledger/aid-fixture.ts";

/** On paper nobody checks signatures; what counts is that nobody else has them. */
function signerFor(device: DeviceKey): Signer {
  const sign = (message: Uint8Array) => {
    const half = sha256(utf8Encode(device + toHex(message)));
    return new Uint8Array([...half, ...half]);
  };
  return { publicKey: device, sign };
}

/** Village with one plan of so many members, all of them witnesses. */
function village(size: number): { community: AidCommunity; plan: PlanId; members: readonly MemberId[] } {
  const community = new AidCommunity(Array.from({ length: size }, (_, index) => `m${index}`));
  const { members } = community;
  const plan = community.openPlan(START_MS, TERMS, new Map(members.map((member) => [member, 1])));
  community.seal(START_MS + 1, ...members.map((member) => say(member, "witness", { on: true })));
  return { community, plan, members };
}

function say(member: MemberId, kind: Said["kind"], body: Said["body"], device = 0): Said {
  return { member, kind, body, device };
}

/** What that device's node would say now. */
function offered(
  community: AidCommunity,
  member: MemberId,
  device = 0,
  journal = new Journal(community.ledger),
): Said | undefined {
  let said: Said | undefined;
  const keeper = new BeaconKeeper(signerFor(deviceOf(member, device)), (kind, body) => {
    const read = beacon.body.read(body);
    if (read.ok) said = say(member, kind as Said["kind"], read.value, device);
  });
  keeper.offer(journal);
  return said;
}

function seal(community: AidCommunity, ...said: readonly (Said | undefined)[]): void {
  const all = said.filter((each) => each !== undefined);
  const ids = community.seal(community.nowMs + 1, ...all);
  for (const event of ids) expect(community.outcomes.get(event)).toBeNull();
}

function claimBy(community: AidCommunity, plan: PlanId, member: MemberId): Said {
  const incidentDay = dayOf(community.nowMs, 480);
  return say(member, "claim", { plan, incidentDay, amount: 1_000 });
}

test("where no plan needs a jury nothing is ever offered", () => {
  const { community, plan, members } = village(40);
  const [ann, ben] = members as [MemberId, MemberId];
  expect(offered(community, ann)).toBeUndefined();
  seal(community, claimBy(community, plan, ben));
  expect(offered(community, ann)).toBeUndefined();
});

test("commits at once, tells once per claim sealed with it or later, and commits to the next with it", () => {
  const { community, plan, members } = village(42);
  const [ann, ben, cai] = members as [MemberId, MemberId, MemberId];
  const first = offered(community, ann);
  expect(first?.body).toMatchObject({ reveal: null });
  seal(community, first, claimBy(community, plan, ben));
  const told = offered(community, ann);
  expect(told?.body["reveal"]).not.toBeNull();
  seal(community, told);
  const { height } = communityOf(community.state);
  expect(community.state.reveals.has(numberKey(height) + ann)).toBe(true);
  expect(offered(community, ann)).toBeUndefined();
  seal(community, claimBy(community, plan, cai));
  seal(community, offered(community, ann));
  expect(community.state.reveals.size).toBe(2);
});

test("not for one's own claim, and not once it is decided", () => {
  const { community, plan, members } = village(42);
  const [ann, ben] = members as [MemberId, MemberId];
  seal(community, offered(community, ann), offered(community, ben));
  seal(community, claimBy(community, plan, ben));
  expect(offered(community, ben)).toBeUndefined();
  expect(offered(community, ann)).toBeDefined();
  community.seal(community.nowMs + 60 * DAY);
  expect(offered(community, ann)).toBeUndefined();
});

test("with every node running a jury is drawn one seal after its claim, and one for its appeal as soon", () => {
  const { community, plan, members } = village(44);
  const all = () => members.map((member) => offered(community, member));
  const [ann] = members as [MemberId];
  seal(community, ...all());
  seal(community, claimBy(community, plan, ann));
  const [claim] = [...community.state.claims.entries()].map(([id]) => id) as [ClaimId];
  seal(community, ...all());
  expect(community.claim(claim).status).toBe("drawn");
  expect(all().filter((said) => said !== undefined)).toEqual([]);
  seal(community, say(ann, "evidence", { claim, commitments: ["ab".repeat(32)] }));
  const seats = members.filter((member) => community.state.jurors.get(claim + member)?.status === "seat");
  seal(
    community,
    ...seats.map((member) => say(member, "vote", { ballot: claim, choice: "no", amount: null })),
  );
  community.seal(community.nowMs + 8 * DAY);
  expect(all().filter((said) => said !== undefined)).toEqual([]);
  seal(community, say(ann, "appeal", { claim }));
  const { appeal } = community.claim(claim);
  // whose claim it is stays out of it
  expect(offered(community, ann)).toBeUndefined();
  seal(community, ...all());
  expect(community.state.ballots.must(appeal as EventId)).toMatchObject({ about: "appeal", byJury: true });
});

test("a claim that brings the seal of everybody's telling for another gets its jury too", () => {
  const { community, plan, members } = village(44);
  const all = () => members.map((member) => offered(community, member));
  const [ann, ben] = members as [MemberId, MemberId];
  seal(community, ...all());
  seal(community, claimBy(community, plan, ann));
  const told = all().filter((said) => said?.member !== ben);
  seal(community, ...told, claimBy(community, plan, ben));
  seal(community, ...all());
  const statuses = [...community.state.claims.entries()].map(([, { status }]) => status);
  expect(statuses).toEqual(["drawn", "drawn"]);
});

test("nothing is told for a claim that was withdrawn", () => {
  const { community, plan, members } = village(44);
  const [ann, ben, cai] = members as [MemberId, MemberId, MemberId];
  seal(community, offered(community, ann), offered(community, cai));
  seal(community, claimBy(community, plan, ben));
  const withdraw = say(ben, "withdraw", { claim: [...community.state.claims.entries()][0]?.[0] });
  seal(community, offered(community, cai), withdraw);
  // what was told for it stays on record, and so does its lot
  expect(community.state.lots.size).toBe(1);
  expect(offered(community, ann)).toBeUndefined();
});

test("one device of a member keeps the chain: the one that last offered itself as a witness", () => {
  const { community, plan, members } = village(42);
  const [ann, ben] = members as [MemberId, MemberId];
  seal(community, offered(community, ann));
  expect(offered(community, ann, 1)).toBeUndefined();
  seal(community, say(ann, "witness", { on: true }, 1));
  seal(community, claimBy(community, plan, ben));
  expect(offered(community, ann)).toBeUndefined();
  const anew = offered(community, ann, 1);
  expect(anew?.body).toMatchObject({ reveal: null });
  seal(community, anew);
  expect(offered(community, ann, 1)).toBeUndefined();
  seal(community, claimBy(community, plan, members[2] as MemberId));
  seal(community, offered(community, ann, 1));
});

test("nothing more while one is under way", () => {
  const { community, members } = village(42);
  const [ann] = members as [MemberId];
  const device = deviceOf(ann);
  const journal = new Journal(community.ledger);
  const tip = journal.open.tip(device);
  const event = { device, kind: "beacon", seq: (tip?.seq ?? 0) + 1, prev: tip?.id, id: "ff".repeat(32) };
  journal.add(event as unknown as AuthenticEvent, null, community.nowMs);
  expect(offered(community, ann, 0, journal)).toBeUndefined();
});

test("no secret serves twice: each member's, and each place's, is another", () => {
  const { community, members } = village(42);
  const [ann, ben] = members as [MemberId, MemberId];
  const commits = () => [ann, ben].map((member) => offered(community, member)?.body["commit"]);
  const before = commits();
  seal(community, say(ann, "witness", { on: true }));
  expect(new Set([...before, commits()[0]]).size).toBe(3);
});
