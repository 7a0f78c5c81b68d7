import { parsePeerAddress } from "../net/peer-address.ts";

/** Addresses in one line. */
export const LINE_ADDRESSES_MAX = 8;
/** Of these at most so many of the writer's own, where others are known. */
const OWN_ADDRESSES_MAX = 4;

/**
 * Where a newcomer knocks: the writer's own addresses, and those of other members that the writer is connected to, so that
 * nobody is cut off while the writer's machine is off. Of many members one address each, before a second of anybody's.
 */
export function inviteAddresses(
  own: readonly string[],
  others: readonly (readonly string[])[],
): readonly string[] {
  const known = others.map((addresses) => addresses.filter(isFull));
  const rounds = Math.max(0, ...known.map(({ length }) => length));
  const inTurn = Array.from({ length: rounds }, (_, round) =>
    known.flatMap((each) => each.slice(round, round + 1)),
  );
  const mine = own.filter(isFull);
  const first = mine.slice(0, OWN_ADDRESSES_MAX);
  const all = [...first, ...inTurn.flat(), ...mine.slice(OWN_ADDRESSES_MAX)];
  return [...new Set(all)].slice(0, LINE_ADDRESSES_MAX);
}

/** What members say of themselves is not checked where it is kept: an address names its peer, or nobody is there. */
function isFull(address: string): boolean {
  return parsePeerAddress(address)?.peer !== undefined;
}
