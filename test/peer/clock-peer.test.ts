import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { Village } from "../sim/village.ts";

const DAY = 86_400_000;

test("a founder alone whose clock has jumped seals nothing until its person has confirmed the date", () => {
  const village = new Village(31, { seatExpiryMs: 8_000 });
  village.found("Ada");
  expect(village.say("Ada", "witness", { on: true }).ok).toBe(true);
  village.run(5);
  const { peer } = present(village.world.node("Ada"), "Ada");
  const height = village.height("Ada");
  expect(height).toBeGreaterThan(0);
  let nowMs = village.world.nowMs + 4_000 * DAY;
  const handle = (type: "tick" | "confirm-date") => {
    nowMs += 1_000;
    village.world.act("Ada", (node) => node.handle({ type }, nowMs));
  };
  for (let i = 0; i < 20; i++) handle("tick");
  // it has long had something to seal
  expect(peer.journal?.open.all().map(({ kind }) => kind)).toContain("witness");
  expect(peer.clockDoubt()).toEqual({ reason: "alone", sinceMs: expect.any(Number) });
  expect(village.height("Ada")).toBe(height);
  handle("confirm-date");
  for (let i = 0; i < 20; i++) handle("tick");
  expect(peer.clockDoubt()).toBeNull();
  expect(village.height("Ada")).toBeGreaterThan(height);
});
