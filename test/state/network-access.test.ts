import { describe, expect, test } from "vitest";
import type { DeviceKey, EventId, HashId, MemberId } from "../../src/base/id.ts";
import {
  deviceStanding,
  keyChanges,
  mayHaveNetworkKey,
  memberStanding,
} from "../../src/state/network-access.ts";
import { DAY, deviceOf, id } from "../ledger/aid-fixture.ts";
import { day, MOTION_VOTE_MS, MovingCommunity, moves, votes } from "../ledger/motion-fixture.ts";

const NAMES = ["a", "b", "c", "d", "e", "f"];
const FEBRUARY = day(31);

const key = (name: string) => ({ kind: "network-key", keyHash: id(name) as string as HashId }) as const;
const device = (member: MemberId) => deviceOf(member) as DeviceKey;

function decide(at: MovingCommunity, about: Parameters<MovingCommunity["decide"]>[0]) {
  return at.decide(about, at.nowMs + 1, at.members.slice(0, 5));
}

const told = (at: MovingCommunity, member: MemberId) => [
  memberStanding(at.state, member),
  deviceStanding(at.state, device(member)),
  mayHaveNetworkKey(at.state, device(member)),
];

describe("changes of the network key", () => {
  test("are those that passed, the newest first", () => {
    const at = new MovingCommunity(NAMES);
    decide(at, key("one"));
    at.decide(key("refused"), at.nowMs + 1, [], at.members);
    decide(at, key("two"));
    at.move(key("open"), at.nowMs + 1, at.members);
    expect(keyChanges(at.state).map(({ keyHash }) => keyHash)).toEqual([id("two"), id("one")]);
  });

  test("of two that pass in one seal the one with the higher id is the newer", () => {
    const at = new MovingCommunity(NAMES);
    const names = ["k1", "k2", "k3", "k4"];
    const motions = at.seal(day(1), ...names.map((name, i) => moves(at.who(i), key(name))));
    const yes = motions.flatMap((motion) =>
      at.members.map((member) => votes(member, motion as EventId, "yes")),
    );
    at.seal(day(1) + 1, ...yes);
    at.seal(day(2) + MOTION_VOTE_MS);
    const changes = keyChanges(at.state);
    expect(changes.map(({ decidedMs }) => decidedMs)).toEqual(names.map(() => day(1) + MOTION_VOTE_MS));
    expect(changes.map(({ motion }) => motion)).toEqual([...motions].sort().reverse());
  });
});

describe("the network", () => {
  test("serves members, whatever its key; of one who is to go by the others' decision, not with a new key", () => {
    const at = new MovingCommunity(NAMES);
    const [stays, goes] = [at.who(0), at.who(5)];
    expect(told(at, goes)).toEqual(["member", "member", true]);
    decide(at, { kind: "expel", member: goes, plan: null });
    expect(told(at, goes)).toEqual(["member", "member", false]);
    decide(at, key("one"));
    expect(told(at, stays)).toEqual(["member", "member", true]);
    expect(told(at, goes)[2]).toBe(false);
  });

  test("serves who was expelled until it changes its key, be that after they left or since it was decided", () => {
    for (const isEarly of [false, true]) {
      const at = new MovingCommunity(NAMES);
      const goes = at.who(5);
      decide(at, { kind: "expel", member: goes, plan: null });
      if (isEarly) decide(at, key("early"));
      at.seal(Math.max(FEBRUARY, at.nowMs) + 40 * DAY);
      expect(at.state.members.must(goes).leftMs).not.toBeNull();
      expect(told(at, goes)).toEqual(isEarly ? ["out", "out", false] : ["settling", "settling", false]);
      decide(at, key("late"));
      expect(told(at, goes)).toEqual(["out", "out", false]);
    }
  });

  test("serves who was expelled after its key had changed, until it changes again", () => {
    const at = new MovingCommunity(NAMES);
    const goes = at.who(5);
    decide(at, key("before"));
    decide(at, { kind: "expel", member: goes, plan: null });
    at.seal(at.nowMs + 60 * DAY);
    expect(told(at, goes)).toEqual(["settling", "settling", false]);
  });

  test("gives who resigned the new key while they are members, and lets them settle until the next one", () => {
    const at = new MovingCommunity(NAMES);
    const goes = at.who(5);
    at.seal(at.nowMs + 1, { member: goes, kind: "resign", body: { on: true } });
    decide(at, key("one"));
    expect(told(at, goes)).toEqual(["member", "member", true]);
    at.seal(Math.max(FEBRUARY, at.nowMs) + 40 * DAY);
    expect(told(at, goes)).toEqual(["settling", "settling", false]);
    decide(at, key("two"));
    expect(told(at, goes)).toEqual(["out", "out", false]);
  });

  test("serves no device that is frozen or revoked, and knows nothing of others", () => {
    const at = new MovingCommunity(NAMES);
    const one = device(at.who(1));
    for (const status of ["frozen", "revoked"] as const) {
      at.state.devices.set(one, { ...at.state.devices.must(one), status });
      expect(told(at, at.who(1))).toEqual(["member", "out", false]);
    }
    expect(deviceStanding(at.state, "ab".repeat(32) as DeviceKey)).toBeUndefined();
    expect(mayHaveNetworkKey(at.state, "ab".repeat(32) as DeviceKey)).toBe(false);
  });
});
