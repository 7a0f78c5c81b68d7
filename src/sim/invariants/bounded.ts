import type { Peer } from "../../peer/peer.ts";
import { ROUNDS_MAX } from "../../seal/vote-box.ts";
import type { Machine } from "../machine.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** What one event and one seat's part of a seal may take on a disk, in bytes, all told. */
const EVENT_BYTES = 9 * 1024;
const SEAL_BYTES = 64 * 1024;
/** reports, and per round a proposal and two votes */
const WORDS_PER_ROUND = 3;

/** Memory and disk of every node grow with what was said and sealed, and with nothing else. */
export function bounded({ play, violated }: Witnessed): Invariant {
  let turn = 0;
  return {
    stepped({ name, disk }, peer) {
      const open = peer.journal?.open.size ?? 0;
      if (open > disk.size.events) violated(`${name} holds ${open} open events, stored ${disk.size.events}`);
      const words = peer.messages().length;
      const seats = peer.sealing?.at.seats.length ?? 0;
      if (words > seats * (1 + WORDS_PER_ROUND * ROUNDS_MAX)) violated(`${name} keeps ${words} words`);
    },
    digested() {
      // one after another: adding up a disk takes long
      const machine = play.machines[turn++ % play.machines.length];
      if (machine?.node != null) checkDisk(machine, machine.node.peer);
    },
  };

  function checkDisk({ name, disk }: Machine, { journal }: Peer): void {
    const { events, seals, messages } = disk.size;
    const seats = journal?.at.seats.length ?? 1;
    if (messages > 2 * seats * (1 + WORDS_PER_ROUND * ROUNDS_MAX))
      violated(`${name} stores ${messages} words`);
    const most = (events + 1) * EVENT_BYTES + (seals + 1) * SEAL_BYTES + messages * SEAL_BYTES;
    if (disk.bytes > most) violated(`${name} stores ${disk.bytes} bytes`);
  }
}
