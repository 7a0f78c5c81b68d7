import type { EventId } from "../../base/id.ts";
import type { StoreBatch } from "../../peer/batch.ts";
import type { Peer } from "../../peer/peer.ts";
import type { Machine } from "../machine.ts";
import type { Packet } from "../packet.ts";
import type { Play } from "../play.ts";

/** Something that no run may show. One file each; what it needs to remember it keeps itself. */
export interface Invariant {
  /** a machine writes this; `died`: meanwhile, so that nobody knows how much of it is there, and nothing of it was sent */
  wrote?(machine: Machine, batch: StoreBatch, died: boolean): void;
  /** this leaves a machine */
  sent?(machine: Machine, packet: Packet): void;
  /** a machine tells its person that this is said for good */
  acknowledged?(machine: Machine, id: EventId): void;
  /** after every step, about the machine that took it; `moved`: its sealed height has, or it has just started */
  stepped(machine: Machine, peer: Peer, moved: boolean): void;
  /** every 50 steps, and at the end, about everybody */
  digested?(): void;
  /** after the faults have stopped and the time to heal is over */
  ended?(): void;
}

/** What an invariant is made with. */
export interface Witnessed {
  readonly play: Play;
  /** states what is wrong; the run goes on */
  violated(what: string): void;
}
