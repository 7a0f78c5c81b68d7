import { describe, expect, test } from "vitest";
import type { MemberId } from "../../src/base/id.ts";
import { revoke } from "../../src/events/kinds/revoke.ts";
import { signRevocation } from "../../src/events/revocation.ts";
import { useVerify } from "../../src/events/signature.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { isContact } from "../../src/state/is-contact.ts";
import { liveDevices } from "../../src/state/member-devices.ts";
import { trieGet } from "../../src/state/trie.ts";
import { AidCommunity, id, type Said, START_MS } from "./aid-fixture.ts";
import { Feed, keyOf, type Person, World } from "./world.ts";

useVerify(nativeVerify());

const [ANN, BEN, CAI, DEE, EVE] = ["ann", "ben", "cai", "dee", "eve"].map(id) as [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
  MemberId,
];
const NOBODY = id("nobody");

function village(): AidCommunity {
  const community = new AidCommunity(["ann", "ben", "cai", "dee", "eve"]);
  community.seal(START_MS);
  return community;
}

function contact(member: MemberId, role: "name" | "accept", other: MemberId, on = true): Said {
  return { member, kind: "contact", body: { role, other, on } };
}

function delegate(member: MemberId, to: MemberId | null, device = 0): Said {
  return { member, kind: "delegate", body: { to }, device };
}

describe("a contact person", () => {
  test("holds once one has named and the other accepted, in either order, until one takes it back", () => {
    for (const words of [
      [contact(ANN, "name", BEN), contact(BEN, "accept", ANN)],
      [contact(BEN, "accept", ANN), contact(ANN, "name", BEN)],
    ] as const) {
      const community = village();
      expect(community.try(words[0])).toBeNull();
      expect(isContact(community.state, ANN, BEN)).toBe(false);
      expect(community.try(words[1])).toBeNull();
      expect(isContact(community.state, ANN, BEN)).toBe(true);
      expect(isContact(community.state, BEN, ANN)).toBe(false);
      expect(community.try({ ...words[0], body: { ...words[0].body, on: false } })).toBeNull();
      expect(isContact(community.state, ANN, BEN)).toBe(false);
      community.try({ ...words[1], body: { ...words[1].body, on: false } });
      expect(community.state.contacts.size).toBe(0);
    }
  });

  test("who has left the community speaks for nobody", () => {
    const community = village();
    community.seal(START_MS + 1, contact(ANN, "name", BEN), contact(BEN, "accept", ANN));
    community.seal(START_MS + 2, { member: BEN, kind: "resign", body: { on: true } });
    expect(isContact(community.state, ANN, BEN)).toBe(false);
  });

  test.each([
    ["contact-oneself", contact(ANN, "name", ANN)],
    ["member-unknown", contact(ANN, "name", NOBODY)],
    ["contact-already", contact(ANN, "name", BEN)],
    ["contact-none", contact(ANN, "accept", BEN, false)],
    ["contacts-too-many", contact(ANN, "name", EVE)],
  ] as const)("%s", (code, said) => {
    const community = village();
    community.seal(START_MS + 1, ...[BEN, CAI, DEE].map((other) => contact(ANN, "name", other)));
    const before = community.state.contacts.trie;
    expect(community.try(said)).toBe(code);
    expect(community.state.contacts.trie).toBe(before);
  });

  test("devices-differ: two devices of one member that differ change nothing", () => {
    const community = village();
    const words = [contact(ANN, "name", BEN), { ...contact(ANN, "name", BEN, false), device: 1 }];
    const ids = community.seal(START_MS + 1, ...words);
    expect(ids.map((each) => community.outcomes.get(each))).toEqual(["devices-differ", "devices-differ"]);
  });
});

