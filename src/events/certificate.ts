import { concatBytes, fromHex } from "../base/bytes.ts";
import { tag } from "../base/hash.ts";
import type { CommunityId, DeviceKey, PublicKey } from "../base/id.ts";
import { KEY_BYTES } from "./limits.ts";
import type { Verify } from "./signature.ts";
import type { Signer } from "./signer.ts";

/** What a root says of one of its devices: this device of this community is mine, and this is its box key. */
export interface DeviceCertificate {
  /** null inside `found`, whose id does not exist yet */
  readonly community: CommunityId | null;
  readonly device: DeviceKey;
  /** X25519 public key, hexadecimal */
  readonly boxKey: string;
}

/** The root's signature, 64 bytes, of tag(certify) ‖ community (32 zero bytes in `found`) ‖ device ‖ boxKey. */
export function signCertificate(root: Signer, certificate: DeviceCertificate): Uint8Array {
  return root.sign(certificateMessage(certificate));
}

export function verifyCertificate(
  root: PublicKey,
  certificate: DeviceCertificate,
  signature: Uint8Array,
  verify: Verify,
): boolean {
  return verify(signature, certificateMessage(certificate), fromHex(root));
}

function certificateMessage({ community, device, boxKey }: DeviceCertificate): Uint8Array {
  const communityBytes = community === null ? new Uint8Array(KEY_BYTES) : fromHex(community);
  return concatBytes(tag("certify"), communityBytes, fromHex(device), fromHex(boxKey));
}
