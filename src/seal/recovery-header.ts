import { assert } from "../base/assert.ts";
import { concatBytes, fromHex, readUint64, toHex, uint64 } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { CommunityId, HashId, SealId } from "../base/id.ts";

/** What the members of the roll agree on when a quorum of seats no longer comes. */
export interface RecoveryHeader {
  readonly community: CommunityId;
  /** the epoch that begins */
  readonly epoch: number;
  /** the last seal of the epochs before; the next height is sealed by the new seats */
  readonly baseHeight: number;
  /** null: nothing was sealed yet */
  readonly base: SealId | null;
  /** those who seal from here on, as a seal's header names them */
  readonly seats: HashId;
  /** the mandates that it rests on */
  readonly mandates: HashId;
}

const VERSION = 1;
const NONE = "0".repeat(64);

/** version 1 ‖ community 32 ‖ epoch 8 ‖ base height 8 ‖ base 32 (zeros: none) ‖ seats 32 ‖ mandates 32 */
export const RECOVERY_HEADER_BYTES = 1 + 32 + 8 + 8 + 32 + 32 + 32;

export function encodeRecoveryHeader(header: RecoveryHeader): Uint8Array {
  const bytes = concatBytes(
    Uint8Array.of(VERSION),
    fromHex(header.community),
    uint64(header.epoch),
    uint64(header.baseHeight),
    fromHex(header.base ?? NONE),
    fromHex(header.seats),
    fromHex(header.mandates),
  );
  assert(bytes.length === RECOVERY_HEADER_BYTES, "a recovery header of fixed size");
  return bytes;
}

/** The header, or undefined where the bytes are none. Every header has exactly one encoding. */
export function decodeRecoveryHeader(bytes: Uint8Array): RecoveryHeader | undefined {
  if (bytes.length !== RECOVERY_HEADER_BYTES || bytes[0] !== VERSION) return undefined;
  const epoch = readUint64(bytes, 33);
  const baseHeight = readUint64(bytes, 41);
  if (epoch === undefined || baseHeight === undefined || epoch < 1) return undefined;
  const base = toHex(bytes.subarray(49, 81));
  if ((base === NONE) !== (baseHeight === 0)) return undefined;
  return {
    community: toHex(bytes.subarray(1, 33)) as CommunityId,
    epoch,
    baseHeight,
    base: base === NONE ? null : (base as SealId),
    seats: toHex(bytes.subarray(81, 113)) as HashId,
    mandates: toHex(bytes.subarray(113, 145)) as HashId,
  };
}

/** What votes in a recovery name. */
export function recoveryIdOf(header: RecoveryHeader): SealId {
  return toHex(taggedHash("recovery", encodeRecoveryHeader(header))) as SealId;
}

/** `hashes` of the signed words, ascending. */
export function mandatesHash(hashes: readonly HashId[]): HashId {
  return toHex(taggedHash("mandates", ...hashes.map((hash) => fromHex(hash)))) as HashId;
}
