import { describe, expect, test } from "vitest";
import type { DeviceKey, EventId, HashId, MemberId, PublicKey } from "../../src/base/id.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { beacon, commitmentTo } from "../../src/events/kinds/beacon.ts";
import { FORK_BAR_MS, fork } from "../../src/events/kinds/fork.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import { SEATS_MAX, seats } from "../../src/ledger/rules/seats.ts";
import { smallKey } from "../../src/state/key.ts";
import type { State } from "../../src/state/state.ts";
import { forkBodyOf } from "./outcome.ts";
import { Feed, keyOf, type Person, World } from "./world.ts";

function seated(world: World): readonly MemberId[] {
  return [...world.ledger.state.seats.entries()].map(([, { member }]) => member);
}

function ids(...people: readonly Person[]): readonly MemberId[] {
  return people.map(({ id }) => id).toSorted();
}

function witnessing(world: World, ...people: readonly Person[]): void {
  world.seal(people.map((person) => world.witnessOf(person)));
}

test("a new community is sealed by its founder alone, until four turn up", () => {
  const world = new World();
  const [a, b, c] = world.admit("a", "b", "c") as [Person, Person, Person];
  expect(seated(world)).toEqual([world.founder.id]);
  witnessing(world, a, b);
  expect(seated(world)).toEqual([world.founder.id]);
  witnessing(world, c);
  expect(seated(world)).toEqual(ids(world.founder, a, b, c));
});

test("who switches off loses the seat; below four, one who reported stays, of longest tenure", () => {
  const world = new World();
  const [a] = world.admit("a") as [Person];
  const [b, c] = world.admit("b", "c") as [Person, Person];
  witnessing(world, a, b, c);
  const reporters = [a.id, b.id, c.id];
  world.seal([world.witnessOf(world.founder, false)], { reporters });
  expect(seated(world)).toEqual([a.id]);
  world.seal([world.witnessOf(world.founder)], { reporters: [a.id] });
  expect(seated(world)).toHaveLength(4);
});

test("the present single seat stays while eligible, whoever else has reported", () => {
  const world = new World();
  const [a] = world.admit("a") as [Person];
  world.seal([world.witnessOf(a)], { reporters: [world.founder.id, a.id] });
  expect(seated(world)).toEqual([world.founder.id]);
});

test("the single seat stays with whom it is, even when the founder is back", () => {
  const world = new World();
  const [a] = world.admit("a") as [Person];
  world.seal([world.witnessOf(a), world.witnessOf(world.founder, false)], { reporters: [a.id] });
  expect(seated(world)).toEqual([a.id]);
  world.seal([world.witnessOf(world.founder)], { reporters: [world.founder.id, a.id] });
  expect(seated(world)).toEqual([a.id]);
});

test("of several that reported, the longest tenure has it; without reports, of all eligible", () => {
  const world = new World();
  const [a] = world.admit("a") as [Person];
  const [b] = world.admit("b") as [Person];
  witnessing(world, a, b);
  world.seal([world.witnessOf(world.founder, false)], { reporters: [b.id] });
  expect(seated(world)).toEqual([b.id]);
  const other = new World();
  const [x] = other.admit("a") as [Person];
  const [y] = other.admit("b") as [Person];
  witnessing(other, y, x);
  other.seal([other.witnessOf(other.founder, false)], { reporters: [] });
  expect(seated(other)).toEqual([x.id]);
});

test("tenure: a witness counts when sealed seatAfterMs after joining, the founder's at once", () => {
  const world = new World({ seatAfterMs: 10_000 });
  const people = world.admit("a", "b", "c");
  const joinedMs = world.nowMs;
  witnessing(world, ...people);
  world.seal([], { throughMs: joinedMs + 20_000 });
  expect(seated(world)).toEqual([world.founder.id]);
  witnessing(world, ...people);
  expect(seated(world)).toEqual(ids(world.founder, ...people));
});

test("expiry: after seatExpiryMs without a witness or a report the seat is gone; with nobody left, seats stay", () => {
  const world = new World({ seatExpiryMs: 10_000 });
  const people = world.admit("a", "b", "c", "d");
  witnessing(world, ...people);
  const all = ids(world.founder, ...people);
  const four = all.slice(1);
  world.seal([], { reporters: all, throughMs: world.nowMs + 5_000 });
  world.seal([], { reporters: four, throughMs: world.nowMs + 10_000 });
  expect(seated(world)).toEqual(all);
  world.seal([], { reporters: four, throughMs: world.nowMs + 1 });
  expect(seated(world)).toEqual(four);
  world.seal([], { reporters: [], throughMs: world.nowMs + DAY_MS });
  expect(seated(world)).toEqual(four);
});

