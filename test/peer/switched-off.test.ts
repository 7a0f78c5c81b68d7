import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { keyFor, Village } from "../sim/village.ts";

const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"] as const;

test("what others said for a seal is still held after a restart, with nobody around", () => {
  const village = new Village(41, { seatExpiryMs: 60_000 });
  village.found("Ada");
  village.run(3);
  for (const name of NAMES.slice(1)) village.join(name, "Ada");
  village.run(40);
  for (const away of ["Di", "Ed"]) for (const name of NAMES) if (name !== away) village.cut(name, away);
  village.say("Ada", "witness", { on: true });
  village.run(30);
  const ada = () => present(village.world.node("Ada"), "Ada's node").peer;
  const reporters = () =>
    new Set(
      ada()
        .messages()
        .map(({ message }) => message.device),
    );
  const there = ["Ada", "Bo", "Cy"].map((name) => keyFor(`device ${name}`).publicKey);
  expect([...reporters()].sort()).toEqual(there.sort());
  const height = village.height("Ada");
  village.world.down("Ada");
  for (const name of ["Bo", "Cy"]) village.cut("Ada", name);
  village.start("Ada");
  expect(village.height("Ada")).toBe(height);
  expect([...reporters()].sort()).toEqual(there.sort());
});
