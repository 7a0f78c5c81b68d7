import { fromHex } from "../../base/bytes.ts";
import type { Cbor } from "../../base/cbor.ts";
import type { ClaimId, HashId } from "../../base/id.ts";
import { hashOf, isCount, isList, listOf } from "../../peer/frame-fields.ts";
import { BLOB_BYTES_MAX, BLOB_SLICE_BYTES_MAX } from "./blob-limits.ts";

/** What somebody holds of a claim for the device that asks: one encrypted document each. */
export interface Offer {
  readonly commitment: HashId;
  readonly hash: HashId;
  readonly bytes: number;
}

export interface SliceWanted {
  readonly claim: ClaimId;
  readonly hash: HashId;
  readonly offset: number;
}

/** Fields of "blob-list": [claim]. */
export function listFields(claim: ClaimId): readonly Cbor[] {
  return [fromHex(claim)];
}

export function readListFields(fields: readonly Cbor[]): ClaimId | undefined {
  return fields.length === 1 ? (hashOf(fields[0]) as ClaimId | undefined) : undefined;
}

/** Its value: [[commitment, hash, bytes]…]. */
export function writeOffers(offers: readonly Offer[]): Cbor {
  return offers.map(({ commitment, hash, bytes }) => [fromHex(commitment), fromHex(hash), bytes]);
}

export function readOffers(value: Cbor | undefined): readonly Offer[] | undefined {
  return listOf(value, (row) => {
    if (!isList(row) || row.length !== 3) return undefined;
    const [commitment, hash, bytes] = [hashOf(row[0]), hashOf(row[1]), row[2]];
    if (commitment === undefined || hash === undefined || !isCount(bytes)) return undefined;
    return bytes > 0 && bytes <= BLOB_BYTES_MAX ? { commitment, hash, bytes } : undefined;
  });
}

/** Fields of "blob": [claim, hash, offset]. */
export function sliceFields({ claim, hash, offset }: SliceWanted): readonly Cbor[] {
  return [fromHex(claim), fromHex(hash), offset];
}

export function readSliceFields(fields: readonly Cbor[]): SliceWanted | undefined {
  const [claim, hash, offset] = [hashOf(fields[0]), hashOf(fields[1]), fields[2]];
  if (fields.length !== 3 || claim === undefined || hash === undefined || !isCount(offset)) return undefined;
  return { claim: claim as string as ClaimId, hash, offset };
}

/** Its value: bytes from the offset on; undefined: none, or more than fit into one answer. */
export function readSlice(value: Cbor | undefined): Uint8Array | undefined {
  const isSlice = value instanceof Uint8Array && value.length > 0 && value.length <= BLOB_SLICE_BYTES_MAX;
  return isSlice ? value : undefined;
}
