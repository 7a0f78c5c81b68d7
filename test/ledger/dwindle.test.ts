import { describe, expect, test } from "vitest";
import { DAY, day, MovingCommunity } from "./motion-fixture.ts";

const [FEBRUARY, MARCH, APRIL, MAY] = [day(31), day(59), day(90), day(120)] as const;

/** Four members of a plan for at least four; the last leaves at the end of January. */
function under(): MovingCommunity {
  const at = new MovingCommunity(["a", "b", "c", "d"], { minMembers: 4 });
  at.seal(day(1), { member: at.who(3), kind: "leave", body: { plan: at.plan, on: true } });
  at.seal(FEBRUARY);
  return at;
}

function planOf(at: MovingCommunity) {
  return at.state.plans.must(at.plan);
}

describe("a plan with fewer than its least members", () => {
  test("closes at the end of the second whole period, by nobody's motion", () => {
    const at = under();
    expect(planOf(at)).toMatchObject({ status: "open", enrolled: 3, underMs: FEBRUARY });
    at.seal(APRIL - 1);
    expect(planOf(at).status).toBe("open");
    at.seal(APRIL);
    expect(planOf(at)).toMatchObject({ status: "closing", closedMs: APRIL, closedBy: null, underMs: null });
  });

  test("goes on where it has enough again in time", () => {
    const at = under();
    at.seal(MARCH + DAY, { member: at.who(3), kind: "enrol", body: { plan: at.plan, tier: 0 } });
    expect(planOf(at)).toMatchObject({ enrolled: 4, underMs: null });
    at.seal(day(300));
    expect(planOf(at).status).toBe("open");
  });

  test("has two periods again each time", () => {
    const at = under();
    at.seal(MARCH + DAY, { member: at.who(3), kind: "enrol", body: { plan: at.plan, tier: 0 } });
    at.seal(MARCH + 2 * DAY, { member: at.who(3), kind: "leave", body: { plan: at.plan, on: true } });
    at.seal(APRIL);
    expect(planOf(at)).toMatchObject({ status: "open", underMs: APRIL });
    at.seal(day(151));
    expect(planOf(at)).toMatchObject({ status: "closing", closedMs: day(151) });
  });

  test("whose last members go too closes all the same", () => {
    const at = under();
    const goes = at.members.slice(0, 3);
    at.seal(
      FEBRUARY + DAY,
      ...goes.map((member) => ({ member, kind: "leave", body: { plan: at.plan, on: true } }) as const),
    );
    at.seal(MAY);
    expect(planOf(at)).toMatchObject({ status: "closing", closedMs: APRIL, enrolled: 0 });
    at.seal(day(300));
    expect(planOf(at).status).toBe("ended");
  });
});
