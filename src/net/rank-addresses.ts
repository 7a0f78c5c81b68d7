import { isPrivate } from "@libp2p/utils";
import { multiaddr } from "@multiformats/multiaddr";
import { isLoopback } from "./loopback.ts";
import { parsePeerAddress } from "./peer-address.ts";

/** How widely an address can be used: 0 everywhere, 1 in one home's network, 2 on one machine, 3 through a relay. */
export function rankOf(address: string): number {
  if (parsePeerAddress(address)?.relay !== undefined) return 3;
  if (isLoopback(address)) return 2;
  return isPrivate(multiaddr(address)) ? 1 : 0;
}
