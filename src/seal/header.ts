import { assert } from "../base/assert.ts";
import { concatBytes, fromHex, readUint64, toHex, uint64 } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { CommunityId, HashId, SealId } from "../base/id.ts";

/** The value that seats agree on; everything else (amounts, state) follows from the cut. */
export interface SealHeader {
  readonly community: CommunityId;
  readonly epoch: number;
  readonly height: number;
  /** null at height 1 */
  readonly prev: SealId | null;
  readonly throughMs: number;
  readonly seed: HashId;
  readonly reports: HashId;
  readonly cut: HashId;
  /** digest of the state after this seal */
  readonly state: HashId;
  /** digest of the sealed feed heads after this seal */
  readonly heads: HashId;
  /** the seats that agreed on this seal, and those of the next */
  readonly seats: HashId;
  readonly nextSeats: HashId;
}

const VERSION = 1;
const HASHES = ["seed", "reports", "cut", "state", "heads", "seats", "nextSeats"] as const;

/** version 1 ‖ community 32 ‖ epoch 8 ‖ height 8 ‖ prev 32 (zeros: none) ‖ throughMs 8 ‖ seven hashes of 32 */
export const SEAL_HEADER_BYTES = 1 + 32 + 8 + 8 + 32 + 8 + HASHES.length * 32;

const NONE = "0".repeat(64);

export function encodeHeader(header: SealHeader): Uint8Array {
  const bytes = concatBytes(
    Uint8Array.of(VERSION),
    fromHex(header.community),
    uint64(header.epoch),
    uint64(header.height),
    fromHex(header.prev ?? NONE),
    uint64(header.throughMs),
    ...HASHES.map((name) => fromHex(header[name])),
  );
  assert(bytes.length === SEAL_HEADER_BYTES, "a header of fixed size");
  return bytes;
}

/** The header, or undefined where the bytes are none. Every header has exactly one encoding. */
export function decodeHeader(bytes: Uint8Array): SealHeader | undefined {
  if (bytes.length !== SEAL_HEADER_BYTES || bytes[0] !== VERSION) return undefined;
  const epoch = readUint64(bytes, 33);
  const height = readUint64(bytes, 41);
  const throughMs = readUint64(bytes, 81);
  if (epoch === undefined || height === undefined || throughMs === undefined || height < 1) return undefined;
  const prev = toHex(bytes.subarray(49, 81));
  if ((prev === NONE) !== (height === 1)) return undefined;
  const hashes = HASHES.map((name, i) => [name, toHex(bytes.subarray(89 + i * 32, 121 + i * 32))]);
  return {
    community: toHex(bytes.subarray(1, 33)) as CommunityId,
    epoch,
    height,
    prev: prev === NONE ? null : (prev as SealId),
    throughMs,
    ...(Object.fromEntries(hashes) as Record<(typeof HASHES)[number], HashId>),
  };
}

/** The seal's id: what votes name. The certificate is not in it, so that certificates of other rounds are equal. */
export function sealIdOf(header: SealHeader): SealId {
  const id = ids.get(header) ?? (toHex(taggedHash("seal", encodeHeader(header))) as SealId);
  ids.set(header, id);
  return id;
}

/** Nobody changes a header, and many ask for its id: of every vote, proposal and record. */
const ids = new WeakMap<SealHeader, SealId>();
