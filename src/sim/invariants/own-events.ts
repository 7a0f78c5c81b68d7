import type { EventId } from "../../base/id.ts";
import type { Machine } from "../machine.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/**
 * What a person was told is kept is there, or its loss is noticed before anything more is signed: the next event
 * of the device builds on it, else the device says that it is behind, or stops.
 */
export function ownEvents({ violated }: Witnessed): Invariant {
  const told = new Map<Machine, EventId[]>();
  return {
    acknowledged(machine, id) {
      told.set(machine, [...(told.get(machine) ?? []), id]);
    },
    wrote(machine, { events, lastSign }, died) {
      if (died || lastSign === null || !machine.isHonest) return;
      const last = machine.acknowledged.at(-1);
      for (const { device, seq, prev, id } of events) {
        if (device !== machine.signer.publicKey || last === undefined || seq === 0) continue;
        if (seq <= last.seq && id !== last.id) violated(`${machine.name} signs ${seq} behind what it said`);
        if (seq === last.seq + 1 && prev !== last.id) violated(`${machine.name} builds on something else`);
      }
    },
    stepped(machine, { own, journal }) {
      const last = machine.acknowledged.at(-1);
      if (last === undefined || journal === null || own.stopped !== null || !machine.isHonest) return;
      // what it will build on, or wait for
      if ((own.last?.feedSeq ?? -1) < last.seq) violated(`${machine.name} has forgotten what it said`);
    },
    ended() {
      for (const [machine, ids] of told) check(machine, ids);
    },
  };

  function check(machine: Machine, ids: readonly EventId[]): void {
    const { node } = machine;
    if (node === null || !machine.isHonest || node.peer.own.stopped !== null) return;
    const tip = node.peer.journal?.open.tip(machine.signer.publicKey);
    if ((tip?.seq ?? -1) < (node.peer.own.last?.feedSeq ?? -1)) return;
    const lost = ids.filter((id) => machine.disk.event(id) === undefined);
    if (lost.length > 0) violated(`${machine.name} lacks ${lost.length} acknowledged events and goes on`);
  }
}
