import { concatBytes, fromHex } from "../base/bytes.ts";
import { encodeCbor } from "../base/cbor.ts";
import { tag } from "../base/hash.ts";
import type { CommunityId, HashId, MemberId, PublicKey, SealId } from "../base/id.ts";
import type { Charter } from "../state/records.ts";
import { charterSchema } from "./charter.ts";
import type { Verify } from "./signature.ts";
import type { Signer } from "./signer.ts";

/** What a root agrees to: to begin anew with this member, from this sealed state, under this charter. */
export interface RefoundingWord {
  /** the old one, its last seal here, and what that seal sealed */
  readonly community: CommunityId;
  readonly seal: SealId;
  readonly state: HashId;
  readonly heads: HashId;
  /** who re-founds */
  readonly founder: MemberId;
  readonly charter: Charter;
}

/** The root's signature, 64 bytes, of tag(refound) ‖ community ‖ seal ‖ state ‖ heads ‖ founder ‖ CBOR of the charter. */
export function signRefounding(root: Signer, word: RefoundingWord): Uint8Array {
  return root.sign(messageOf(word));
}

export function verifyRefounding(
  root: PublicKey,
  word: RefoundingWord,
  signature: Uint8Array,
  verify: Verify,
): boolean {
  return verify(signature, messageOf(word), fromHex(root));
}

function messageOf({ community, seal, state, heads, founder, charter }: RefoundingWord): Uint8Array {
  const ids = [community, seal, state, heads, founder].map((id) => fromHex(id));
  return concatBytes(tag("refound"), ...ids, encodeCbor(charterSchema.write(charter)));
}
