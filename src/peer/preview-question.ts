import { concatBytes, fromHex, toHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { sha256, tag } from "../base/hash.ts";
import type { CommunityId } from "../base/id.ts";
import { utf8Encode } from "../base/utf8.ts";
import { type InviteStatement, verifyInvite } from "../events/invite.ts";
import { bytes, id, publicKey, record, uint } from "../events/schema.ts";
import type { Verify } from "../events/signature.ts";
import type { GivenInvite } from "./first-events.ts";

const VERSION = 1;
export const PREVIEW_QUESTION_BYTES_MAX = 512;

const inviteSchema = record({
  key: publicKey(),
  inviter: id(),
  inviterDevice: publicKey(),
  expiresMs: uint(),
  signature: bytes(64),
});

/**
 * What an invitee asks before they have a key: CBOR [1, community, invite, proof]. The proof is by the invite's secret key
 * over tag(preview) ‖ community ‖ SHA-256(asker's peer id) ‖ SHA-256(answerer's peer id), so that it holds for this very connection.
 */
export function writePreviewQuestion(
  { community, statement, key }: GivenInvite,
  asker: string,
  answerer: string,
): Uint8Array {
  const proof = key.sign(provenBytes(community, asker, answerer));
  return encodeCbor([VERSION, fromHex(community), inviteSchema.write(statement), proof]);
}

/** The invite, signed by the device it names, whose secret the asker proves to hold; undefined: nothing that an invitee of this community would say. */
export function readPreviewQuestion(
  frame: Uint8Array,
  community: CommunityId,
  asker: string,
  answerer: string,
  verify: Verify,
): InviteStatement | undefined {
  const decoded = decodeCbor(frame, { bytesMax: PREVIEW_QUESTION_BYTES_MAX });
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 4) return undefined;
  const [version, named, row, proof] = decoded.value as readonly Cbor[];
  if (version !== VERSION || !(named instanceof Uint8Array) || toHex(named) !== community) return undefined;
  const read = row === undefined ? undefined : inviteSchema.read(row);
  if (read?.ok !== true || !(proof instanceof Uint8Array)) return undefined;
  const invite: InviteStatement = read.value;
  if (!verify(proof, provenBytes(community, asker, answerer), fromHex(invite.key))) return undefined;
  return verifyInvite(community, invite, verify) ? invite : undefined;
}

function provenBytes(community: CommunityId, asker: string, answerer: string): Uint8Array {
  const peers = [asker, answerer].map((peer) => sha256(utf8Encode(peer)));
  return concatBytes(tag("preview"), fromHex(community), ...peers);
}