describe("delegating the vote", () => {
  test("to one member at a time, until it is taken back", () => {
    const community = village();
    expect(community.try(delegate(ANN, BEN))).toBeNull();
    expect(community.try(delegate(ANN, CAI))).toBeNull();
    expect(community.state.delegations.must(ANN).to).toBe(CAI);
    expect(community.try(delegate(ANN, null))).toBeNull();
    expect(community.state.delegations.size).toBe(0);
  });

  test.each([
    ["delegate-oneself", delegate(ANN, ANN)],
    ["member-unknown", delegate(ANN, NOBODY)],
    ["delegated-already", delegate(ANN, BEN)],
    ["delegation-none", delegate(CAI, null)],
  ] as const)("%s", (code, said) => {
    const community = village();
    community.seal(START_MS + 1, delegate(ANN, BEN));
    expect(community.try(said)).toBe(code);
  });

  test("devices-differ: two devices that name different members leave it as it was", () => {
    const community = village();
    const ids = community.seal(START_MS + 1, delegate(ANN, BEN), delegate(ANN, CAI, 1));
    expect(ids.map((each) => community.outcomes.get(each))).toEqual(["devices-differ", "devices-differ"]);
    expect(community.state.delegations.size).toBe(0);
  });
});

describe("a device taken off", () => {
  /** A member with two devices, and the root's word against one of them. */
  function scene() {
    const world = new World();
    const [ann, ben] = world.admit("ann", "ben") as [Person, Person];
    const spare = new Feed(keyOf("ann's spare"));
    world.seal([world.deviceOf(ann, spare), world.witnessOf(ann)]);
    const word = (device = ann.feed.device, root = ann.root) => ({
      device,
      signature: signRevocation(root, world.community, device),
    });
    return { world, ann, ben, spare, word };
  }

  test("signs nothing more: its feed ends, what was sealed stays, the other goes on", () => {
    const { world, ann, spare, word } = scene();
    const last = world.witnessOf(ann, false);
    const taken = world.say(spare, revoke, word());
    expect(world.seal([taken, last])).toBeNull();
    expect(world.codes.get(last.id)).toBeNull();
    expect(world.ledger.state.devices.must(ann.feed.device)).toMatchObject({
      status: "revoked",
      stoppedBy: taken.id,
      stoppedMs: world.nowMs,
    });
    expect(trieGet(world.ledger.heads, ann.feed.device)?.ended).toBe(true);
    expect(world.seal([world.witnessOf(ann)])).toBe("device-revoked");
    expect(world.seal([world.witnessOf(spare)])).toBeNull();
    expect(liveDevices(world.ledger.state, ann.id)).toEqual([spare.device]);
  });

  test("loses its seat at that very seal", () => {
    const { world, word, spare } = scene();
    const { founder } = world;
    const others = world.admit("cai", "dee", "eve");
    world.seal([founder, ...others].map((each) => world.witnessOf(each)));
    expect(world.ledger.state.seats.size).toBe(5);
    world.seal([world.say(spare, revoke, word())]);
    expect(world.ledger.state.seats.size).toBe(4);
  });

  test("by its own member's last device too: the 24 words bring another", () => {
    const { world, ben } = scene();
    const signature = signRevocation(ben.root, world.community, ben.feed.device);
    expect(world.seal([world.say(ben, revoke, { device: ben.feed.device, signature })])).toBeNull();
    expect(liveDevices(world.ledger.state, ben.id)).toEqual([]);
    expect(world.seal([world.deviceOf(ben, new Feed(keyOf("ben's next")))])).toBeNull();
  });

  test("device-of-another, device-off-already, revocation-wrong", () => {
    const { world, ann, ben, spare, word } = scene();
    const says = (body: ReturnType<typeof word>) => world.seal([world.say(spare, revoke, body)]);
    expect(says(word(ben.feed.device))).toBe("device-of-another");
    expect(says(word(keyOf("nobody's").publicKey))).toBe("device-of-another");
    expect(says(word(ann.feed.device, ben.root))).toBe("revocation-wrong");
    expect(says({ ...word(spare.device), device: ann.feed.device })).toBe("revocation-wrong");
    expect(says(word())).toBeNull();
    expect(says(word())).toBe("device-off-already");
  });
});
