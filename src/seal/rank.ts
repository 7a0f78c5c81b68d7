import { fromHex, toHex, uint64 } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { DeviceKey, SealId } from "../base/id.ts";
import { compareText } from "../base/order.ts";

const NO_SEAL = "0".repeat(64);

/** The seats in the order in which they propose in one round. */
export function turnsOf(
  devices: readonly DeviceKey[],
  prevSeal: SealId | null,
  height: number,
  round: number,
): readonly DeviceKey[] {
  const prefix = [fromHex(prevSeal ?? NO_SEAL), uint64(height), uint64(round)] as const;
  const keyed = devices.map((seat) => ({ seat, key: toHex(taggedHash("rank", ...prefix, fromHex(seat))) }));
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ seat }) => seat);
}

/** The seat's place in that order, from 0. */
export function rankOf(
  device: DeviceKey,
  devices: readonly DeviceKey[],
  prevSeal: SealId | null,
  height: number,
  round: number,
): number {
  return turnsOf(devices, prevSeal, height, round).indexOf(device);
}
