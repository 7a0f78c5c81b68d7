import type { CommunityId, MemberId } from "../base/id.ts";
import { signEvent } from "../events/authentic.ts";
import { signCertificate } from "../events/certificate.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { type InviteStatement, signInviteProof } from "../events/invite.ts";
import { device as deviceKind } from "../events/kinds/device.ts";
import { found, type Origin } from "../events/kinds/found.ts";
import { CONSENTS, join } from "../events/kinds/join.ts";
import type { Signer } from "../events/signer.ts";
import { originOf } from "../ledger/genesis.ts";
import type { Charter } from "../state/records.ts";

/** The keys with which a person begins; the root key is never stored. */
export interface FirstKeys {
  readonly root: Signer;
  readonly device: Signer;
  /** X25519 public key, hexadecimal */
  readonly boxKey: string;
  /** 16 bytes never used before */
  readonly salt: Uint8Array;
}

/** The event that begins a community; its id is the community's and, where it begins with nothing, the founder's. */
export function foundEvent(keys: FirstKeys, charter: Charter, nowMs: number, from?: Origin): AuthenticEvent {
  const { root, device, boxKey, salt } = keys;
  const certificate = signCertificate(root, { community: null, device: device.publicKey, boxKey });
  const founding = { rules: 1, charter, root: root.publicKey, certificate, boxKey };
  const body = found.body.write(from === undefined ? founding : { ...founding, from });
  const place = { community: null, device: device.publicKey, seq: 0, prev: null, anchor: null };
  const draft = { ...place, claimedMs: nowMs, kind: found.name, body };
  return signEvent(draft, salt, (message) => device.sign(message));
}

/** What an invite gives the person who joins. */
export interface GivenInvite {
  readonly community: CommunityId;
  readonly statement: InviteStatement;
  /** the invite's own key, whose public half the inviter signed */
  readonly key: Signer;
}

/** A joiner's first event; its id is the new member's. */
export function joinEvent(keys: FirstKeys, invite: GivenInvite, nowMs: number): AuthenticEvent {
  const { root, device, boxKey, salt } = keys;
  const { community, statement } = invite;
  const certificate = signCertificate(root, { community, device: device.publicKey, boxKey });
  const proof = signInviteProof(invite.key, community, root.publicKey, device.publicKey);
  const body = join.body.write({
    root: root.publicKey,
    certificate,
    boxKey,
    invite: statement,
    proof,
    consents: [...CONSENTS],
  });
  const place = { community, device: device.publicKey, seq: 0, prev: null, anchor: null };
  const draft = { ...place, claimedMs: nowMs, kind: join.name, body };
  return signEvent(draft, salt, (message) => device.sign(message));
}

/** The first event of a member's further device. */
export function deviceEvent(
  keys: FirstKeys,
  { community, member }: { readonly community: CommunityId; readonly member: MemberId },
  nowMs: number,
): AuthenticEvent {
  const { root, device, boxKey, salt } = keys;
  const certificate = signCertificate(root, { community, device: device.publicKey, boxKey });
  const body = deviceKind.body.write({ member, certificate, boxKey });
  const place = { community, device: device.publicKey, seq: 0, prev: null, anchor: null };
  const draft = { ...place, claimedMs: nowMs, kind: deviceKind.name, body };
  return signEvent(draft, salt, (message) => device.sign(message));
}

/** Whose first event this is: the one that brings a member in, one of that member's further devices, or a re-founding. */
export function memberOf(first: AuthenticEvent): MemberId {
  const body = first.kind === deviceKind.name ? deviceKind.body.read(first.body) : undefined;
  return body?.ok ? body.value.member : (originOf(first)?.member ?? first.id);
}
