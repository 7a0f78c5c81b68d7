import { describe, expect, test } from "vitest";
import type { MemberId } from "../../src/base/id.ts";
import { AidCommunity, type Said, START_MS, TERMS } from "./aid-fixture.ts";

/** Each seal draws other lots, so some seal in this many has either device first. */
const SEALS = 12;

function opened() {
  const community = new AidCommunity(["ann", "ben", "cai"]);
  const [ann] = community.members as readonly [MemberId];
  const plan = community.openPlan(START_MS, TERMS, new Map(community.members.map((member) => [member, 0])));
  const leave = (device: number, on: boolean): Said => ({
    member: ann,
    kind: "leave",
    body: { plan, on },
    device,
  });
  const leavesMs = () => community.state.enrolments.must(plan + ann).leavesMs;
  return { community, ann, plan, leave, leavesMs };
}

describe("two devices of one member, in one cut", () => {
  test.each([
    ["on against off", [true], [false]],
    ["off against on", [false], [true]],
    ["on, off, on against off", [true, false, true], [false]],
  ] as const)("whatever the order, %s leaves a place as it was", (_, first, second) => {
    for (const isLeaving of [false, true]) {
      const { community, leave, leavesMs } = opened();
      if (isLeaving) community.seal(community.nowMs + 1, leave(0, true));
      const before = leavesMs();
      expect(before !== null).toBe(isLeaving);
      for (let seal = 0; seal < SEALS; seal++) {
        const said = [...first.map((on) => leave(0, on)), ...second.map((on) => leave(1, on))];
        const ids = community.seal(community.nowMs + 1, ...said);
        expect(leavesMs()).toBe(before);
        expect(ids.map((event) => community.outcomes.get(event))).toEqual(ids.map(() => "devices-differ"));
      }
    }
  });

  test("devices that end up saying the same are heard, whatever they said on the way", () => {
    const { community, leave, leavesMs } = opened();
    for (let seal = 0; seal < SEALS; seal++) {
      const on = seal % 2 === 0;
      community.seal(community.nowMs + 1, leave(0, !on), leave(0, on), leave(1, on));
      expect(leavesMs() !== null).toBe(on);
    }
  });

  test("what another member's device or another plan's leave says is no dispute", () => {
    const { community, plan, leave, leavesMs } = opened();
    const [, ben] = community.members as readonly [MemberId, MemberId];
    community.seal(START_MS + 1, { ...leave(1, true), member: ben });
    community.seal(START_MS + 2, leave(0, true), { ...leave(1, false), member: ben });
    expect(leavesMs()).not.toBe(null);
    expect(community.state.enrolments.must(plan + ben).leavesMs).toBe(null);
  });

  test("a witness that says it twice does not outvote another device", () => {
    const { community, ann } = opened();
    const witness = (device: number, on: boolean): Said => ({
      member: ann,
      kind: "witness",
      body: { on },
      device,
    });
    for (let seal = 0; seal < SEALS; seal++) {
      const said = [witness(seal % 2, true), witness(seal % 2, true), witness(1 - (seal % 2), false)];
      community.seal(community.nowMs + 1, ...said);
      expect(community.state.witnesses.must(ann).on).toBe(false);
    }
  });
});
