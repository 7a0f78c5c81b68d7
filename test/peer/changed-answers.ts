import { present } from "../../src/base/assert.ts";
import { type ChainLink, decodeLink, encodeLink } from "../../src/peer/seal-chain.ts";
import type { SyncResponse } from "../../src/peer/sync-frames.ts";

/** What a liar makes of a true answer; undefined: it is left as it is. */
export type Change = (response: SyncResponse) => SyncResponse | undefined;

export function flipped(bytes: Uint8Array, at = bytes.length - 1): Uint8Array {
  // a hash may be a Buffer, whose slices are no copies
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] as number) ^ 1;
  return changed;
}

/** Every link of an answer, altered. */
export function links(alter: (link: ChainLink, i: number) => ChainLink): Change {
  return (response) => {
    if (response.type !== "chain") return undefined;
    const altered = response.links.map((wire, i) => alter(present(decodeLink(wire), "a link"), i));
    return { ...response, links: altered.map(encodeLink) };
  };
}

export function nodes(alter: (wires: readonly Uint8Array[]) => readonly Uint8Array[]): Change {
  return (response) => {
    if (response.type !== "snapshot" || response.page === null) return undefined;
    return { ...response, page: { ...response.page, nodes: alter(response.page.nodes) } };
  };
}
