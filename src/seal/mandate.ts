import { concatBytes, fromHex, toHex, uint64 } from "../base/bytes.ts";
import type { Cbor } from "../base/cbor.ts";
import { isBytes32, isCount } from "../base/cbor-fields.ts";
import { tag } from "../base/hash.ts";
import type { CommunityId, DeviceKey, MemberId, PublicKey, SealId } from "../base/id.ts";
import { SIGNATURE_BYTES } from "../events/limits.ts";
import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";
import { type Certificate, readCertificate, writeCertificate } from "./certificate.ts";

/** What a member's root says: in the recovery to this epoch, this device speaks for me. */
export interface MandateStatement {
  readonly community: CommunityId;
  /** the epoch that the recovery leads to */
  readonly epoch: number;
  readonly member: MemberId;
  /** may be one that is not on the roll */
  readonly device: DeviceKey;
  /** X25519 public key, hexadecimal */
  readonly boxKey: string;
}

/** A lock as others can check it: q prevotes of one round, by seat, for the value. */
export interface LockProof {
  readonly height: number;
  readonly value: SealId;
  readonly prevotes: Certificate;
}

/** The first word of a device in a recovery; the word's own community, epoch and device complete the root's statement. */
export interface Mandate {
  readonly member: MemberId;
  readonly boxKey: string;
  /** the root's */
  readonly signature: Uint8Array;
  /** the last seal that this device holds; height 0 and null before the first */
  readonly height: number;
  readonly sealId: SealId | null;
  /** what it is bound to at the height after that one */
  readonly lock: LockProof | null;
}

/** The root's signature over tag(mandate) ‖ community ‖ uint64 epoch ‖ member ‖ device ‖ boxKey. */
export function signMandate(root: Signer, statement: MandateStatement): Uint8Array {
  return root.sign(statementBytes(statement));
}

export function verifyMandate(
  root: PublicKey,
  statement: MandateStatement,
  signature: Uint8Array,
  verify: Verify,
): boolean {
  return verify(signature, statementBytes(statement), fromHex(root));
}

function statementBytes({ community, epoch, member, device, boxKey }: MandateStatement): Uint8Array {
  const names = [fromHex(member), fromHex(device), fromHex(boxKey)];
  return concatBytes(tag("mandate"), fromHex(community), uint64(epoch), ...names);
}

/** CBOR [member, boxKey, signature, height, seal id | null, [height, value, [round, [[seat, signature]…]]] | null]. */
export function writeMandate({ member, boxKey, signature, height, sealId, lock }: Mandate): Cbor {
  return [
    fromHex(member),
    fromHex(boxKey),
    signature,
    height,
    sealId === null ? null : fromHex(sealId),
    lock === null ? null : [lock.height, fromHex(lock.value), writeCertificate(lock.prevotes)],
  ];
}

export function readMandate(content: Cbor): Mandate | undefined {
  if (!Array.isArray(content) || content.length !== 6) return undefined;
  const [member, boxKey, signature, height, seal, lockRow] = content as readonly Cbor[];
  if (!isBytes32(member) || !isBytes32(boxKey) || !(seal === null || isBytes32(seal))) return undefined;
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_BYTES) return undefined;
  if (!isCount(height) || (height === 0) !== (seal === null)) return undefined;
  const lock = lockRow === null ? null : readLock(lockRow);
  // bound to anything but the height after one's last seal nobody can be
  if (lock === undefined || (lock !== null && lock.height !== height + 1)) return undefined;
  return {
    member: toHex(member) as MemberId,
    boxKey: toHex(boxKey),
    signature,
    height,
    sealId: seal === null ? null : (toHex(seal) as SealId),
    lock,
  };
}

function readLock(row: Cbor | undefined): LockProof | undefined {
  if (!Array.isArray(row) || row.length !== 3) return undefined;
  const [height, value, prevotesRow] = row as readonly Cbor[];
  const prevotes = readCertificate(prevotesRow);
  if (!isCount(height) || !isBytes32(value) || prevotes === undefined) return undefined;
  return { height, value: toHex(value) as SealId, prevotes };
}
