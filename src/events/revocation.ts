import { concatBytes, fromHex } from "../base/bytes.ts";
import { tag } from "../base/hash.ts";
import type { CommunityId, DeviceKey, PublicKey } from "../base/id.ts";
import type { Verify } from "./signature.ts";
import type { Signer } from "./signer.ts";

/** The root's word that a device of its member signs nothing more, 64 bytes: tag(revoke) ‖ community ‖ device. */
export function signRevocation(root: Signer, community: CommunityId, device: DeviceKey): Uint8Array {
  return root.sign(revocationMessage(community, device));
}

export function verifyRevocation(
  root: PublicKey,
  revoked: { readonly community: CommunityId; readonly device: DeviceKey },
  signature: Uint8Array,
  verify: Verify,
): boolean {
  return verify(signature, revocationMessage(revoked.community, revoked.device), fromHex(root));
}

function revocationMessage(community: CommunityId, device: DeviceKey): Uint8Array {
  return concatBytes(tag("revoke"), fromHex(community), fromHex(device));
}
