import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { catchingUp } from "../../src/peer/catching-up.ts";
import type { SyncResponse } from "../../src/peer/sync-frames.ts";
import { hashId } from "../seal/samples.ts";
import { keyFor, Village } from "../sim/village.ts";

const STATUS = {
  type: "status",
  height: 1_000_000,
  sealId: null,
  heads: hashId("heads"),
  messages: hashId("messages"),
  profiles: hashId("profiles"),
  nowMs: 0,
  isHalted: false,
} as const satisfies SyncResponse;

test("what a teller says of the time and of how much there is, is not believed; it is asked for history", () => {
  const village = new Village(41);
  village.found("Ada");
  expect(village.say("Ada", "witness", { on: true }).ok).toBe(true);
  village.run(5);
  const { peer } = present(village.world.node("Ada"), "Ada");
  const { publicKey: device } = keyFor("device Di");
  const { nowMs } = village.world;
  for (const isTeller of [false, true]) {
    const name = isTeller ? "teller" : "newcomer";
    peer.handle({ type: "peer-up", peer: name, device, isTeller }, nowMs);
    peer.handle({ type: "tick" }, nowMs);
    const next = peer.handle({ type: "response", from: name, response: STATUS }, nowMs);
    expect(next).toContainEqual({
      type: "request",
      to: name,
      request: expect.objectContaining({ type: "history" }),
    });
    expect(peer.clockDoubt()).toEqual(isTeller ? null : { reason: "off", byMs: nowMs });
    expect(catchingUp(peer.sync, peer.journal)).toEqual(isTeller ? null : expect.anything());
    peer.handle({ type: "peer-down", peer: name }, nowMs);
  }
});
