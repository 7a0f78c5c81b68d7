import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { witness } from "../../src/events/kinds/witness.ts";
import { Village } from "./village.ts";

test("the power fails twice between a batch and its slot: the device goes on", () => {
  const village = new Village(1);
  village.found("Ada");
  village.run(3);
  village.dies = (_, output) =>
    output.type === "persist" && output.batch.lastSign?.feedId != null && isOwnEvent(output);
  const isOwnEvent = (output: { batch: { events: readonly unknown[] } }) => output.batch.events.length > 0;
  const disk = present(village.disks.get("Ada"), "a disk");
  for (let seq = 1; seq <= 2; seq++) {
    village.say("Ada", "witness", witness.body.write({ on: true }));
    // the batch got there whole, its slot did not
    disk.crash({ below: (bound) => bound - 1, oneIn: () => false });
    village.start("Ada");
    expect(disk.events().length).toBeGreaterThan(seq);
  }
  village.dies = () => false;
  expect(village.world.node("Ada")?.peer.own.stopped).toBeNull();
  expect(village.say("Ada", "witness", witness.body.write({ on: true })).ok).toBe(true);
});
