import type { Packet } from "../packet.ts";

/** A machine that does not do what the program says: the shipping peer runs on it, and this stands in its way. */
export interface Liar {
  /** stable, for the report */
  readonly name: string;
  /** What really leaves instead: nothing, the same, something else, more. Each kind of lie told is counted by its author. */
  outgoing(to: string, packet: Packet): readonly Packet[];
  /** What its program gets to know of what arrives; null: nothing. */
  incoming?(packet: Packet): Packet | null;
}
