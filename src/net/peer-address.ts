import { peerIdFromString } from "@libp2p/peer-id";
import { type Component, type Multiaddr, multiaddr } from "@multiformats/multiaddr";

/** A multiaddr over TCP, with or without the peer behind it. */
export interface PeerAddress {
  readonly full: Multiaddr;
  /** without /p2p/ */
  readonly transport: string;
  /** undefined where the address names no peer */
  readonly peer: string | undefined;
}

const HOSTS: readonly string[] = ["ip4", "ip6", "dns", "dns4", "dns6"];

/** Reads `/ip4|ip6|dns…/<host>/tcp/<port>[/p2p/<peer>]`; undefined where it is anything else. */
export function parsePeerAddress(text: string): PeerAddress | undefined {
  const full = parseMultiaddr(text);
  if (full === undefined) return undefined;
  const [host, port, peer, ...rest] = full.getComponents();
  if (host === undefined || port === undefined || rest.length > 0) return undefined;
  if (!HOSTS.includes(host.name) || port.name !== "tcp") return undefined;
  const transport = `/${host.name}/${host.value}/tcp/${port.value}`;
  if (peer === undefined) return { full, transport, peer: undefined };
  return isPeer(peer) ? { full, transport, peer: peer.value as string } : undefined;
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
