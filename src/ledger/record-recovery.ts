import { addDevice } from "../state/add-device.ts";
import type { State } from "../state/state.ts";
import type { Cut, Recovered } from "./cut.ts";
import { writeSeats } from "./rules/seats.ts";

/**
 * A recovery enters the state with the first seal of its epoch, before that seal's events: devices that spoke for their
 * members are on the roll from here on, whoever spoke has turned up, and the seats are those that it chose.
 */
export function recordRecovery(state: State, recovered: Recovered, { height, throughMs: atMs }: Cut): void {
  for (const { member, device, boxKey } of recovered.devices) {
    if (!state.devices.has(device)) addDevice(state, { device, member, boxKey, atMs, height });
    const barredUntilMs = state.witnesses.get(member)?.barredUntilMs ?? 0;
    state.witnesses.set(member, { device, on: true, seenMs: atMs, height, barredUntilMs });
  }
  writeSeats(state, recovered.seats);
}
