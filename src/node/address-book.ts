import { toHex } from "../base/bytes.ts";
import { sha256 } from "../base/hash.ts";
import type { DeviceKey } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { utf8Encode } from "../base/utf8.ts";
import { parsePeerAddress, relayIn } from "../net/peer-address.ts";
import type { SignedProfile } from "../profiles/profile.ts";

/** Members that a node keeps a connection to; the rest hear through them. */
const KEPT_PEERS_MAX = 12;
/** Relays beside them: through these it is reached, and reaches others. */
const KEPT_RELAYS_MAX = 3;

/**
 * Where to dial: what members tell in their profiles, which is newer, then fixed addresses (from the command line or
 * the invite). Of many members the nearest by a hash of both keys, so that both ends of a pair choose each other alike;
 * of those who relay the nearest, too. Who is no member any more is not called, nor a fixed address of theirs, unless a
 * member's profile names the same peer.
 */
export function addressBook(
  fixed: readonly string[],
  own: DeviceKey,
  profiles: readonly SignedProfile[],
  isMember: (device: DeviceKey) => boolean,
): readonly string[] {
  const members = profiles.filter(({ device }) => isMember(device));
  const stay = peersOf(members);
  const gone = peersOf(profiles.filter(({ device }) => !isMember(device)));
  const isGone = (address: string) => peersIn([address]).some((peer) => gone.has(peer) && !stay.has(peer));
  const near = members
    .filter(({ device, content }) => device !== own && content !== null && content.addresses.length > 0)
    .map((profile) => ({ profile, key: pairKey(own, profile.device) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ profile }) => profile.content?.addresses ?? []);
  const kept = near.slice(0, KEPT_PEERS_MAX).flat().filter(isDialable);
  const relays = near.flatMap((addresses) => addresses.filter((one) => !isDialable(one)).flatMap(relayOf));
  return [...new Set([...kept, ...relays.slice(0, KEPT_RELAYS_MAX), ...fixed.filter((one) => !isGone(one))])];
}

function peersOf(profiles: readonly SignedProfile[]): ReadonlySet<string> {
  return new Set(peersIn(profiles.flatMap(({ content }) => content?.addresses ?? [])));
}

function peersIn(addresses: readonly string[]): readonly string[] {
  return addresses.flatMap((address) => parsePeerAddress(address)?.peer ?? []);
}

function isDialable(address: string): boolean {
  return parsePeerAddress(address)?.peer !== undefined;
}

function relayOf(mark: string): readonly string[] {
  const relay = relayIn(mark);
  return relay === undefined ? [] : [relay];
}

function pairKey(one: DeviceKey, other: DeviceKey): string {
  const [low, high] = one < other ? [one, other] : [other, one];
  return toHex(sha256(utf8Encode(low + high)));
}
