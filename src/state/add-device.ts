import type { DeviceKey, MemberId } from "../base/id.ts";
import type { State } from "./state.ts";

/** Puts a device of the member on the roll, live from this seal on. */
export function addDevice(
  state: State,
  added: {
    readonly device: DeviceKey;
    readonly member: MemberId;
    readonly boxKey: string;
    readonly atMs: number;
    readonly height: number;
  },
): void {
  const { device, member, boxKey, atMs, height } = added;
  state.devices.set(device, {
    member,
    boxKey,
    sinceMs: atMs,
    sinceHeight: height,
    status: "live",
    stoppedBy: null,
    stoppedMs: null,
  });
  state.memberDevices.set(member + device, { sinceMs: atMs });
}
