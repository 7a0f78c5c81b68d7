import { toHex } from "../base/bytes.ts";
import { sha256 } from "../base/hash.ts";
import type { DeviceKey } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import { utf8Encode } from "../base/utf8.ts";
import type { SignedProfile } from "../profiles/profile.ts";

/** Members that a node keeps a connection to; the rest hear through them. */
const KEPT_PEERS_MAX = 12;

/**
 * Where to dial: fixed addresses (from the command line or the invite) and those that members tell in their profiles.
 * Of many members the nearest by a hash of both keys, so that both ends of a pair choose each other alike.
 */
export function addressBook(
  fixed: readonly string[],
  own: DeviceKey,
  profiles: readonly SignedProfile[],
): readonly string[] {
  const near = profiles
    .filter(({ device, content }) => device !== own && content !== null && content.addresses.length > 0)
    .map((profile) => ({ profile, key: pairKey(own, profile.device) }))
    .sort((a, b) => compareText(a.key, b.key))
    .slice(0, KEPT_PEERS_MAX)
    .flatMap(({ profile }) => profile.content?.addresses ?? []);
  return [...new Set([...fixed, ...near])];
}

function pairKey(one: DeviceKey, other: DeviceKey): string {
  const [low, high] = one < other ? [one, other] : [other, one];
  return toHex(sha256(utf8Encode(low + high)));
}
