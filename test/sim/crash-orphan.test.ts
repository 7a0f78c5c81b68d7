import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { witness } from "../../src/events/kinds/witness.ts";
import { Village } from "./village.ts";

test("an event that waited for one that history brings is in the store too", () => {
  const village = new Village(1);
  village.found("Ada");
  village.run(3);
  village.join("Bo", "Ada");
  village.run(10);
  village.cut("Ada", "Bo");
  village.say("Ada", "witness", witness.body.write({ on: true }));
  // offers alone wait a quarter of the seats' expiry
  village.run(160);
  const said = village.say("Ada", "witness", witness.body.write({ on: true }));
  const later = present(
    village.disks.get("Ada")?.event(said.ok ? said.value : village.community),
    "what she said",
  );
  village.world.act("Bo", (node) =>
    node.handle({ type: "events", from: "Ada", events: [later] }, village.world.nowMs),
  );
  const bo = present(village.disks.get("Bo"), "a disk");
  expect(village.height("Bo")).toBeLessThan(village.height("Ada"));
  expect(bo.event(later.id)).toBeUndefined();
  village.heal();
  village.run(5);
  expect(village.height("Bo")).toBe(village.height("Ada"));
  expect(bo.event(later.id)).toBeDefined();
});
