import { describe, expect, test } from "vitest";
import type { HashId, MemberId } from "../../src/base/id.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { beacon, commitmentTo } from "../../src/events/kinds/beacon.ts";
import { fork } from "../../src/events/kinds/fork.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import { seats } from "../../src/ledger/rules/seats.ts";
import { smallKey } from "../../src/state/key.ts";
import type { State } from "../../src/state/state.ts";
import { forkBodyOf } from "./outcome.ts";
import { addWitness, ids, seated, witnessing } from "./seated.ts";
import { Feed, keyOf, type Person, World } from "./world.ts";

describe("there is always somebody", () => {
  function forkOf(world: World, by: Person | Feed, forked: Person) {
    const [x, y] = ["x", "y"].map((kind) => forked.feed.peek(kind, {}, world));
    if (x === undefined || y === undefined) throw new Error("two branches");
    return world.say(by, fork, forkBodyOf(x, y));
  }

  test("a founder alone who switches off keeps the seat until somebody else can have it", () => {
    const world = new World();
    const [a] = world.admit("a") as [Person];
    world.seal([world.witnessOf(world.founder, false)]);
    expect(seated(world)).toEqual([world.founder.id]);
    world.seal([], { throughMs: world.nowMs + 30 * DAY_MS });
    expect(seated(world)).toEqual([world.founder.id]);
    world.seal([world.witnessOf(a)]);
    expect(seated(world)).toEqual([a.id]);
  });

  test("a barred founder with nobody else eligible keeps the seat, on another live device if there is one", () => {
    const world = new World();
    const [a] = world.admit("a") as [Person];
    const spare = new Feed(keyOf("spare"));
    world.seal([world.deviceOf(world.founder, spare), world.witnessOf(a, false)]);
    world.seal([forkOf(world, a, world.founder)]);
    expect(world.ledger.state.witnesses.must(world.founder.id).barredUntilMs).toBeGreaterThan(world.nowMs);
    expect(world.ledger.state.seats.must(smallKey(0))).toEqual({
      member: world.founder.id,
      device: spare.device,
    });
  });

  test("a barred founder without another device keeps the seat that no longer signs: only recovery helps", () => {
    const world = new World();
    const [a] = world.admit("a") as [Person];
    world.seal([forkOf(world, a, world.founder), world.witnessOf(a, false)]);
    const seat = { member: world.founder.id, device: world.founder.feed.device };
    expect(world.ledger.state.seats.must(smallKey(0))).toEqual(seat);
  });

  test("a barred founder gives way at once to a single eligible member", () => {
    const world = new World();
    const [a] = world.admit("a") as [Person];
    world.seal([forkOf(world, a, world.founder), world.witnessOf(a)]);
    expect(seated(world)).toEqual([a.id]);
  });

  test("of four, the founder is gone for good: three go on, and once he has expired one of them alone", () => {
    const world = new World({ seatExpiryMs: 10_000 });
    const people = world.admit("a", "b", "c");
    witnessing(world, ...people);
    const reporters = people.map(({ id }) => id);
    world.seal([], { reporters, throughMs: world.nowMs + 5_000 });
    expect(seated(world)).toEqual(ids(world.founder, ...people));
    world.seal([], { reporters, throughMs: world.nowMs + 10_000 });
    expect(reporters).toContain(seated(world)[0]);
    expect(seated(world)).toHaveLength(1);
  });

  test("a seat on a revoked device goes with it", () => {
    const world = new World();
    const people = world.admit("a", "b", "c", "d") as [Person, Person, Person, Person];
    witnessing(world, ...people);
    const { device } = people[0].feed;
    const { devices } = world.ledger.state;
    devices.set(device, { ...devices.must(device), status: "revoked" });
    world.seal([], { reporters: ids(world.founder, ...people) });
    expect(seated(world)).toEqual(ids(world.founder, ...people.slice(1)));
  });
});

test("tenure reached to the millisecond counts, one before does not", () => {
  for (const [early, several] of [
    [0, true],
    [1, false],
  ] as const) {
    const world = new World({ seatAfterMs: 10_000 });
    const people = world.admit("a", "b", "c");
    const joinedMs = world.nowMs;
    const events = people.map((person) => world.witnessOf(person));
    world.seal(events, { throughMs: joinedMs + 10_000 - early });
    expect(seated(world)).toEqual(several ? ids(world.founder, ...people) : [world.founder.id]);
  }
});

test("a witness off by one of two devices takes the seat, whatever the other reported in that seal", () => {
  const world = new World();
  const people = world.admit("a", "b", "c", "d") as [Person, Person, Person, Person];
  const spare = new Feed(keyOf("spare"));
  world.seal([world.deviceOf(people[0], spare)]);
  witnessing(world, ...people);
  const reporters = ids(world.founder, ...people);
  expect(seated(world)).toEqual(reporters);
  world.seal([world.witnessOf(spare, false)], { reporters });
  expect(seated(world)).not.toContain(people[0].id);
  world.seal([], { reporters });
  expect(seated(world)).not.toContain(people[0].id);
});

test("one device per seat: a member's latest witness moves it, and never makes two", () => {
  const world = new World();
  const people = world.admit("a", "b", "c", "d") as [Person, Person, Person, Person];
  const spare = new Feed(keyOf("spare"));
  world.seal([world.deviceOf(people[0], spare)]);
  witnessing(world, ...people);
  const deviceSeated = () =>
    [...world.ledger.state.seats.entries()].flatMap(([, { member, device }]) =>
      member === people[0].id ? [device] : [],
    );
  expect(deviceSeated()).toEqual([people[0].feed.device]);
  world.seal([world.witnessOf(spare)]);
  expect(deviceSeated()).toEqual([spare.device]);
  world.seal([world.witnessOf(spare), world.witnessOf(people[0])]);
  expect(deviceSeated()).toHaveLength(1);
});

test.each([
  [100, 100],
  [101, 100],
])("%i eligible: %i seats", (eligible, count) => {
  const world = new World();
  const { state } = world.ledger;
  state.witnesses.delete(world.founder.id);
  for (let i = 1; i <= eligible; i++) addWitness(state, i);
  const at = { height: 1, sinceMs: 0, throughMs: 2, reporters: [] };
  const left = new Set<string>();
  for (const digit of "0123456789abcdef") {
    seats.run(state, { ...at, seed: digit.repeat(64) as HashId });
    expect(state.seats.size).toBe(count);
    for (let i = 1; i <= eligible; i++) {
      const member = i.toString(16).padStart(64, "0");
      if (!seated(world).includes(member as MemberId)) left.add(member);
    }
  }
  // who is left out is the lot's to say, another one nearly every time
  if (eligible > count) expect(left.size).toBeGreaterThan(8);
});

test("the seats follow from the seed that this seal's own secrets made", () => {
  const world = new World();
  const { state } = world.ledger;
  for (let i = 1; i <= 150; i++) addWitness(state, i);
  const secret = "5e".repeat(32) as HashId;
  const commit = commitmentTo(world.founder.id, secret);
  world.seal([world.say(world.founder, beacon, { reveal: null, commit })]);
  const silent = applyCut(world.ledger, world.cut([])).ledger.state;
  world.seal([world.say(world.founder, beacon, { reveal: secret, commit })]);
  const of = (from: State) => [...from.seats.entries()].map(([, { member }]) => member);
  expect(of(world.ledger.state)).not.toEqual(of(silent));
});
