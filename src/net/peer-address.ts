import { peerIdFromString } from "@libp2p/peer-id";
import { type Component, type Multiaddr, multiaddr } from "@multiformats/multiaddr";

/** A multiaddr over TCP, with or without the peer behind it, or with a relay between. */
export interface PeerAddress {
  readonly full: Multiaddr;
  /** without the peer's /p2p/ */
  readonly transport: string;
  /** undefined where the address names no peer */
  readonly peer: string | undefined;
  /** the peer that relays; undefined: the address is the peer's own */
  readonly relay: string | undefined;
}

const HOSTS: readonly string[] = ["ip4", "ip6", "dns", "dns4", "dns6"];
const THROUGH = "/p2p-circuit";

/**
 * Reads `/ip4|ip6|dns…/<host>/tcp/<port>[/p2p/<peer>]`, or that of a relay followed by `/p2p-circuit/p2p/<peer>`;
 * undefined where it is anything else.
 */
export function parsePeerAddress(text: string): PeerAddress | undefined {
  const full = parseMultiaddr(text);
  if (full === undefined) return undefined;
  const [host, port, peer, circuit, behind, ...rest] = full.getComponents();
  if (host === undefined || port === undefined || rest.length > 0) return undefined;
  if (!HOSTS.includes(host.name) || port.name !== "tcp") return undefined;
  const transport = `/${host.name}/${host.value}/tcp/${port.value}`;
  if (peer === undefined) return { full, transport, peer: undefined, relay: undefined };
  if (!isPeer(peer)) return undefined;
  const named = peer.value as string;
  if (circuit === undefined) return { full, transport, peer: named, relay: undefined };
  if (circuit.name !== "p2p-circuit" || behind === undefined || !isPeer(behind)) return undefined;
  const through = `${transport}/p2p/${named}${THROUGH}`;
  return { full, transport: through, peer: behind.value as string, relay: named };
}

/** The relay's own address in one that goes through it, or in the sign that it relays; undefined where there is none. */
export function relayIn(text: string): string | undefined {
  const end = text.indexOf(THROUGH);
  const relay = end < 0 ? undefined : text.slice(0, end);
  return relay !== undefined && parsePeerAddress(relay)?.peer !== undefined ? relay : undefined;
}

/** An address of a relay's own, marked so that others know that it relays. */
export function asRelay(address: string): string {
  return address + THROUGH;
}

/** The address under which somebody is reached through a relay. */
export function throughRelay(relay: string, peer: string): string {
  return `${relay}${THROUGH}/p2p/${peer}`;
}

function parseMultiaddr(text: string): Multiaddr | undefined {
  try {
    return multiaddr(text);
  } catch {
    return undefined;
  }
}

function isPeer(component: Component): boolean {
  if (component.name !== "p2p" || component.value === undefined) return false;
  try {
    return peerIdFromString(component.value).toString() === component.value;
  } catch {
    return false;
  }
}
