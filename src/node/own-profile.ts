import type { AuthenticEvent } from "../events/event.ts";
import { device as deviceKind } from "../events/kinds/device.ts";
import type { Peer } from "../peer/peer.ts";
import { ADDRESS_CHARACTERS_MAX, ADDRESSES_MAX, type ProfileContent } from "../profiles/profile.ts";
import { profileOfMember } from "./service.ts";

/** What this device should tell the others of itself; undefined: what they have is right, or it is too early. */
export function ownProfile(
  peer: Peer,
  first: AuthenticEvent,
  nickname: string,
  told: readonly string[],
): ProfileContent | undefined {
  if (peer.own.stopped !== null) return undefined;
  const held = peer.profiles.get(first.device)?.content;
  const addresses = told
    .filter((address) => address.length <= ADDRESS_CHARACTERS_MAX)
    .slice(0, ADDRESSES_MAX);
  if (held != null && held.addresses.join() === addresses.join()) return undefined;
  const member = peer.journal?.ownerOf(first.device);
  // a further device says what its member said before, once the others know whose it is
  if (held === undefined && first.kind === deviceKind.name && member === undefined) return undefined;
  const said = held ?? (member && profileOfMember(peer, member)?.content);
  return { ...(said ?? { nickname, payTo: "", needs: [] }), addresses };
}
