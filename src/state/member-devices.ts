import type { DeviceKey, MemberId } from "../base/id.ts";
import type { State } from "./state.ts";

/** The member's devices that are neither frozen nor revoked, by key. */
export function liveDevices(state: State, member: MemberId): readonly DeviceKey[] {
  const live: DeviceKey[] = [];
  for (const [key] of state.memberDevices.entries(member)) {
    const device = key.slice(member.length) as DeviceKey;
    if (state.devices.must(device).status === "live") live.push(device);
  }
  return live;
}
