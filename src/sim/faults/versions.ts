import type { Machine } from "../machine.ts";
import type { Packet } from "../packet.ts";
import type { Play } from "../play.ts";
import type { Fault } from "./fault.ts";

/** Every wire begins with an array and its version or type: one that nobody knows yet. */
const NEXT_VERSION = 99;

/** One node runs the version after this one: beside what all understand it says, on every channel, what nobody does. */
export function versions(): Fault {
  let newer: Machine | null = null;
  return {
    name: "versions",
    day(play) {
      if (newer !== null) return;
      newer =
        play.chance.pick(play.machines.filter(({ filter, liar }) => filter === null && liar === null)) ??
        null;
      if (newer !== null)
        newer.filter = { name: "next-version", outgoing: (_, packet) => withNext(play, packet) };
    },
    stop() {
      if (newer !== null) newer.filter = null;
    },
  };
}

function withNext(play: Play, packet: Packet): readonly Packet[] {
  if (!play.chance.oneIn(4)) return [packet];
  play.count("next-version");
  if (packet.type === "gossip") return [packet, { ...packet, bytes: nextOf(packet.bytes) }];
  // a frame that cannot be read is answered, or taken for no answer: the next turn asks again
  const frame = Uint8Array.of(0x82, 0x18, NEXT_VERSION, 0xa0);
  return packet.type === "request" ? [{ ...packet, request: frame }] : [{ ...packet, response: frame }];
}

/** The same with another version in its second byte. */
function nextOf(bytes: Uint8Array): Uint8Array {
  const next = bytes.slice();
  next[1] = 2;
  return next;
}
