import type { CommunityId, DeviceKey, HashId, PublicKey, SealId } from "../base/id.ts";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { verifyInvite } from "../events/invite.ts";
import { bytes, hashId, id, list, nullable, publicKey, record, text, uint } from "../events/schema.ts";
import { verifySignature } from "../events/signature.ts";
import { signerOf } from "../events/signer.ts";
import type { GivenInvite } from "../peer/first-events.ts";
import { readLine, writeLine } from "./code-line.ts";
import { LINE_ADDRESSES_MAX } from "./invite-addresses.ts";
import { lineFault } from "./line-fault.ts";

/** Everything one person needs to join: where to knock, with which key, and who says that they may. */
export interface Invite {
  readonly community: CommunityId;
  /** the community's name as the inviter knows it, so that a person sees what they join */
  readonly title: string;
  readonly currency: string;
  readonly inviterName: string;
  /** 32 bytes: the private network's key */
  readonly networkKey: Uint8Array;
  /** full multiaddrs */
  readonly addresses: readonly string[];
  /** the latest seal the inviter held */
  readonly latestSeal: SealId | null;
  readonly given: GivenInvite;
}

const VERSION = 1;

const inviteSchema = record({
  v: uint(VERSION),
  community: id(),
  title: text(60),
  currency: text(3),
  name: text(40, 0),
  network: bytes(32),
  addresses: list(text(200), LINE_ADDRESSES_MAX),
  seal: nullable(hashId()),
  secret: bytes(32),
  inviter: id(),
  device: publicKey(),
  expires: uint(),
  signature: bytes(64),
});

/** See `writeLine`. */
export function inviteText(invite: Omit<Invite, "given">, given: GivenInvite, secret: Uint8Array): string {
  const { statement } = given;
  const body = inviteSchema.write({
    v: VERSION,
    community: invite.community,
    title: invite.title,
    currency: invite.currency,
    name: invite.inviterName,
    network: invite.networkKey,
    addresses: invite.addresses.slice(0, LINE_ADDRESSES_MAX),
    seal: invite.latestSeal as HashId | null,
    secret,
    inviter: statement.inviter,
    device: statement.inviterDevice,
    expires: statement.expiresMs,
    signature: statement.signature,
  });
  return writeLine("invite", body);
}

/** However it was pasted, see `readLine`. Throws OperatorError: invite-none, -mangled, -invalid, line-version, line-is-… */
export function readInvite(pasted: string): Invite {
  const value = readLine("invite", pasted, VERSION);
  if (!value.ok) throw lineFault("invite", value.error);
  const body = inviteSchema.read(value.value);
  if (!body.ok) throw new OperatorError("invite-invalid", EXIT.failure);
  const { community, device, inviter, expires, signature, secret, seal } = body.value;
  const key = signerOf(secret);
  const statement = {
    key: key.publicKey as PublicKey,
    inviter,
    inviterDevice: device as DeviceKey,
    expiresMs: expires,
    signature,
  };
  if (!verifyInvite(community, statement, verifySignature))
    throw new OperatorError("invite-invalid", EXIT.failure);
  return {
    community,
    title: body.value.title,
    currency: body.value.currency,
    inviterName: body.value.name,
    networkKey: body.value.network,
    addresses: body.value.addresses,
    latestSeal: seal as SealId | null,
    given: { community, statement, key },
  };
}
