import { concatBytes, fromHex, toHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { isBytes32 } from "../base/cbor-fields.ts";
import { tag, taggedHash } from "../base/hash.ts";
import type { CommunityId, DeviceKey, HashId } from "../base/id.ts";
import { amount, choice, type Infer, list, nullable, record, text, uint } from "../events/schema.ts";
import type { Verify } from "../events/signature.ts";

/**
 * What a member tells the other members of themselves: signed, the latest wins, erasable, never in the log.
 * wire = CBOR [payload, signature]; payload = CBOR [1, community, device, version, content | null]
 */
export interface SignedProfile {
  readonly community: CommunityId;
  readonly device: DeviceKey;
  /** grows with every change; the device's clock reading when it was made, or the last version + 1 */
  readonly version: number;
  /** null: erased */
  readonly content: ProfileContent | null;
  readonly hash: HashId;
  readonly wire: Uint8Array;
}

export const PROFILE_BYTES_MAX = 4 * 1024;
export const NEEDS_MAX = 8;
export const ADDRESSES_MAX = 4;
export const ADDRESS_CHARACTERS_MAX = 200;
export const NEED_CATEGORIES = ["illness", "accident", "sick-pay", "funeral", "loss", "other"] as const;

export const needSchema = record({
  category: choice(NEED_CATEGORIES),
  /** aid wanted, in minor units */
  benefit: amount(),
  /** the most one would pay a year, in minor units */
  mostPerYear: amount(),
  groupMin: uint(10_000),
  groupMax: uint(10_000),
});
export type Need = Infer<typeof needSchema>;

const contentSchema = record({
  nickname: text(40),
  /** how to pay this member, in their own words; seen by members only */
  payTo: text(200, 0),
  needs: list(needSchema, NEEDS_MAX),
  /** multiaddrs under which this device can be reached; none: it cannot, or does not want to be */
  addresses: list(text(ADDRESS_CHARACTERS_MAX), ADDRESSES_MAX),
});
export type ProfileContent = Infer<typeof contentSchema>;
const payloadContent = nullable(contentSchema);

const VERSION = 1;

export function signProfile(
  community: CommunityId,
  device: DeviceKey,
  version: number,
  content: ProfileContent | null,
  sign: (message: Uint8Array) => Uint8Array,
): SignedProfile {
  const payload = encodeCbor([
    VERSION,
    fromHex(community),
    fromHex(device),
    version,
    payloadContent.write(content),
  ]);
  const wire = encodeCbor([payload, sign(concatBytes(tag("profile"), payload))]);
  return { community, device, version, content, hash: profileHash(wire), wire };
}

export type ProfileFault = "profile-malformed" | "profile-signature";

export function decodeProfile(wire: Uint8Array, verify: Verify): SignedProfile | ProfileFault {
  const outer = decodeCbor(wire, { bytesMax: PROFILE_BYTES_MAX });
  if (!outer.ok || !Array.isArray(outer.value) || outer.value.length !== 2) return "profile-malformed";
  const [payload, signature] = outer.value as readonly Cbor[];
  if (!(payload instanceof Uint8Array) || !(signature instanceof Uint8Array)) return "profile-malformed";
  const inner = decodeCbor(payload, { bytesMax: PROFILE_BYTES_MAX });
  if (!inner.ok || !Array.isArray(inner.value) || inner.value.length !== 5) return "profile-malformed";
  const [format, community, device, version, content] = inner.value as readonly Cbor[];
  if (format !== VERSION || !isBytes32(community) || !isBytes32(device)) return "profile-malformed";
  if (typeof version !== "number" || version < 0) return "profile-malformed";
  const read = payloadContent.read(content as Cbor);
  if (!read.ok) return "profile-malformed";
  if (signature.length !== 64 || !verify(signature, concatBytes(tag("profile"), payload), device))
    return "profile-signature";
  return {
    community: toHex(community) as CommunityId,
    device: toHex(device) as DeviceKey,
    version,
    content: read.value,
    hash: profileHash(wire),
    wire,
  };
}

/** Whether `next` replaces `held`: the higher version, among equal ones the higher hash. */
export function replaces(next: SignedProfile, held: SignedProfile | undefined): boolean {
  if (held === undefined || next.version !== held.version)
    return held === undefined || next.version > held.version;
  return next.hash > held.hash;
}

function profileHash(wire: Uint8Array): HashId {
  return toHex(taggedHash("profile", wire)) as HashId;
}
