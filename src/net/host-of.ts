import type { Multiaddr } from "@multiformats/multiaddr";
import { toHex } from "../base/bytes.ts";

/** Multiaddr's code for IPv6, and how much of such an address is one household's. */
const IP6_CODE = 41;
const IP6_NETWORK_BYTES = 8;

/** Whom a budget is for: the machine, the router or, with IPv6, the network that a connection comes from. */
export function hostOf(address: Multiaddr): string {
  const { bytes } = address;
  if (bytes[0] === IP6_CODE) return toHex(bytes.subarray(1, 1 + IP6_NETWORK_BYTES));
  return address.getComponents()[0]?.value ?? "";
}
