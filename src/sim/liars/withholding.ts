import type { Packet } from "../packet.ts";
import type { Prng } from "../prng.ts";
import type { Liar } from "./liar.ts";

/** Says nothing false, but leaves out: events, seals and messages from its answers and from what it passes on. */
export function withholding(chance: Prng, count: (kind: string) => void): Liar {
  const leaves = () => {
    if (!chance.oneIn(3)) return true;
    count("omission");
    return false;
  };
  return {
    name: "withholding",
    outgoing(_, packet) {
      if (packet.type === "gossip") return leaves() ? [packet] : [];
      if (packet.type === "request" || packet.response instanceof Uint8Array) return [packet];
      return [{ ...packet, response: lessOf(packet, leaves) }];
    },
  };
}

function lessOf({ response }: Packet & { readonly type: "response" }, leaves: () => boolean) {
  if (response instanceof Uint8Array) return response;
  switch (response.type) {
    case "feeds":
    case "messages":
    case "profiles":
      return { ...response, wires: response.wires.filter(leaves) };
    case "heads":
      return { ...response, heads: response.heads.filter(leaves) };
    case "history":
      return leaves() ? response : { ...response, entries: response.entries.slice(0, 1) };
    default:
      return response;
  }
}
