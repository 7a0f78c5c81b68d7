import { expect, test } from "vitest";
import { Village } from "./village.ts";

test("a founder alone seals what happens, and a newcomer comes to hold the same", () => {
  const village = new Village(1);
  village.found("Ada");
  village.run(5);
  village.join("Bo", "Ada");
  village.run(10);
  expect(village.height("Ada")).toBeGreaterThan(0);
  expect(village.world.node("Bo")?.peer.journal?.at.ledger.state.members.size).toBe(2);
  expect(new Set(village.roots()).size).toBe(1);
});

test("five members, five seats, one ledger; four go on when one is cut off, and it catches up", () => {
  const village = new Village(2);
  village.found("Ada");
  village.run(3);
  for (const name of ["Bo", "Cy", "Di", "Ed"]) village.join(name, "Ada");
  // offers to witness alone wait a quarter of the seats' expiry
  village.run(160);
  expect(new Set(village.roots()).size).toBe(1);
  expect(village.world.node("Ada")?.peer.sealing?.at.seats.length).toBe(5);
  for (const other of ["Ada", "Bo", "Cy", "Di"]) village.cut("Ed", other);
  const before = village.height("Ada");
  village.say("Ada", "witness", { on: true });
  village.say("Ed", "witness", { on: true });
  village.run(200);
  expect(village.height("Ada")).toBeGreaterThan(before);
  expect(village.height("Ed")).toBe(before);
  village.heal();
  village.run(30);
  expect(new Set(village.roots()).size).toBe(1);
  expect(village.height("Ed")).toBe(village.height("Ada"));
});
