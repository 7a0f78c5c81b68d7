import { present } from "../../base/assert.ts";
import type { DeviceKey } from "../../base/id.ts";
import type { Device } from "../../state/records.ts";
import { ApiFault } from "../api-fault.ts";
import { provisionalState, type ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type StandingRow, standingRows } from "./standing.ts";

export interface DeviceRow {
  readonly sinceMs: number;
  readonly status: Device["status"];
  /** the one that this node signs with */
  readonly isHere: boolean;
}

/** The reader's own devices. */
export interface DevicesView {
  readonly moment: MomentView;
  /** the member's identity key, whose word takes a device off */
  readonly root: string;
  readonly devices: readonly StandingRow<DeviceRow>[];
}

export function devicesView(source: ViewSource): DevicesView {
  const { service } = source;
  const self = service.member();
  const member = self === null ? undefined : provisionalState(source).members.get(self);
  if (self === null || member === undefined) throw new ApiFault(409, "not-a-member");
  const devices = standingRows(source, (state) =>
    [...state.memberDevices.entries(self)].map(([key]) => {
      const device = key.slice(self.length) as DeviceKey;
      const { sinceMs, status } = present(state.devices.get(device), "a member's device");
      return [device, { sinceMs, status, isHere: device === service.device }] as const;
    }),
  );
  return { moment: momentView(source), root: member.root, devices };
}
