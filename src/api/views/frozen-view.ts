import type { DeviceKey } from "../../base/id.ts";
import { compareNumber, compareText } from "../../base/order.ts";
import type { Fork } from "../../state/records.ts";
import type { State } from "../../state/state.ts";
import type { MemberRef } from "../name-book.ts";
import type { ViewSource } from "../view-source.ts";

/** A device that signed two different things for one place, by what is sealed. */
export interface FrozenDevice {
  readonly device: DeviceKey;
  readonly member: MemberRef;
  /** sealed time at which it was shown */
  readonly sinceMs: number;
  /** the member has no seat until then */
  readonly barredUntilMs: number;
  /** the place: of its own entries, or of the agreement on a seal */
  readonly seq: Fork["seq"];
  readonly place: Fork["place"];
}

/** Oldest first. */
export function frozenDevices({ names }: ViewSource, state: State): readonly FrozenDevice[] {
  const frozen = [...state.forks.entries()].map(([, { device, seq, place }]) => {
    const { member, stoppedMs } = state.devices.must(device);
    const barredUntilMs = state.witnesses.get(member)?.barredUntilMs ?? 0;
    return { device, member: names.refOf(member), sinceMs: stoppedMs ?? 0, barredUntilMs, seq, place };
  });
  return frozen.sort((a, b) => compareNumber(a.sinceMs, b.sinceMs) || compareText(a.device, b.device));
}
