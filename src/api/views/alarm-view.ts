import type { DeviceKey } from "../../base/id.ts";
import type { NetworkView } from "../../node/node-service.ts";
import type { MemberRef } from "../name-book.ts";
import { provisionalState, type ViewSource } from "../view-source.ts";

type Alarm = NetworkView["alarms"][number];

/** An alarm; that of a device names its member, null where nobody is known to have it. */
export type AlarmView =
  | Exclude<Alarm, { readonly code: "device-forked" }>
  | (Extract<Alarm, { readonly code: "device-forked" }> & { readonly member: MemberRef | null });

export function alarmView(source: ViewSource | null, alarm: Alarm): AlarmView {
  if (alarm.code !== "device-forked") return alarm;
  const owner = source && provisionalState(source).devices.get(alarm.device as DeviceKey)?.member;
  return { ...alarm, member: owner == null || source === null ? null : source.names.refOf(owner) };
}
