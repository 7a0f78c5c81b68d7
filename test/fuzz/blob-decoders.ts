import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import type { ClaimId, HashId } from "../../src/base/id.ts";
import {
  listFields,
  readListFields,
  readOffers,
  readSlice,
  readSliceFields,
  sliceFields,
  writeOffers,
} from "../../src/node/evidence/blob-questions.ts";
import { decodeDocument, encodeDocument, PADDED_BYTES_MAX } from "../../src/node/evidence/document-frame.ts";
import { deviceFrom } from "../arbitrary/event.ts";
import { hex32 } from "../seal/samples.ts";
import type { Decoder } from "./decoder.ts";

const claim = hex32("claim") as ClaimId;
const hash = hex32("hash") as HashId;
const FRAME_BYTES_MAX = 256 * 1024;
const DOCUMENTS = ["a letter", ""].map((text, i) => {
  const content = new TextEncoder().encode(text);
  const devices = [deviceFrom(i).publicKey];
  return encodeDocument({ salt: new Uint8Array(16), name: "letter.txt", content, devices });
});

/** What one value is read and written by. */
function ofValue<T>(
  name: string,
  good: readonly Cbor[],
  read: (value: Cbor) => T | undefined,
  write: (value: T) => Cbor,
): Decoder {
  return {
    name,
    good: good.map((value) => encodeCbor(value)),
    bytesMax: FRAME_BYTES_MAX,
    read(input) {
      const value = decodeCbor(input, { bytesMax: FRAME_BYTES_MAX });
      const known = value.ok ? read(value.value) : undefined;
      return known === undefined ? undefined : encodeCbor(write(known));
    },
  };
}

const isFields = (value: Cbor): value is readonly Cbor[] => Array.isArray(value);

/** What reviewers ask one another, and what they open. */
export const BLOB_DECODERS: readonly Decoder[] = [
  ofValue(
    "blob list asked for",
    [listFields(claim)],
    (value) => (isFields(value) ? readListFields(value) : undefined),
    listFields,
  ),
  ofValue(
    "blobs offered",
    [[], writeOffers([{ commitment: hash, hash, bytes: 70_000 }])],
    readOffers,
    writeOffers,
  ),
  ofValue(
    "slice asked for",
    [sliceFields({ claim, hash, offset: 204_800 })],
    (value) => (isFields(value) ? readSliceFields(value) : undefined),
    sliceFields,
  ),
  ofValue("slice", [new Uint8Array(3)], readSlice, (slice) => slice),
  {
    name: "document",
    good: DOCUMENTS,
    bytesMax: PADDED_BYTES_MAX,
    read(input) {
      const document = decodeDocument(input);
      return document && encodeDocument(document);
    },
    // its beginning; behind that nearly all is padding
    mutate(pick) {
      const frame = (DOCUMENTS[pick(DOCUMENTS.length)] ?? new Uint8Array()).slice();
      for (let left = 1 + pick(3); left > 0; left--) frame[pick(120)] = pick(256);
      return pick(50) === 0 ? frame.subarray(0, pick(frame.length)) : frame;
    },
    cost: 20,
  },
];
