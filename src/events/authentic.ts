import { assert } from "../base/assert.ts";
import { fromHex } from "../base/bytes.ts";
import type { CommunityId, EventId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import {
  decodeEvent,
  type EventDraft,
  encodeDraft,
  encodeWire,
  eventIdOf,
  inCommunity,
  signedMessage,
} from "./envelope.ts";
import type { AuthenticEvent, DecodedEvent } from "./event.ts";
import { type EventFaultDetail, eventFault } from "./faults.ts";
import { SALT_BYTES } from "./limits.ts";
import type { Verify } from "./signature.ts";
import type { Signer } from "./signer.ts";

// The only file that makes an `AuthenticEvent`.

/** One event by its own signature, as gossip brings it. */
export function authenticate(event: DecodedEvent, verify: Verify): Result<AuthenticEvent, EventFaultDetail> {
  return isSigned(event, verify) ? ok(event as AuthenticEvent) : fail(eventFault("signature-wrong"));
}

/** The same from the bytes that somebody sent, all that can be asked without knowing more: canonical, of this community, signed. */
export function authenticateWire(
  wire: Uint8Array,
  community: CommunityId,
  verify: Verify,
): Result<AuthenticEvent, EventFaultDetail> {
  const decoded = decodeEvent(wire);
  const here = decoded.ok ? inCommunity(decoded.value, community) : decoded;
  return here.ok ? authenticate(here.value, verify) : here;
}

export interface AuthenticRange {
  /** the events from the first on that hold */
  readonly authentic: readonly AuthenticEvent[];
  /** why the one after them does not; absent when all do */
  readonly fault?: EventFaultDetail;
}

/**
 * A range of one feed, oldest first: the newest signature vouches for all before it, as each event names the id of
 * the one before. One verification when that signature holds, however many events. Else the range is cut behind
 * some event whose signature holds, found by halving: at most 1 + ⌈log2 n⌉ verifications, so that nobody can make
 * us spend n. Where good signatures and bad ones alternate more is cut than need be; nothing wrong is ever kept.
 */
export function authenticateRange(range: readonly DecodedEvent[], verify: Verify): AuthenticRange {
  const linked = linkedLength(range);
  const vouched = vouchedLength(range, linked, verify);
  const authentic = range.slice(0, vouched) as readonly DecodedEvent[] as readonly AuthenticEvent[];
  if (vouched === range.length) return { authentic };
  return { authentic, fault: eventFault(vouched < linked ? "signature-wrong" : "chain-broken") };
}

/** An event that a certified seal names: its id is enough, no signature is verified. */
export function authenticateNamed(
  event: DecodedEvent,
  ids: ReadonlySet<EventId>,
): Result<AuthenticEvent, EventFaultDetail> {
  return ids.has(event.id) ? ok(event as AuthenticEvent) : fail(eventFault("event-not-named"));
}

/** An event from our own store, whose checksum holds: it was authentic when it was stored. */
export function authenticStored(event: DecodedEvent): AuthenticEvent {
  return event as AuthenticEvent;
}

/** An event of one's own, with a salt of 16 bytes never used before. A draft that nobody could decode is a bug. */
export function signEvent(draft: EventDraft, salt: Uint8Array, sign: Signer["sign"]): AuthenticEvent {
  assert(salt.length === SALT_BYTES, "a salt of 16 bytes");
  const { payload, saltedBody } = encodeDraft(draft, salt);
  const signature = sign(signedMessage(eventIdOf(payload)));
  const event = decodeEvent(encodeWire(payload, signature, saltedBody));
  assert(
    event.ok,
    `an event that others can decode: ${event.ok ? "" : `${event.error.code} ${event.error.part}`}`,
  );
  return event.value as AuthenticEvent;
}

function isSigned(event: DecodedEvent, verify: Verify): boolean {
  return verify(event.signature, signedMessage(event.id), fromHex(event.device));
}

/** How many events from the first on are of one device and follow each other. */
function linkedLength(range: readonly DecodedEvent[]): number {
  let last: DecodedEvent | undefined;
  for (const [index, event] of range.entries()) {
    if (last !== undefined && !follows(last, event)) return index;
    last = event;
  }
  return range.length;
}

function follows(earlier: DecodedEvent, later: DecodedEvent): boolean {
  return later.device === earlier.device && later.seq === earlier.seq + 1 && later.prev === earlier.id;
}

/** A length ≤ `linked` whose last event is signed, or 0; `linked` itself whenever that holds. */
function vouchedLength(range: readonly DecodedEvent[], linked: number, verify: Verify): number {
  const holds = (length: number): boolean => isSigned(range[length - 1] as DecodedEvent, verify);
  if (linked === 0 || holds(linked)) return linked;
  let low = 0;
  for (let high = linked; high - low > 1; ) {
    const middle = low + Math.ceil((high - low) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
