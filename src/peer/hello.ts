import { concatBytes, fromHex, toHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { sha256, tag } from "../base/hash.ts";
import type { CommunityId, DeviceKey } from "../base/id.ts";
import { utf8Encode } from "../base/utf8.ts";
import { authenticate } from "../events/authentic.ts";
import { decodeEvent, inCommunity } from "../events/envelope.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { REFUSAL_CODES, type RefusalCode } from "../events/refusals.ts";
import type { Verify } from "../events/signature.ts";
import type { Signer } from "../events/signer.ts";

/**
 * The first thing two nodes say: which device is speaking, bound to this very connection.
 * CBOR [1, community, device, signature, first event | null]; the signature covers
 * tag(hello) ‖ community ‖ SHA-256(speaker's peer id) ‖ SHA-256(listener's peer id).
 */
export interface Hello {
  readonly device: DeviceKey;
  /** the `found`, `join` or `device` that brought it in, or is to: for whoever does not know it yet; null: not told */
  readonly firstEvent: AuthenticEvent | null;
}

const VERSION = 1;
export const HELLO_BYTES_MAX = 16 * 1024;

function signedBytes(community: CommunityId, speaker: string, listener: string): Uint8Array {
  const peers = [speaker, listener].map((peer) => sha256(utf8Encode(peer)));
  return concatBytes(tag("hello"), fromHex(community), ...peers);
}

export function writeHello(
  community: CommunityId,
  speaker: string,
  listener: string,
  signer: Signer,
  firstEvent: AuthenticEvent | null,
): Uint8Array {
  const signature = signer.sign(signedBytes(community, speaker, listener));
  const first = firstEvent === null ? null : firstEvent.wire;
  return encodeCbor([VERSION, fromHex(community), fromHex(signer.publicKey), signature, first]);
}

/** In place of a hello, to a newcomer who is not let in: why; in the first event's place the refusal's code. */
export function writeTurnAway(
  community: CommunityId,
  speaker: string,
  listener: string,
  signer: Signer,
  code: RefusalCode,
): Uint8Array {
  const signature = signer.sign(signedBytes(community, speaker, listener));
  return encodeCbor([VERSION, fromHex(community), fromHex(signer.publicKey), signature, code]);
}

/** Why the other side, a device of that community by its own word, turned us away; undefined: it says nothing of the kind. */
export function readTurnAway(
  bytes: Uint8Array,
  community: CommunityId,
  speaker: string,
  listener: string,
  verify: Verify,
): RefusalCode | undefined {
  const said = readParts(bytes, community, speaker, listener, verify)?.rest;
  return REFUSAL_CODES.find((code) => code === said);
}

/** What the other side says of itself, or undefined where it proves nothing. */
export function readHello(
  bytes: Uint8Array,
  community: CommunityId,
  speaker: string,
  listener: string,
  verify: Verify,
): Hello | undefined {
  const parts = readParts(bytes, community, speaker, listener, verify);
  if (parts === undefined) return undefined;
  const { key, rest: first } = parts;
  if (first === null) return { device: key, firstEvent: null };
  const firstEvent = first instanceof Uint8Array ? readFirst(first, community, key, verify) : undefined;
  return firstEvent && { device: key, firstEvent };
}

/** The device that speaks, which its signature proves, and what it says beside. */
function readParts(
  bytes: Uint8Array,
  community: CommunityId,
  speaker: string,
  listener: string,
  verify: Verify,
): { readonly key: DeviceKey; readonly rest: Cbor | undefined } | undefined {
  const decoded = decodeCbor(bytes, { bytesMax: HELLO_BYTES_MAX });
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 5) return undefined;
  const [version, named, device, signature, rest] = decoded.value as readonly Cbor[];
  if (version !== VERSION || !(named instanceof Uint8Array) || toHex(named) !== community) return undefined;
  if (!(device instanceof Uint8Array) || device.length !== 32 || !(signature instanceof Uint8Array))
    return undefined;
  if (!verify(signature, signedBytes(community, speaker, listener), device)) return undefined;
  return { key: toHex(device) as DeviceKey, rest };
}

function readFirst(
  wire: Uint8Array,
  community: CommunityId,
  device: DeviceKey,
  verify: Verify,
): AuthenticEvent | undefined {
  const decoded = decodeEvent(wire);
  const here = decoded.ok ? inCommunity(decoded.value, community) : decoded;
  if (!here.ok || here.value.device !== device || here.value.seq !== 0) return undefined;
  const event = authenticate(here.value, verify);
  return event.ok ? event.value : undefined;
}
