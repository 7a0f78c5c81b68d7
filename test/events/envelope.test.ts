import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { fromHex, toHex } from "../../src/base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import { sha256 } from "../../src/base/hash.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { authenticate } from "../../src/events/authentic.ts";
import { decodeEvent, encodeWire } from "../../src/events/envelope.ts";
import type { DecodedEvent } from "../../src/events/event.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { deviceFrom, eventOf, events, feedOf } from "../arbitrary/event.ts";
import { fc } from "../property.ts";

const verify = nativeVerify();

describe("the bytes of an event", () => {
  test("by the formulas, with nothing of the code under test but CBOR and SHA-256", () => {
    const event = present(feedOf(deviceFrom(1), 2)[1], "the second event");
    const [payload, signature, saltedBody] = arrayOf(event.wire) as [Uint8Array, Uint8Array, Uint8Array];
    const fields = arrayOf(payload);
    const bodyHash = sha256(new Uint8Array([...utf8Encode("huzhu/body/1\0"), ...saltedBody]));
    const found = present(feedOf(deviceFrom(1), 1)[0], "the first event");
    expect(fields).toEqual([
      1,
      fromHex(found.id),
      fromHex(deviceFrom(1).publicKey),
      1,
      fromHex(found.id),
      null,
      1_700_000_000_000,
      "witness",
      bodyHash,
    ]);
    const eventId = sha256(new Uint8Array([...utf8Encode("huzhu/event/1\0"), ...payload]));
    expect(event.id).toBe(toHex(eventId));
    const message = new Uint8Array([...utf8Encode("huzhu/sign/1\0"), ...eventId]);
    expect(verify(signature, message, fromHex(event.device))).toBe(true);
    expect(saltedBody.slice(16)).toEqual(encodeCbor({ seq: 1 }));
  });

  test("one event's bytes, fixed: a change here parts every community from its log", () => {
    const event = eventOf(deviceFrom(7));
    expect(event.id).toBe("93c873214ffd29645a57caab1965fbe182a9fcf1e34baefb639584cb097a874e");
    expect(toHex(sha256(event.wire))).toBe(
      "5827e8363e79d665e959a832f445aebb5eb79da24077a629c9f37f2a08dce7dd",
    );
  });

  test("every decoded event re-encodes to its bytes, and says what its author said", () => {
    fc.assert(
      fc.property(events, (event) => {
        const again = decodeEvent(event.wire.slice());
        expect(again.ok && again.value).toEqual(event);
        const [, , saltedBody] = arrayOf(event.wire) as [Uint8Array, Uint8Array, Uint8Array];
        expect(encodeWire(event.payload, event.signature, saltedBody)).toEqual(event.wire);
        expect(encodeCbor(arrayOf(event.payload))).toEqual(event.payload);
        expect(encodeCbor(event.body)).toEqual(saltedBody.slice(16));
        expect(authenticate(event, verify).ok).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a byte that changed", () => {
  /** A changed byte is refused, or the id differs, or only the signature does, which then no longer verifies. */
  function expectHarmless(event: DecodedEvent, at: number, byte: number): void {
    const wire = event.wire.slice();
    wire[at] = byte;
    const mutated = decodeEvent(wire);
    if (!mutated.ok) return;
    if (mutated.value.id === event.id) {
      const { signature: _, wire: __, ...content } = mutated.value;
      const { signature: ___, wire: ____, ...original } = event;
      expect(content).toEqual(original);
    }
    expect(authenticate(mutated.value, verify).ok).toBe(false);
  }

  test("every bit of one event, one at a time", () => {
    const event = present(feedOf(deviceFrom(1), 2)[1], "the second event");
    for (let at = 0; at < event.wire.length; at++) {
      // one bit of the signature's bytes is enough: each costs a verification in pure JavaScript
      const bits = at % 4 === 0 ? [1, 2, 4, 8, 16, 32, 64, 128] : [1 << (at % 8)];
      for (const bit of bits) expectHarmless(event, at, (event.wire[at] as number) ^ bit);
    }
  });

  test("any byte of any event", () => {
    fc.assert(
      fc.property(events, fc.nat(), fc.integer({ min: 1, max: 255 }), (event, position, change) => {
        const at = position % event.wire.length;
        expectHarmless(event, at, (event.wire[at] as number) ^ change);
      }),
      { numRuns: 150 },
    );
  });

  test("any cut or longer wire is refused", () => {
    fc.assert(
      fc.property(events, fc.nat(), (event, position) => {
        expect(decodeEvent(event.wire.slice(0, position % event.wire.length)).ok).toBe(false);
        expect(decodeEvent(new Uint8Array([...event.wire, position % 256])).ok).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

function arrayOf(bytes: Uint8Array): readonly Cbor[] {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !Array.isArray(decoded.value)) throw new Error("not a CBOR array");
  return decoded.value as readonly Cbor[];
}
