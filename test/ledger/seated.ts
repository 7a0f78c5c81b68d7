import type { DeviceKey, EventId, MemberId, PublicKey } from "../../src/base/id.ts";
import type { State } from "../../src/state/state.ts";
import type { Person, World } from "./world.ts";

/** Who has the seats of the next height, by id. */
export function seated(world: World): readonly MemberId[] {
  return [...world.ledger.state.seats.entries()].map(([, { member }]) => member);
}

export function ids(...people: readonly Person[]): readonly MemberId[] {
  return people.map(({ id }) => id).toSorted();
}

export function witnessing(world: World, ...people: readonly Person[]): void {
  world.seal(people.map((person) => world.witnessOf(person)));
}

/** Somebody who has turned up, on paper. */
export function addWitness(state: State, index: number): void {
  const member = index.toString(16).padStart(64, "0") as MemberId;
  const device = index.toString(16).padStart(64, "f") as DeviceKey;
  const root = member as unknown as PublicKey;
  state.members.set(member, {
    root,
    sinceMs: 0,
    sinceHeight: 0,
    invitedBy: member as EventId,
    leaving: null,
    leftMs: null,
  });
  const live = { status: "live", stoppedBy: null, stoppedMs: null } as const;
  state.devices.set(device, { member, boxKey: "", sinceMs: 0, sinceHeight: 0, ...live });
  state.witnesses.set(member, { device, on: true, seenMs: 1, height: 0, barredUntilMs: 0 });
}
