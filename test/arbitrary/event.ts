import type { Cbor } from "../../src/base/cbor.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { CommunityId, EventId } from "../../src/base/id.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { signEvent } from "../../src/events/authentic.ts";
import type { EventDraft } from "../../src/events/envelope.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { SALT_BYTES } from "../../src/events/limits.ts";
import { type Signer, signerOf } from "../../src/events/signer.ts";
import { fc } from "../property.ts";

/** The same key for the same number, in every run. */
export function deviceFrom(seedNumber: number): Signer {
  return signerOf(sha256(utf8Encode(`test device ${seedNumber}`)));
}

/** A salt that only tests may use: it is the same for the same device, seq and kind. */
export function testSalt(draft: Pick<EventDraft, "device" | "seq" | "kind">): Uint8Array {
  return sha256(utf8Encode(`${draft.device} ${draft.seq} ${draft.kind}`)).slice(0, SALT_BYTES);
}

/** One event, signed. What is not given is that of a first `found`. */
export function eventOf(device: Signer, parts: Partial<EventDraft> = {}): AuthenticEvent {
  const draft: EventDraft = {
    community: null,
    device: device.publicKey,
    seq: 0,
    prev: null,
    anchor: null,
    claimedMs: 1_700_000_000_000,
    kind: "found",
    body: {},
    ...parts,
  };
  return signEvent(draft, testSalt(draft), device.sign);
}

/**
 * The first `length` events of a device's feed: `found` and then `witness`, or in a given community `join` and then
 * `witness`. Bodies tell their seq only: whole as events, not as their kinds.
 */
export function feedOf(
  device: Signer,
  length: number,
  community: CommunityId | null = null,
): AuthenticEvent[] {
  const feed: AuthenticEvent[] = [];
  let prev: EventId | null = null;
  for (let seq = 0; seq < length; seq++) {
    const first = community === null ? "found" : "join";
    const event: AuthenticEvent = eventOf(device, {
      community: community ?? feed[0]?.id ?? null,
      seq,
      prev,
      kind: seq === 0 ? first : "witness",
      body: { seq },
    });
    feed.push(event);
    prev = event.id;
  }
  return feed;
}

const idText = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));

const safeInteger = fc.maxSafeInteger().map((value) => (Object.is(value, -0) ? 0 : value));

const { value: cborValue } = fc.letrec<{ value: Cbor }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    safeInteger,
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 8 }), tie("value"), { maxKeys: 4 }),
  ),
}));

/** Any body that is a map of canonical CBOR. */
export const bodies: fc.Arbitrary<Cbor> = fc.dictionary(fc.string({ maxLength: 12 }), cborValue, {
  maxKeys: 6,
});

/** Any event that decodes, of one of four devices; of any kind, known or not. */
export const events: fc.Arbitrary<AuthenticEvent> = fc
  .record({
    device: fc.integer({ min: 0, max: 3 }).map(deviceFrom),
    community: idText,
    seq: fc.maxSafeNat(),
    prev: idText,
    anchor: fc.option(idText),
    claimedMs: fc.maxSafeNat(),
    kind: fc.stringMatching(/^[a-z-]{1,32}$/),
    body: bodies,
  })
  .map(({ device, community, seq, prev, anchor, claimedMs, kind, body }) => {
    if (kind === "found") return eventOf(device, { claimedMs, body });
    const parts = { community, seq, prev: seq === 0 ? null : prev, anchor, claimedMs, kind, body };
    return eventOf(device, parts as Partial<EventDraft>);
  });
