import { expect } from "vitest";
import { sealedMs } from "../../src/state/sealed-time.ts";
import type { State } from "../../src/state/state.ts";

/** Who waits, who is in and who has left are different people, and the last have a say in nothing. */
export function expectPeople(state: State): void {
  const waiting = [...state.joiners.entries()].filter(([, { status }]) => status === "waiting");
  const devices = waiting.map(([id, { device }]) => [device, { member: id }]);
  expect([...state.joiningDevices.entries()]).toEqual(
    devices.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
  for (const [id, { root }] of waiting) {
    expect(state.members.has(id)).toBe(false);
    expect(state.roots.get(root)).toEqual({ member: id });
  }
  for (const [id, { leftMs }] of state.members.entries()) {
    if (leftMs === null) continue;
    expect(state.delegations.has(id)).toBe(false);
    for (const [plan, { status }] of state.plans.entries()) {
      expect(state.adoptions.has(plan + id)).toBe(false);
      expect(state.applications.has(plan + id)).toBe(false);
      if (status === "open") expect(state.enrolments.get(plan + id)?.leftMs).not.toBeNull();
    }
  }
  for (const [key, { height }] of state.votes.entries()) {
    const { leftMs } = state.members.must(key.slice(64, 128));
    // said before the seal in which they left, at the latest in it
    if (leftMs !== null) expect(sealedMs(state, height - 1)).toBeLessThan(leftMs);
  }
}
