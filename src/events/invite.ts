import { concatBytes, fromHex, uint64 } from "../base/bytes.ts";
import { tag } from "../base/hash.ts";
import type { CommunityId, DeviceKey, MemberId, PublicKey } from "../base/id.ts";
import type { Verify } from "./signature.ts";
import type { Signer } from "./signer.ts";

/** What an inviter's device says: who holds `key` may join once, until `expiresMs` of sealed time. */
export interface InviteStatement {
  /** public key of the invite; its secret key is what the invited person is given */
  readonly key: PublicKey;
  readonly inviter: MemberId;
  readonly inviterDevice: DeviceKey;
  readonly expiresMs: number;
  /** by `inviterDevice`, 64 bytes */
  readonly signature: Uint8Array;
}

/** The inviter's statement, signed over tag(invite) ‖ community ‖ key ‖ inviter ‖ uint64(expiresMs). */
export function signInvite(
  device: Signer,
  community: CommunityId,
  invite: Pick<InviteStatement, "key" | "inviter" | "expiresMs">,
): InviteStatement {
  const { key, inviter, expiresMs } = invite;
  const signature = device.sign(inviteMessage(community, invite));
  return { key, inviter, inviterDevice: device.publicKey, expiresMs, signature };
}

/** Whether `inviterDevice` signed it; that this device is the inviter's is the state's to say. */
export function verifyInvite(community: CommunityId, invite: InviteStatement, verify: Verify): boolean {
  return verify(invite.signature, inviteMessage(community, invite), fromHex(invite.inviterDevice));
}

/** The joiner's proof, 64 bytes, by the invite's secret key: tag(invite-proof) ‖ community ‖ root ‖ device. */
export function signInviteProof(
  invite: Signer,
  community: CommunityId,
  root: PublicKey,
  device: DeviceKey,
): Uint8Array {
  return invite.sign(proofMessage(community, root, device));
}

export function verifyInviteProof(
  invite: { readonly key: PublicKey; readonly proof: Uint8Array },
  community: CommunityId,
  root: PublicKey,
  device: DeviceKey,
  verify: Verify,
): boolean {
  return verify(invite.proof, proofMessage(community, root, device), fromHex(invite.key));
}

function inviteMessage(
  community: CommunityId,
  { key, inviter, expiresMs }: Pick<InviteStatement, "key" | "inviter" | "expiresMs">,
): Uint8Array {
  return concatBytes(tag("invite"), fromHex(community), fromHex(key), fromHex(inviter), uint64(expiresMs));
}

function proofMessage(community: CommunityId, root: PublicKey, device: DeviceKey): Uint8Array {
  return concatBytes(tag("invite-proof"), fromHex(community), fromHex(root), fromHex(device));
}
