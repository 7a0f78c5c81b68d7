import { concatBytes, equalBytes, fromHex, toHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";
import { tag, taggedHash } from "../base/hash.ts";
import type { CommunityId, DeviceKey, EventId, SealId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { DecodedEvent } from "./event.ts";
import { type EventFaultDetail, eventFault } from "./faults.ts";
import { EVENT_BYTES_MAX, KEY_BYTES, KIND_CHARACTERS_MAX, SALT_BYTES, SIGNATURE_BYTES } from "./limits.ts";
import { isMap } from "./schema.ts";

/**
 * The bytes of an event (docs/protocol.md, events):
 *   payload = [v, community|null, device, seq, prev|null, anchor|null, claimedMs, kind, bodyHash]
 *   bodyHash = SHA-256(huzhu/body/1\0 ‖ salt16 ‖ body)    id = SHA-256(huzhu/event/1\0 ‖ payload)
 *   wire = [bytes payload, bytes signature, bytes salt16 ‖ body | null]
 */
export const EVENT_VERSION = 1;

/** What its author says; `signEvent` makes an event of it. */
export interface EventDraft {
  readonly community: CommunityId | null;
  readonly device: DeviceKey;
  readonly seq: number;
  readonly prev: EventId | null;
  readonly anchor: SealId | null;
  readonly claimedMs: number;
  readonly kind: string;
  /** a map, as its kind's schema writes it */
  readonly body: Cbor;
}

/** What a device signs for an event: huzhu/sign/1\0 ‖ id. */
export function signedMessage(id: EventId): Uint8Array {
  return concatBytes(tag("sign"), fromHex(id));
}

/** The payload's id; the signature is no part of it, since one key can sign one content in several ways. */
export function eventIdOf(payload: Uint8Array): EventId {
  return toHex(taggedHash("event", payload)) as EventId;
}

/** The payload of a draft, and its body behind a salt of 16 bytes that must never be used twice. */
export function encodeDraft(
  draft: EventDraft,
  salt: Uint8Array,
): { readonly payload: Uint8Array; readonly saltedBody: Uint8Array } {
  const saltedBody = concatBytes(salt, encodeCbor(draft.body));
  const payload = encodeCbor([
    EVENT_VERSION,
    idBytes(draft.community),
    fromHex(draft.device),
    draft.seq,
    idBytes(draft.prev),
    idBytes(draft.anchor),
    draft.claimedMs,
    draft.kind,
    taggedHash("body", saltedBody),
  ]);
  return { payload, saltedBody };
}

/** The bytes that are stored and sent. Without its body an event keeps its id, signature and place in the chain. */
export function encodeWire(
  payload: Uint8Array,
  signature: Uint8Array,
  saltedBody: Uint8Array | null,
): Uint8Array {
  return encodeCbor([payload, signature, saltedBody]);
}

/**
 * The event in the bytes received, or the first fault. Cheap checks come first and hashes are of the bytes as
 * they came. Not checked here: the signature (`authentic.ts`), the community (`inCommunity`), the body's schema.
 */
export function decodeEvent(wire: Uint8Array): Result<DecodedEvent, EventFaultDetail> {
  if (wire.length > EVENT_BYTES_MAX) return fail(eventFault("event-too-large"));
  const outer = decodeCbor(wire);
  if (!outer.ok) return fail(eventFault("event-not-canonical", "wire", outer.error));
  if (!isArray(outer.value) || outer.value.length !== 3) return malformed("wire");
  const [payload, signature, saltedBody] = outer.value;
  if (!(payload instanceof Uint8Array)) return malformed("wire.payload");
  if (!isBytes(signature, SIGNATURE_BYTES)) return malformed("wire.signature");
  const fields = decodePayload(payload);
  if (!fields.ok) return fields;
  const { bodyHash, ...stated } = fields.value;
  const body = decodeBody(saltedBody, bodyHash);
  if (!body.ok) return body;
  return ok({ ...stated, id: eventIdOf(payload), body: body.value, payload, signature, wire });
}

/** The event itself, if it is of this community: `found` by its id, any other by what it names. */
export function inCommunity(
  event: DecodedEvent,
  community: CommunityId,
): Result<DecodedEvent, EventFaultDetail> {
  return (event.community ?? event.id) === community ? ok(event) : fail(eventFault("community-wrong"));
}

type Stated = Omit<DecodedEvent, "id" | "body" | "payload" | "signature" | "wire"> & {
  readonly bodyHash: Uint8Array;
};

const KIND = new RegExp(`^[a-z-]{1,${KIND_CHARACTERS_MAX}}$`);

/** Also used where a payload comes without its wire, as the two inside a `fork`. */
export function decodePayload(payload: Uint8Array): Result<Stated, EventFaultDetail> {
  const decoded = decodeCbor(payload, { bytesMax: EVENT_BYTES_MAX });
  if (!decoded.ok) return fail(eventFault("event-not-canonical", "payload", decoded.error));
  if (!isArray(decoded.value)) return malformed("payload");
  const [version, community, device, seq, prev, anchor, claimedMs, kind, bodyHash] = decoded.value;
  if (!isCount(version)) return malformed("payload.v");
  // asked before the number of fields, which is the next version's to change
  if (version !== EVENT_VERSION) return fail(eventFault("event-version-unknown", "payload.v"));
  if (decoded.value.length !== 9) return malformed("payload");
  if (!isIdOrNull(community)) return malformed("payload.community");
  if (!isBytes(device, KEY_BYTES)) return malformed("payload.device");
  if (!isCount(seq)) return malformed("payload.seq");
  if (!isIdOrNull(prev) || (prev === null) !== (seq === 0)) return malformed("payload.prev");
  if (!isIdOrNull(anchor)) return malformed("payload.anchor");
  if (!isCount(claimedMs)) return malformed("payload.claimedMs");
  if (typeof kind !== "string" || !KIND.test(kind)) return malformed("payload.kind");
  if (!isBytes(bodyHash, KEY_BYTES)) return malformed("payload.bodyHash");
  if ((kind === "found") !== (community === null)) return malformed("payload.community");
  if (kind === "found" && (seq !== 0 || anchor !== null)) return malformed("payload.kind");
  return ok({
    community: idText<CommunityId>(community),
    device: toHex(device) as DeviceKey,
    seq,
    prev: idText<EventId>(prev),
    anchor: idText<SealId>(anchor),
    claimedMs,
    kind,
    bodyHash,
  });
}

function decodeBody(saltedBody: Cbor | undefined, bodyHash: Uint8Array): Result<Cbor, EventFaultDetail> {
  if (saltedBody === null) return fail(eventFault("body-missing"));
  if (!(saltedBody instanceof Uint8Array) || saltedBody.length <= SALT_BYTES) return malformed("wire.body");
  if (!equalBytes(taggedHash("body", saltedBody), bodyHash)) return fail(eventFault("body-hash-wrong"));
  const body = decodeCbor(saltedBody.subarray(SALT_BYTES));
  if (!body.ok) return fail(eventFault("event-not-canonical", "body", body.error));
  return isMap(body.value) ? ok(body.value) : malformed("body");
}

function malformed(part: string): { readonly ok: false; readonly error: EventFaultDetail } {
  return fail(eventFault("event-malformed", part));
}

function isArray(value: Cbor): value is readonly Cbor[] {
  return Array.isArray(value);
}

function isBytes(value: Cbor | undefined, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length === length;
}

function isIdOrNull(value: Cbor | undefined): value is Uint8Array | null {
  return value === null || isBytes(value, KEY_BYTES);
}

function isCount(value: Cbor | undefined): value is number {
  return typeof value === "number" && value >= 0;
}

function idText<Id extends string>(value: Uint8Array | null): Id | null {
  return value === null ? null : (toHex(value) as Id);
}

function idBytes(value: string | null): Uint8Array | null {
  return value === null ? null : fromHex(value);
}