describe("a fork", () => {
  test("takes the device's seat at once and bars the member for 30 days, also with another device", () => {
    const world = new World();
    const people = world.admit("a", "b", "c", "d") as [Person, Person, Person, Person];
    witnessing(world, ...people);
    const { feed } = people[0];
    const [x, y] = [feed.peek("x", {}, world), feed.peek("y", {}, world)];
    const body = {
      first: { payload: x.payload, signature: x.signature },
      second: { payload: y.payload, signature: y.signature },
    };
    const spare = new Feed(keyOf("spare"));
    const before = ids(world.founder, ...people);
    expect(seated(world)).toEqual(before);
    expect(world.seal([world.say(people[1], fork, body), world.deviceOf(people[0], spare)])).toBeNull();
    const forkedMs = world.nowMs;
    const without = before.filter((id) => id !== people[0].id);
    expect(seated(world)).toEqual(without);
    const { state } = world.ledger;
    expect(state.devices.must(feed.device)).toMatchObject({ status: "frozen", stoppedMs: forkedMs });
    expect(state.forks.must(feed.device).ids).toEqual([x.id, y.id].toSorted());
    world.seal([world.witnessOf(spare)]);
    expect(seated(world)).toEqual(without);
    const four = [world.founder, ...people.slice(1)];
    world.seal(four.map((person) => world.witnessOf(person)).concat(world.witnessOf(spare)), {
      throughMs: forkedMs + FORK_BAR_MS - 1,
      reporters: [],
    });
    expect(seated(world)).toEqual(without);
    world.seal([], { throughMs: forkedMs + FORK_BAR_MS });
    expect(seated(world)).toEqual(before);
    expect([...world.ledger.state.seats.entries()].some(([, { device }]) => device === spare.device)).toBe(
      true,
    );
  });
});

test("a frozen device's seat does not come back when its member's bar ends", () => {
  const world = new World({ seatExpiryMs: 365 * DAY_MS });
  const people = world.admit("a", "b", "c", "d") as [Person, Person, Person, Person];
  witnessing(world, ...people);
  const branch = ["x", "y"].map((kind) => people[0].feed.peek(kind, {}, world));
  const [first, second] = branch.map(({ payload, signature }) => ({ payload, signature }));
  if (first === undefined || second === undefined) throw new Error("two branches");
  world.seal([world.say(people[1], fork, { first, second })]);
  world.seal([], { throughMs: world.nowMs + 2 * FORK_BAR_MS });
  expect(seated(world)).toEqual(ids(world.founder, ...people.slice(1)));
});

test("two devices that differ in one seal are off, in either order; a later word counts", () => {
  const world = new World();
  const spare = new Feed(keyOf("spare"));
  world.seal([world.deviceOf(world.founder, spare)]);
  const now = () => world.ledger.state.witnesses.must(world.founder.id);
  world.seal([world.witnessOf(world.founder, true), world.witnessOf(spare, false)]);
  expect(now().on).toBe(false);
  world.seal([world.witnessOf(world.founder, false), world.witnessOf(spare, true)]);
  expect(now().on).toBe(false);
  world.seal([world.witnessOf(spare)]);
  expect(now()).toMatchObject({ on: true, device: spare.device });
  world.seal([world.witnessOf(world.founder, false), world.witnessOf(world.founder, true)]);
  expect(now()).toMatchObject({ on: true, device: world.founder.feed.device });
});

test("above a hundred, the lot decides; each seal's seed draws anew", () => {
  const world = new World();
  const { state } = world.ledger;
  for (let i = 1; i <= 150; i++) addWitness(state, i);
  const context = { height: 1, sinceMs: 0, throughMs: 2, reporters: [] };
  const draw = (seed: string) => {
    seats.run(state, { ...context, seed: seed.repeat(64) as HashId });
    return [...state.seats.entries()].map(([, { member }]) => member);
  };
  const first = draw("1");
  const second = draw("2");
  expect(first).toHaveLength(SEATS_MAX);
  expect(first).toEqual(first.toSorted());
  expect(second).not.toEqual(first);
  expect(draw("1")).toEqual(first);
  expect(state.seats.get(smallKey(SEATS_MAX))).toBeUndefined();
});

function addWitness(state: State, index: number): void {
  const member = index.toString(16).padStart(64, "0") as MemberId;
  const device = index.toString(16).padStart(64, "f") as DeviceKey;
  const root = member as unknown as PublicKey;
  state.members.set(member, { root, sinceMs: 0, sinceHeight: 0, invitedBy: member as EventId });
  const live = { status: "live", stoppedBy: null, stoppedMs: null } as const;
  state.devices.set(device, { member, boxKey: "", sinceMs: 0, sinceHeight: 0, ...live });
  state.witnesses.set(member, { device, on: true, seenMs: 1, height: 0, barredUntilMs: 0 });
}

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
