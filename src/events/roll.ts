import { assert } from "../base/assert.ts";
import { toHex } from "../base/bytes.ts";
import { decodeCbor, encodeCbor } from "../base/cbor.ts";
import { taggedHash } from "../base/hash.ts";
import type { HashId } from "../base/id.ts";
import { SIGNATURE_BYTES } from "./limits.ts";
import { bytes, type Infer, id, list, record } from "./schema.ts";

/** Members who may come along in one re-founding: their words fit into one frame. */
export const ROLL_MEMBERS_MAX = 1_000;
const ROLL_BYTES_MAX = 192 * 1024;
/** Two fields each of every word, beside their keys and the map. */
const ROLL_ITEMS_MAX = 1 + 5 * ROLL_MEMBERS_MAX;

const rollSchema = list(record({ member: id(), word: bytes(SIGNATURE_BYTES) }), ROLL_MEMBERS_MAX, 1);

/** Who comes along, by ascending member id, each with the word of their root (see `signRefounding`). */
export type Roll = Infer<typeof rollSchema>;

/** CBOR [{member, word}…]. */
export function encodeRoll(roll: Roll): Uint8Array {
  assert(isAscending(roll), "a roll in the order of its members");
  return encodeCbor(rollSchema.write(roll));
}

/** undefined: these bytes are no roll. No word is verified here. */
export function decodeRoll(wire: Uint8Array): Roll | undefined {
  const decoded = decodeCbor(wire, { bytesMax: ROLL_BYTES_MAX, itemsMax: ROLL_ITEMS_MAX });
  const roll = decoded.ok ? rollSchema.read(decoded.value) : undefined;
  return roll?.ok && isAscending(roll.value) ? roll.value : undefined;
}

/** What the event names in place of so many words. */
export function rollHash(wire: Uint8Array): HashId {
  return toHex(taggedHash("roll", wire)) as HashId;
}

function isAscending(roll: Roll): boolean {
  return roll.every(({ member }, i) => i === 0 || (roll[i - 1]?.member ?? "") < member);
}
