import { describe, expect, test } from "vitest";
import { toHex } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { HashId, MemberId } from "../../src/base/id.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { beacon, commitmentTo, REVEALS_KEPT_MS } from "../../src/events/kinds/beacon.ts";
import { fork } from "../../src/events/kinds/fork.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import { provisional } from "../../src/ledger/provisional.ts";
import { nextSeed } from "../../src/ledger/seed.ts";
import { digestState } from "../../src/state/digest.ts";
import { numberKey } from "../../src/state/key.ts";
import { communityOf } from "../../src/state/state.ts";
import { forkBodyOf } from "./outcome.ts";
import { Feed, keyOf, type Person, World } from "./world.ts";

function secret(words: string): HashId {
  return toHex(sha256(utf8Encode(`secret ${words}`))) as HashId;
}

/** `by` signs; the chain is the member's. */
function says(world: World, member: Person, reveal: string | null, next: string, by: Person | Feed = member) {
  const commit = commitmentTo(member.id, secret(next));
  return world.say(by, beacon, { reveal: reveal === null ? null : secret(reveal), commit });
}

function seedOf(world: World): HashId {
  return communityOf(world.ledger.state).seed;
}

function told(person: Person, words: string): { member: MemberId; secret: HashId } {
  return { member: person.id, secret: secret(words) };
}

/** The same cut in both orders leaves one state; that one counts. */
function sealEitherWay(world: World, events: readonly AuthenticEvent[]): void {
  const [one, other] = [events, events.toReversed()].map((each) => {
    return digestState(applyCut(world.ledger, world.cut(each)).ledger.state);
  });
  expect(other).toBe(one);
  world.seal(events);
}

test("the secrets of a cut go into its own seed, by member", () => {
  const world = new World();
  const [a, b] = world.admit("a", "b") as [Person, Person];
  world.seal([says(world, a, null, "a1"), says(world, b, null, "b1")]);
  const before = seedOf(world);
  expect(world.seal([says(world, b, "b1", "b2"), says(world, a, "a1", "a2")])).toBeNull();
  expect(seedOf(world)).toBe(nextSeed(before, [told(a, "a1"), told(b, "b1")]));
  expect(world.ledger.state.beacons.must(a.id)).toMatchObject({
    commit: commitmentTo(a.id, secret("a2")),
    device: a.feed.device,
    seq: 2,
    height: 3,
  });
  const key = numberKey(3) + a.id;
  expect(world.ledger.state.reveals.must(key)).toMatchObject({ secret: secret("a1"), committedHeight: 2 });
});

test("a provisional view draws from the secrets held, as a seal of them would", () => {
  const world = new World();
  world.seal([says(world, world.founder, null, "1")]);
  const before = seedOf(world);
  const events = [says(world, world.founder, "1", "2")];
  const view = provisional(world.ledger, { lastSeal: world.lastSeal, nowMs: world.nowMs + 5, events });
  expect(communityOf(view.ledger.state).seed).toBe(nextSeed(before, [told(world.founder, "1")]));
});

describe("refused", () => {
  test("commitment-none: a secret that nothing sealed commits to, even by the event before it", () => {
    const world = new World();
    const first = says(world, world.founder, null, "1");
    const second = says(world, world.founder, "1", "2");
    const before = seedOf(world);
    world.seal([first, second]);
    expect(world.codes.get(first.id)).toBeNull();
    expect(world.codes.get(second.id)).toBe("commitment-none");
    expect(seedOf(world)).toBe(nextSeed(before, []));
    expect(world.ledger.state.beacons.must(world.founder.id).commit).toBe(
      commitmentTo(world.founder.id, secret("1")),
    );
  });

  test("reveal-wrong: another secret, one told before, and the next one in the same cut", () => {
    const world = new World();
    const { founder } = world;
    world.seal([says(world, founder, null, "1")]);
    expect(world.seal([says(world, founder, "2", "3")])).toBe("reveal-wrong");
    expect(world.seal([says(world, founder, "1", "2"), says(world, founder, "2", "3")])).toBeNull();
    expect([...world.codes.values()].at(-1)).toBe("reveal-wrong");
    expect(world.seal([says(world, founder, "1", "4")])).toBe("reveal-wrong");
    expect(world.seal([says(world, founder, "2", "4")])).toBeNull();
  });

  test("reveal-wrong: another member's commitment, copied, opens with no secret", () => {
    const world = new World();
    const [a, b] = world.admit("a", "b") as [Person, Person];
    const commit = commitmentTo(a.id, secret("a1"));
    world.seal([says(world, a, null, "a1"), world.say(b, beacon, { reveal: null, commit })]);
    world.seal([says(world, a, "a1", "a2")]);
    expect(world.seal([says(world, b, "a1", "b2")])).toBe("reveal-wrong");
  });
});

