import { describe, expect, test } from "vitest";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { join } from "../../src/events/kinds/join.ts";
import { object } from "../../src/events/kinds/object.ts";
import { resign } from "../../src/events/kinds/resign.ts";
import { uninvite } from "../../src/events/kinds/uninvite.ts";
import { vouch } from "../../src/events/kinds/vouch.ts";
import { useVerify } from "../../src/events/signature.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { liveDevices } from "../../src/state/member-devices.ts";
import { nextDeadlineMs } from "../../src/state/next-deadline.ts";
import { trieGet } from "../../src/state/trie.ts";
import { asks, grown, stateOf } from "./grown.ts";
import { Feed, keyOf, Person, type World } from "./world.ts";

useVerify(nativeVerify());

function saysVouch(world: World, by: Person, who: MemberId) {
  return world.seal([world.say(by, vouch, { for: who })]);
}

describe("vouches", () => {
  test("below ten members the invite alone lets somebody in", () => {
    const { world } = grown(8, { vouches: 3 });
    expect(stateOf(world, asks(world, "tenth"))).toBe("member");
  });

  test("from ten members on they wait for as many vouches as the charter says, of which the invite is one", () => {
    const { world, people } = grown(9, { vouches: 3 });
    const [ann, ben, cai] = people as [Person, Person, Person];
    const newcomer = asks(world, "newcomer", ann);
    expect(stateOf(world, newcomer)).toBe("joining");
    expect(saysVouch(world, ann, newcomer.id)).toBe("vouched-already");
    expect(saysVouch(world, ben, newcomer.id)).toBeNull();
    expect(saysVouch(world, ben, newcomer.id)).toBe("vouched-already");
    expect(stateOf(world, newcomer)).toBe("joining");
    expect(saysVouch(world, cai, newcomer.id)).toBeNull();
    expect(stateOf(world, newcomer)).toBe("member");
    expect(world.ledger.state.members.must(newcomer.id)).toMatchObject({
      invitedBy: ann.id,
      sinceMs: world.nowMs,
      sinceHeight: world.height,
    });
    expect(liveDevices(world.ledger.state, newcomer.id)).toEqual([newcomer.feed.device]);
    expect(world.ledger.state.joiners.size + world.ledger.state.joiningDevices.size).toBe(0);
  });

  test("a vouch in the very seal of the join counts", () => {
    const { world, people } = grown(9, { vouches: 2 });
    const newcomer = new Person("newcomer");
    const asked = world.joinOf(newcomer);
    world.seal([world.say(people[0] as Person, vouch, { for: newcomer.id }), asked]);
    expect(stateOf(world, newcomer)).toBe("member");
  });

  test("nobody-waiting: for a member, for nobody, for who was turned away", () => {
    const { world, people } = grown(3, { objections: 1, objectionMs: 5_000 });
    const [ann, ben] = people as [Person, Person];
    expect(saysVouch(world, ann, ben.id)).toBe("nobody-waiting");
    expect(saysVouch(world, ann, "00".repeat(32) as EventId)).toBe("nobody-waiting");
    const newcomer = asks(world, "newcomer");
    world.seal([world.say(ben, object, { joiner: newcomer.id, on: true })]);
    world.seal([], { throughMs: world.nowMs + 5_000 });
    expect(saysVouch(world, ann, newcomer.id)).toBe("nobody-waiting");
  });

  test("of somebody who has left the community counts no longer, be it by vouch or by invite", () => {
    const { world, people } = grown(10, { vouches: 3 });
    const [ann, ben, cai] = people as [Person, Person, Person];
    const newcomer = asks(world, "newcomer", ann);
    saysVouch(world, ben, newcomer.id);
    world.seal([world.say(ben, resign, { on: true })]);
    expect(stateOf(world, ben)).toBe("left");
    expect(saysVouch(world, cai, newcomer.id)).toBeNull();
    expect(stateOf(world, newcomer)).toBe("joining");
  });
});

