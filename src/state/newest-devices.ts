import type { DeviceKey, MemberId } from "../base/id.ts";
import { compareNumber, compareText } from "../base/order.ts";
import { liveDevices } from "./member-devices.ts";
import type { State } from "./state.ts";

/** Of one member, those that what is sent to them is encrypted to. */
export const NEWEST_DEVICES = 2;

/** The member's live devices that came last, the newest first. */
export function newestDevices(state: State, member: MemberId): readonly DeviceKey[] {
  const since = (device: DeviceKey) => state.devices.must(device).sinceHeight;
  return liveDevices(state, member)
    .toSorted((a, b) => compareNumber(since(b), since(a)) || compareText(a, b))
    .slice(0, NEWEST_DEVICES);
}
