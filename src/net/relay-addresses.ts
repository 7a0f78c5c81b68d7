import { parsePeerAddress, throughRelay } from "./peer-address.ts";
import { rankOf } from "./rank-addresses.ts";

/** Of each relay one address, the widest known, before a second of any; what is not the relay's own never. */
export function relayAddresses(
  relays: readonly (readonly string[])[],
  ownPeer: string,
  max: number,
): readonly string[] {
  const usable = relays.map((addresses) =>
    addresses.filter(isOwnOfRelay).toSorted((a, b) => rankOf(a) - rankOf(b)),
  );
  const rounds = Math.max(0, ...usable.map(({ length }) => length));
  const inTurn = Array.from({ length: rounds }, (_, round) =>
    usable.flatMap((addresses) => addresses.slice(round, round + 1)),
  ).flat();
  return inTurn.slice(0, max).map((address) => throughRelay(address, ownPeer));
}

function isOwnOfRelay(address: string): boolean {
  const parsed = parsePeerAddress(address);
  return parsed?.peer !== undefined && parsed.relay === undefined;
}