describe("objections", () => {
  const TIME = { objections: 2, objectionMs: 10_000 };

  test("a newcomer waits until the days for them are over, and is let in by the seal that the clock asks for", () => {
    const { world } = grown(3, TIME);
    const newcomer = asks(world, "newcomer");
    const askedMs = world.nowMs;
    expect(nextDeadlineMs(world.ledger.state)).toBe(askedMs + 10_000);
    world.seal([], { throughMs: askedMs + 9_999 });
    expect(stateOf(world, newcomer)).toBe("joining");
    world.seal([], { throughMs: askedMs + 10_000 });
    expect(stateOf(world, newcomer)).toBe("member");
    expect(nextDeadlineMs(world.ledger.state)).toBeUndefined();
  });

  test("with enough of them the newcomer is turned away: the feed ends, the person may come by another invite", () => {
    const { world, people } = grown(3, TIME);
    const [ann, ben] = people as [Person, Person];
    const newcomer = asks(world, "newcomer");
    world.seal([ann, ben].map((by) => world.say(by, object, { joiner: newcomer.id, on: true })));
    expect(stateOf(world, newcomer)).toBe("joining");
    world.seal([], { throughMs: world.nowMs + 10_000 });
    expect(stateOf(world, newcomer)).toBe("objected");
    expect(trieGet(world.ledger.heads, newcomer.feed.device)?.ended).toBe(true);
    expect(world.ledger.state.joiningDevices.size).toBe(0);
    // the same identity, by another invite, on a fresh device
    const again: Person = { ...new Person("again"), root: newcomer.root };
    expect(world.ledger.state.roots.has(newcomer.root.publicKey)).toBe(false);
    expect(world.seal([world.say(again.feed, join, world.joinBody(again))])).toBeNull();
    expect(world.seal([world.witnessOf(newcomer)])).toBe("device-unknown");
  });

  test("one less than the charter's number, or one taken back in time, keeps nobody out", () => {
    const { world, people } = grown(3, TIME);
    const [ann, ben] = people as [Person, Person];
    const newcomer = asks(world, "newcomer");
    const says = (by: Person, on: boolean) =>
      world.seal([world.say(by, object, { joiner: newcomer.id, on })]);
    expect(says(ben, false)).toBe("objection-none");
    expect(says(ann, true)).toBeNull();
    expect(says(ann, true)).toBe("objected-already");
    expect(says(ben, true)).toBeNull();
    expect(says(ben, false)).toBeNull();
    world.seal([], { throughMs: world.nowMs + 10_000 });
    expect(stateOf(world, newcomer)).toBe("member");
    expect(says(ben, true)).toBe("nobody-waiting");
  });

  test("of somebody who has left the community meanwhile does not count; an inviter who has left vouches no more", () => {
    const { world, people } = grown(12, { ...TIME, vouches: 0 });
    const [ann, ben, cai] = people as [Person, Person, Person];
    const newcomer = asks(world, "newcomer", cai);
    world.seal([ann, ben].map((by) => world.say(by, object, { joiner: newcomer.id, on: true })));
    world.seal([ben, cai].map((by) => world.say(by, resign, { on: true })));
    world.seal([], { throughMs: world.nowMs + 10_000 });
    expect(stateOf(world, newcomer)).toBe("joining");
    expect(saysVouch(world, ann, newcomer.id)).toBeNull();
    expect(stateOf(world, newcomer)).toBe("member");
    expect(world.seal([world.joinOf(new Person("of cai"), cai)])).toBe("member-unknown");
  });

  test("objection-late: judged as of the seal before, and where the charter gives no time for any", () => {
    const { world, people } = grown(9, { ...TIME, vouches: 2 });
    const [ann, ben, cai] = people as [Person, Person, Person];
    const newcomer = asks(world, "newcomer");
    const endMs = world.nowMs + 10_000;
    world.seal([], { throughMs: endMs - 1 });
    // said in time, though sealed too late to be known earlier
    expect(
      world.seal([world.say(ann, object, { joiner: newcomer.id, on: true })], { throughMs: endMs }),
    ).toBeNull();
    expect(world.seal([world.say(ben, object, { joiner: newcomer.id, on: true })])).toBe("objection-late");
    expect(saysVouch(world, cai, newcomer.id)).toBeNull();
    expect(stateOf(world, newcomer)).toBe("member");
    const { world: quick, people: quickly } = grown(9, { vouches: 2 });
    const other = asks(quick, "newcomer");
    const late = quick.say(quickly[0] as Person, object, { joiner: other.id, on: true });
    expect(quick.seal([late])).toBe("objection-late");
  });

  test("two devices that differ change nothing", () => {
    const { world, people } = grown(3, TIME);
    const ann = people[0] as Person;
    const spare = new Feed(keyOf("spare"));
    world.seal([world.deviceOf(ann, spare)]);
    const newcomer = asks(world, "newcomer");
    const words = [ann.feed, spare].map((feed, i) =>
      world.say(feed, object, { joiner: newcomer.id, on: i === 0 }),
    );
    expect(world.seal(words)).toBe("devices-differ");
    expect(world.ledger.state.objections.size).toBe(0);
  });
});

