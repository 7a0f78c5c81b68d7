import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { decodeSealed } from "../../src/seal/sealed.ts";
import { keyFor, Village } from "../sim/village.ts";

const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"] as const;

test.each([31, 32, 33])(
  "what one said while it was cut off is in the first cut after it is back (seed %i)",
  (seed) => {
    const village = new Village(seed, { seatExpiryMs: 60_000 });
    village.found("Ada");
    village.run(3);
    for (const name of NAMES.slice(1)) village.join(name, "Ada");
    village.run(40);
    for (const name of NAMES.slice(0, 4)) village.cut("Ed", name);
    expect(village.say("Ed", "witness", { on: true }).ok).toBe(true);
    const seq = present(village.world.node("Ed")?.peer.own.last, "what Ed signed").feedSeq;
    village.say("Ada", "witness", { on: true });
    village.run(30);
    const before = village.height("Ada");
    const sealed = () =>
      present(village.world.node("Ada")?.peer.journal, "a journal").sealedSeq(keyFor("device Ed").publicKey);
    expect(sealed()).toBeLessThan(seq);
    village.heal();
    village.run(40);
    expect(sealed()).toBeGreaterThanOrEqual(seq);
    const record = present(village.disks.get("Ada")?.seal(before + 1), "the next seal");
    const devices = decodeSealed(record)?.cut.feeds.map(({ device }) => device);
    expect(devices).toContain(keyFor("device Ed").publicKey);
  },
);
