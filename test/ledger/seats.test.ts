import { describe, expect, test } from "vitest";
import type { HashId } from "../../src/base/id.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { FORK_BAR_MS, fork } from "../../src/events/kinds/fork.ts";
import { SEATS_MAX, seats } from "../../src/ledger/rules/seats.ts";
import { smallKey } from "../../src/state/key.ts";
import { addWitness, ids, seated, witnessing } from "./seated.ts";
import { Feed, keyOf, type Person, World } from "./world.ts";

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