describe("who waits", () => {
  test("has one sealed event: what comes after it is taken once they are let in, and nothing of it is lost", () => {
    const { world, people } = grown(9, { vouches: 2 });
    const newcomer = asks(world, "newcomer");
    const said = [world.witnessOf(newcomer), world.witnessOf(newcomer, false)];
    const before = world.ledger;
    world.seal(said);
    const head = trieGet(world.ledger.heads, newcomer.feed.device);
    expect(head).toEqual(trieGet(before.heads, newcomer.feed.device));
    expect(head).toMatchObject({ seq: 0, ended: false });
    expect(said.map(({ id }) => world.codes.get(id))).toEqual([undefined, undefined]);
    world.seal([world.say(people[0] as Person, vouch, { for: newcomer.id }), ...said]);
    expect(said.map(({ id }) => world.codes.get(id))).toEqual([undefined, undefined]);
    world.seal(said);
    expect(said.map(({ id }) => world.codes.get(id))).toEqual([null, null]);
    expect(world.ledger.state.witnesses.must(newcomer.id).on).toBe(false);
  });

  test("decides nothing: no vote, no seat, no vouch, and no device of theirs comes in", () => {
    const { world } = grown(9, { vouches: 2 });
    const newcomer = asks(world, "newcomer");
    expect(world.ledger.state.members.has(newcomer.id)).toBe(false);
    expect(world.seal([world.deviceOf(newcomer, new Feed(keyOf("newcomer's second")))])).toBe(
      "member-unknown",
    );
    expect(world.seal([world.joinOf(new Person("friend"), newcomer)])).toBe("member-unknown");
  });

  test("keeps the root and the invite from being used again", () => {
    const { world } = grown(9, { vouches: 2 });
    const newcomer = new Person("newcomer");
    const body = world.joinBody(newcomer, world.founder, keyOf("an invite"));
    world.seal([world.say(newcomer, join, body)]);
    const other = new Person("other");
    const again = world.joinBody(other, world.founder, keyOf("an invite"));
    expect(world.seal([world.say(other, join, again)])).toBe("invite-used");
    const twin = new Person("twin");
    const sameRoot = { ...world.joinBody(twin), root: newcomer.root.publicKey };
    expect(world.seal([world.say(twin, join, sameRoot)])).toBe("root-taken");
  });
});

describe("an invite taken back", () => {
  test("invite-withdrawn: lets nobody in; another member's word about it changes nothing", () => {
    const { world, people } = grown(2);
    const [ann, ben] = people as [Person, Person];
    const key = keyOf("given away");
    const invite = key.publicKey;
    expect(world.seal([world.say(ben, uninvite, { invite })])).toBeNull();
    const [one, two] = [new Person("one"), new Person("two")];
    const kept = keyOf("kept");
    expect(world.seal([world.say(ben, uninvite, { invite: kept.publicKey })])).toBeNull();
    expect(world.seal([world.say(one, join, world.joinBody(one, ann, kept))])).toBeNull();
    expect(world.seal([world.say(ann, uninvite, { invite: kept.publicKey })])).toBe("invite-used");
    expect(world.seal([world.say(ann, uninvite, { invite })])).toBeNull();
    expect(world.seal([world.say(ann, uninvite, { invite })])).toBe("invite-withdrawn");
    expect(world.seal([world.say(two, join, world.joinBody(two, ann, key))])).toBe("invite-withdrawn");
  });
});
