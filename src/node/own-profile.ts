import type { AuthenticEvent } from "../events/event.ts";
import { device as deviceKind } from "../events/kinds/device.ts";
import type { Peer } from "../peer/peer.ts";
import { ADDRESS_CHARACTERS_MAX, ADDRESSES_MAX, type ProfileContent } from "../profiles/profile.ts";
import { profileOfMember } from "./service.ts";

/**
 * What this device should tell the others of itself; null: that it is erased, as its member has said on another device;
 * undefined: what they have is right, or it is too early.
 */
export function ownProfile(
  peer: Peer,
  first: AuthenticEvent,
  nickname: string,
  told: readonly string[],
): ProfileContent | null | undefined {
  if (peer.own.stopped !== null) return undefined;
  const held = peer.profiles.get(first.device);
  const addresses = told
    .filter((address) => address.length <= ADDRESS_CHARACTERS_MAX)
    .slice(0, ADDRESSES_MAX);
  const member = peer.journal?.ownerOf(first.device);
  const latest = (member && profileOfMember(peer, member)) ?? held;
  // erased is erased, addresses too, until its member says something again
  if (latest?.content === null) return held?.content ? null : undefined;
  if (held?.content && held.content.addresses.join() === addresses.join()) return undefined;
  // a further device says what its member said before, once the others know whose it is
  if (held === undefined && first.kind === deviceKind.name && member === undefined) return undefined;
  const said = held?.content ?? latest?.content;
  return { ...(said ?? { nickname, payTo: "", needs: [] }), addresses };
}
