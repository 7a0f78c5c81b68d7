import type { DeviceKey, MemberId } from "../../src/base/id.ts";
import { genesis } from "../../src/ledger/genesis.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { addDevice } from "../../src/state/add-device.ts";
import { smallKey } from "../../src/state/key.ts";
import type { Charter } from "../../src/state/records.ts";
import { charterOf, communityOf, copyState, ONLY } from "../../src/state/state.ts";
import { World } from "../ledger/world.ts";
import { deviceKey, hex32 } from "./samples.ts";

export const memberId = (index: number) => hex32(`member ${index}`) as MemberId;
export const keyOf = (index: number): DeviceKey => deviceKey(`${index}`);

/** A roll of so many members, of whom the first have the seats. */
export function roll(members: number, seats: number, times: Partial<Charter>): Ledger {
  const founded = genesis(new World().foundEvent);
  if (!founded.ok) throw new Error(founded.error);
  const state = copyState(founded.value.state);
  for (const [id] of [...state.members.entries()]) state.members.delete(id);
  for (let index = 0; index < members; index++) {
    const member = memberId(index);
    const root = keyOf(index);
    state.members.set(member, {
      root,
      sinceMs: index,
      sinceHeight: 0,
      invitedBy: null,
      leaving: null,
      leftMs: null,
    });
    addDevice(state, { device: root, member, boxKey: hex32("box"), atMs: 0, height: 0 });
    if (index < seats) state.seats.set(smallKey(index), { member, device: root });
  }
  state.charter.set(ONLY, { ...charterOf(state), ...times });
  return { state, heads: founded.value.heads };
}

/** As if some value had been sealed on it. */
export function after({ state: before, heads }: Ledger): Ledger {
  const state = copyState(before);
  state.community.set(ONLY, { ...communityOf(before), height: 1, throughMs: 1_000 });
  return { state, heads };
}
