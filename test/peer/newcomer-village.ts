import { expect } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { DeviceKey, MemberId } from "../../src/base/id.ts";
import { SNAPSHOT_AHEAD_MIN } from "../../src/peer/snapshot-client.ts";
import { digestHeads } from "../../src/state/digest.ts";
import type { Charter, Seat } from "../../src/state/records.ts";
import { Village } from "../sim/village.ts";
import type { Change } from "./changed-answers.ts";

/** Ada and others, so many seals in. */
export function longVillage(
  seed: number,
  others: readonly string[],
  heights = SNAPSHOT_AHEAD_MIN + 5,
  charter: Partial<Charter> = {},
): Village {
  // an offer to witness is sealed by itself after a quarter of this
  const village = new Village(seed, { seatExpiryMs: 8_000, ...charter });
  village.found("Ada");
  village.run(3);
  for (const name of others) village.join(name, "Ada");
  for (let turn = 0; village.height("Ada") < heights; turn++) {
    village.say("Ada", "witness", { on: true });
    village.run(2);
    if (turn > 4 * heights) throw new Error("too slow");
  }
  return village;
}

/** What one node asks for, beside where the others stand. */
export function watch(village: Village, name: string): { readonly to: string; readonly type: string }[] {
  const asked: { to: string; type: string }[] = [];
  village.dies = (who, output) => {
    if (who === name && output.type === "request" && output.request.type !== "status")
      asked.push({ to: output.to, type: output.request.type });
    return false;
  };
  return asked;
}

export function journalOf(village: Village, name: string) {
  return present(village.world.node(name)?.peer.journal, "a journal");
}

/** Now, or soon: a seal may be under way. */
export function expectAlike(village: Village): void {
  const heads = () =>
    village.world.names().map((name) => digestHeads(journalOf(village, name).at.ledger.heads));
  const kinds = () => [new Set(village.roots()).size, new Set(heads()).size];
  for (let second = 0; second < 20 && kinds().some((count) => count > 1); second++) village.run(1);
  expect(kinds()).toEqual([1, 1]);
}

/** Whether a node's store has all of history. */
export function isWhole(village: Village, name: string): boolean {
  const disk = present(village.disks.get(name), "a disk");
  for (let height = 1; height <= village.height(name); height++)
    if (disk.seal(height) === undefined) return false;
  return true;
}

/** Answers of one node are changed on their way; `change` gives undefined to leave one as it is. */
export function tamper(village: Village, name: string, change: Change): void {
  const { network } = village;
  village.network = {
    gossip: (...args) => network.gossip(...args),
    forward: (...args) => network.forward(...args),
    request: (...args) => network.request(...args),
    respond: (from, token, response) => network.respond(from, token, change(response) ?? response),
  };
  village.world.down(name);
  village.start(name);
  village.network = network;
}

export const stranger: Seat = { member: "07".repeat(32) as MemberId, device: "08".repeat(32) as DeviceKey };

/** Two who lie alike, and an honest one; the newcomer meets all of them at once. */
export function amongLiars(seed: number, lie: Change): Village {
  const village = longVillage(seed, ["Bo", "Di"]);
  tamper(village, "Ada", lie);
  tamper(village, "Bo", lie);
  return village;
}
