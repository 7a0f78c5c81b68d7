import { present } from "../../src/base/assert.ts";
import { fromHex } from "../../src/base/bytes.ts";
import type { EventId } from "../../src/base/id.ts";
import type { Result } from "../../src/base/result.ts";
import { EMPTY_BATCH } from "../../src/peer/batch.ts";
import { deviceEvent } from "../../src/peer/first-events.ts";
import type { AuthorFault } from "../../src/peer/output.ts";
import { unsigned } from "../../src/seal/last-sign.ts";
import { signMandate } from "../../src/seal/mandate.ts";
import { SimDisk } from "../../src/sim/sim-disk.ts";
import { keyFor, Village } from "../sim/village.ts";

export const DAY_S = 86_400;

export function journalOf(village: Village, name: string) {
  return present(village.world.node(name)?.peer.journal, "a journal");
}

export function memberOf(village: Village, name: string, at = name) {
  const owner = journalOf(village, at).ownerOf(keyFor(`device ${name}`).publicKey);
  return present(owner, "a member");
}

export function epochOf(village: Village, name: string): number {
  return journalOf(village, name).at.epoch;
}

export function seatNames(village: Village, at: string, names: readonly string[]): readonly string[] {
  const { seats } = journalOf(village, at).at;
  return names.filter((name) => seats.some(({ member }) => member === memberOf(village, name, at)));
}

let tokens = 1_000_000;

/** `who` types their words at the node `on` (their own, or a new one of theirs). */
export function mandate(
  village: Village,
  who: string,
  on = who,
  epoch?: number,
  root = who,
): Result<EventId, AuthorFault> {
  const device = present(village.devices.get(on), "a device").publicKey;
  const status = present(village.world.node(on)?.peer.recovery(), "a community");
  const boxKey = keyFor(`box ${on}`).publicKey;
  const member = memberOf(village, who, on);
  const to = epoch ?? status.epoch;
  const statement = { community: village.community, epoch: to, member, device, boxKey };
  const signature = signMandate(keyFor(`root ${root}`), statement);
  const token = ++tokens;
  let result: Result<EventId, AuthorFault> | undefined;
  village.world.act(on, (node) => {
    node.handle(
      { type: "recover", token, wish: { epoch: to, member, boxKey, signature } },
      village.world.nowMs,
    );
    result = node.answers.get(token);
  });
  return present(result, "an answer");
}

/** `who` has a new machine `name`, with a certificate by their root; its disk holds nothing else. */
export function newDevice(village: Village, who: string, name: string, community: EventId): void {
  const device = keyFor(`device ${name}`);
  const boxKey = keyFor(`box ${name}`).publicKey;
  const keys = { root: keyFor(`root ${who}`), device, boxKey, salt: fromHex("08".repeat(16)) };
  const at = present(
    village.world.names().find((other) => other !== name),
    "somebody who is up",
  );
  const event = deviceEvent(keys, { community, member: memberOf(village, who, at) }, village.world.nowMs);
  const disk = new SimDisk();
  const lastSign = { ...unsigned(device.publicKey), feedSeq: 0, feedId: event.id };
  disk.write({ ...EMPTY_BATCH, sync: true, events: [event], lastSign });
  village.devices.set(name, device);
  village.disks.set(name, disk);
  village.start(name);
}

export function villageOf(seed: number, names: readonly string[], recoveryMs = 14 * DAY_S * 1_000): Village {
  const village = new Village(seed, { seatExpiryMs: 60_000, recoveryMs });
  const [founder = "", ...rest] = names;
  village.found(founder);
  village.run(3);
  for (const name of rest) village.join(name, founder);
  village.run(40);
  return village;
}
