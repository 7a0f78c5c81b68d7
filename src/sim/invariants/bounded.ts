import type { Peer } from "../../peer/peer.ts";
import type { Machine } from "../machine.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** What one event and one seat's part of a seal may take on a disk, in bytes, all told. */
const EVENT_BYTES = 9 * 1024;
const SEAL_BYTES = 64 * 1024;
/** per round a proposal and two votes */
const WORDS_PER_ROUND = 3;
/** two words in a place, as a liar says them, and more that others name */
const WORDS_PER_PLACE = 4;

/** Memory and disk of every node grow with what was said and sealed, and with nothing else. */
export function bounded({ play, violated }: Witnessed): Invariant {
  let turn = 0;
  return {
    stepped({ name, disk }, peer) {
      const open = peer.journal?.open.size ?? 0;
      if (open > disk.size.events) violated(`${name} holds ${open} open events, stored ${disk.size.events}`);
      const words = peer.messages().length;
      if (words > wordsMax(peer)) violated(`${name} keeps ${words} words`);
    },
    digested() {
      // one after another: adding up a disk takes long
      const machine = play.machines[turn++ % play.machines.length];
      if (machine?.node != null) checkDisk(machine, machine.node.peer);
    },
  };

  /** Those of one height, in all rounds that somebody has spoken in: a report, and what is said in a round. */
  function wordsMax({ sealing, own }: Peer): number {
    const rounds = 1 + Math.max(sealing?.agreement.box.highestRound() ?? 0, own.last?.round ?? 0);
    return WORDS_PER_PLACE * play.people.length * (1 + WORDS_PER_ROUND * rounds);
  }

  function checkDisk({ name, disk }: Machine, peer: Peer): void {
    const { events, seals, messages } = disk.size;
    if (messages > wordsMax(peer)) violated(`${name} stores ${messages} words`);
    const most = (events + 1) * EVENT_BYTES + (seals + 1) * SEAL_BYTES + messages * SEAL_BYTES;
    if (disk.bytes > most) violated(`${name} stores ${disk.bytes} bytes`);
  }
}
