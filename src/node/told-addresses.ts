import { asRelay, parsePeerAddress } from "../net/peer-address.ts";
import { rankOf } from "../net/rank-addresses.ts";
import { ADDRESS_CHARACTERS_MAX, ADDRESSES_MAX } from "../profiles/profile.ts";
import { shownAddresses } from "./shown-addresses.ts";

/** Of the addresses in a profile at most so many go through a relay. */
const RELAYED_MAX = 2;

/**
 * What a profile tells of where its device is: its own addresses, the widest first, then those through relays. A node
 * that relays says so by a mark on its widest one. Loopback addresses only where there is no other.
 */
export function toldAddresses(addresses: readonly string[], relays: boolean): readonly string[] {
  const fit = addresses.filter((address) => address.length <= ADDRESS_CHARACTERS_MAX);
  const direct = fit.filter((address) => parsePeerAddress(address)?.relay === undefined).toSorted(widest);
  const useful = shownAddresses(direct);
  const [first] = useful;
  if (relays && first !== undefined) return [...useful.slice(0, ADDRESSES_MAX - 1), asRelay(first)];
  const relayed = fit.filter((address) => !direct.includes(address)).slice(0, RELAYED_MAX);
  return [...useful.slice(0, ADDRESSES_MAX - relayed.length), ...relayed];
}

function widest(a: string, b: string): number {
  return rankOf(a) - rankOf(b);
}
