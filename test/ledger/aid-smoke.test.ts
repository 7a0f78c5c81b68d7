import { expect, test } from "vitest";
import { AidCommunity, DAY, id, START_MS, TERMS } from "./aid-fixture.ts";

test("smoke", () => {
  const c = new AidCommunity(["a", "b", "c", "d", "e", "f"]);
  const tiers = new Map(c.members.map((m, i) => [m, i % 2] as const));
  const plan = c.openPlan(START_MS, TERMS, tiers);
  expect(c.state.plans.get(plan)?.status).toBe("open");
  const [ann, ...others] = c.members;
  const day = Math.floor((START_MS + 480 * 60000) / DAY);
  const [claim] = c.seal(START_MS + DAY, { member: ann!, kind: "claim", body: { plan, incidentDay: day, amount: 100_000 } });
  expect(c.outcomes.get(claim!)).toBe(null);
  c.seal(START_MS + 2 * DAY, ...others.map((member) => ({ member, kind: "vote" as const, body: { ballot: claim, choice: "yes", amount: null } })));
  c.seal(START_MS + 40 * DAY);
  console.log(c.claim(claim!), c.state.ballots.get(claim!), c.postings(), c.transfers());
});