describe("of several words of one member in one cut", () => {
  /** A member with two devices and a commitment that is sealed. */
  function twoDevices(): { world: World; member: Person; spare: Feed } {
    const world = new World();
    const [member] = world.admit("a") as [Person];
    const spare = new Feed(keyOf("spare"));
    world.seal([world.deviceOf(member, spare)]);
    world.seal([says(world, member, null, "1")]);
    return { world, member, spare };
  }

  test("the secret is told if one tells it, whatever the others say", () => {
    for (const turned of [false, true]) {
      const { world, member, spare } = twoDevices();
      const [teller, other] = turned ? [spare, member.feed] : [member.feed, spare];
      const before = seedOf(world);
      sealEitherWay(world, [
        says(world, member, null, "x", other),
        says(world, member, "1", "y", teller),
        says(world, member, null, "z", other),
        says(world, member, null, "w", teller),
      ]);
      expect(seedOf(world)).toBe(nextSeed(before, [told(member, "1")]));
      expect(world.ledger.state.beacons.must(member.id).commit).toBe(commitmentTo(member.id, secret("y")));
    }
  });

  test("two that tell it tell one secret, once; the lower id commits to the next", () => {
    const { world, member, spare } = twoDevices();
    const before = seedOf(world);
    const events = [says(world, member, "1", "x"), says(world, member, "1", "y", spare)];
    sealEitherWay(world, events);
    expect(seedOf(world)).toBe(nextSeed(before, [told(member, "1")]));
    const lower = events.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
    expect(world.ledger.state.beacons.must(member.id).event).toBe(lower?.id);
  });

  test("none tells it: the lower id replaces the commitment, and the old secret is of no use", () => {
    const { world, member, spare } = twoDevices();
    const events = [says(world, member, null, "x"), says(world, member, null, "y", spare)];
    sealEitherWay(world, events);
    const lower = events.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
    expect(world.ledger.state.beacons.must(member.id).event).toBe(lower?.id);
    expect(world.seal([says(world, member, "1", "z")])).toBe("reveal-wrong");
  });
});

test("a member may tell twice between two lots: both heights keep what was told then", () => {
  const world = new World();
  const { founder } = world;
  world.seal([says(world, founder, null, "1")]);
  world.seal([says(world, founder, "1", "2")]);
  world.seal([says(world, founder, "2", "3")]);
  const kept = [...world.ledger.state.reveals.entries()].map(([key, { committedHeight }]) => [
    key,
    committedHeight,
  ]);
  expect(kept).toEqual([
    [numberKey(2) + founder.id, 1],
    [numberKey(3) + founder.id, 2],
  ]);
});

test("what was told is forgotten after seven days, when the next is told", () => {
  const world = new World();
  const { founder } = world;
  const heights = () => [...world.ledger.state.reveals.entries()].map(([key]) => key.slice(0, 16));
  world.seal([says(world, founder, null, "1")]);
  world.seal([says(world, founder, "1", "2")]);
  const toldMs = world.nowMs;
  world.seal([says(world, founder, "2", "3")], { throughMs: toldMs + REVEALS_KEPT_MS });
  expect(heights()).toEqual([numberKey(2), numberKey(3)]);
  world.seal([], { throughMs: world.nowMs + 30 * DAY_MS });
  expect(heights()).toHaveLength(2);
  world.seal([says(world, founder, "3", "4")]);
  expect(heights()).toEqual([numberKey(5)]);
});

test("the device that committed was frozen: another one begins the chain anew", () => {
  const world = new World();
  const [a] = world.admit("a") as [Person];
  const spare = new Feed(keyOf("spare"));
  world.seal([world.deviceOf(a, spare), says(world, a, null, "1")]);
  const body = forkBodyOf(a.feed.peek("x", {}, world), a.feed.peek("y", {}, world));
  world.seal([world.say(world.founder, fork, body)]);
  expect(world.ledger.state.devices.must(a.feed.device).status).toBe("frozen");
  expect(world.seal([says(world, a, null, "2", spare)])).toBeNull();
  expect(world.seal([says(world, a, "2", "3", spare)])).toBeNull();
});
