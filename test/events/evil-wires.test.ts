import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { concatBytes, fromHex } from "../../src/base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import { tag, taggedHash } from "../../src/base/hash.ts";
import type { EventId } from "../../src/base/id.ts";
import type { Result } from "../../src/base/result.ts";
import { authenticate, authenticateNamed, authenticateRange } from "../../src/events/authentic.ts";
import { decodeEvent, encodeWire, inCommunity } from "../../src/events/envelope.ts";
import type { DecodedEvent } from "../../src/events/event.ts";
import {
  EVENT_FAULTS,
  type EventFault,
  type EventFaultDetail,
  isStateless,
} from "../../src/events/faults.ts";
import { EVENT_BYTES_MAX } from "../../src/events/limits.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { deviceFrom, eventOf, feedOf } from "../arbitrary/event.ts";

const verify = nativeVerify();
const device = deviceFrom(1);
const feed = feedOf(device, 2);
const found = present<DecodedEvent>(feed[0], "the first event");
const witness = present<DecodedEvent>(feed[1], "the second event");
const salt = new Uint8Array(16).fill(9);
const id32 = new Uint8Array(32).fill(5);

/** A `witness` event signed as it should be, whatever its parts: only what the line changes is wrong. */
function wireWith(change: {
  readonly fields?: Readonly<Record<number, Cbor>>;
  readonly payload?: (payload: Uint8Array) => Uint8Array;
  readonly body?: Uint8Array;
  readonly saltedBody?: Cbor;
  readonly signature?: Cbor;
  readonly wire?: (parts: Cbor[]) => Cbor;
}): Uint8Array {
  const saltedBody = concatBytes(salt, change.body ?? encodeCbor({ on: true }));
  const sound: readonly Cbor[] = [
    1,
    fromHex(found.id),
    fromHex(device.publicKey),
    1,
    fromHex(found.id),
    null,
    1,
    "witness",
    taggedHash("body", saltedBody),
  ];
  const fields = sound.map((field, index) => change.fields?.[index] ?? field);
  for (const index of Object.keys(change.fields ?? {}).map(Number))
    fields[index] = change.fields?.[index] ?? null;
  const payload = (change.payload ?? ((bytes) => bytes))(encodeCbor(fields));
  const signature = change.signature ?? device.sign(concatBytes(tag("sign"), taggedHash("event", payload)));
  const parts = [payload, signature, change.saltedBody === undefined ? saltedBody : change.saltedBody];
  return encodeCbor((change.wire ?? ((all) => all))(parts));
}

const faultOf = (result: Result<unknown, EventFaultDetail>): EventFault | "none" =>
  result.ok ? "none" : result.error.code;
const decodedFault = (wire: Uint8Array): EventFault | "none" => faultOf(decodeEvent(wire));
const decoded = (wire: Uint8Array): DecodedEvent => {
  const event = decodeEvent(wire);
  if (!event.ok) throw new Error(`does not decode: ${event.error.code} ${event.error.part}`);
  return event.value;
};

test("what the lines below change is sound when nothing is changed", () => {
  expect(decodedFault(wireWith({}))).toBe("none");
  expect(authenticate(decoded(wireWith({})), verify).ok).toBe(true);
});

/** One way at least to each fault; the type says that none is left out. */
const WAYS: Record<EventFault, () => EventFault | "none"> = {
  "event-too-large": () =>
    decodedFault(wireWith({ body: encodeCbor({ text: "a".repeat(EVENT_BYTES_MAX) }) })),
  "event-not-canonical": () => decodedFault(new Uint8Array([...wireWith({}), 0])),
  "event-malformed": () => decodedFault(wireWith({ fields: { 7: "Witness" } })),
  "event-version-unknown": () => decodedFault(wireWith({ fields: { 0: 2 } })),
  "body-missing": () => decodedFault(encodeWire(witness.payload, witness.signature, null)),
  "body-hash-wrong": () =>
    decodedFault(wireWith({ saltedBody: concatBytes(salt, encodeCbor({ on: false })) })),
  "community-wrong": () => faultOf(inCommunity(witness, witness.id)),
  "signature-wrong": () =>
    faultOf(authenticate(decoded(wireWith({ signature: new Uint8Array(64) })), verify)),
  "chain-broken": () => authenticateRange([witness, found], verify).fault?.code ?? "none",
  "event-not-named": () => faultOf(authenticateNamed(witness, new Set<EventId>([found.id]))),
};

test.each(EVENT_FAULTS)("%s", (code) => {
  expect(WAYS[code]()).toBe(code);
});

test("gossip rejects what bytes alone show, and ignores what a node that knows more may send", () => {
  expect(EVENT_FAULTS.filter((code) => !isStateless(code))).toEqual([
    "event-version-unknown",
    "body-missing",
    "community-wrong",
    "event-not-named",
  ]);
});

describe("evil wires", () => {
  const nested = new Uint8Array([...new Uint8Array(3_000).fill(0x81), 0]);
  const lines: readonly (readonly [string, Uint8Array, EventFault, string])[] = [
    ["nothing", new Uint8Array(), "event-not-canonical", "wire"],
    ["3,000 arrays inside each other", nested, "event-not-canonical", "wire"],
    ["a map", encodeCbor({}), "event-malformed", "wire"],
    ["two parts", wireWith({ wire: (parts) => parts.slice(0, 2) }), "event-malformed", "wire"],
    ["four parts", wireWith({ wire: (parts) => [...parts, null] }), "event-malformed", "wire"],
    [
      "a payload that is an array",
      wireWith({ wire: ([, ...rest]) => [[], ...rest] }),
      "event-malformed",
      "wire.payload",
    ],
    [
      "a signature of 63 bytes",
      wireWith({ signature: new Uint8Array(63) }),
      "event-malformed",
      "wire.signature",
    ],
    ["a signature that is text", wireWith({ signature: "s" }), "event-malformed", "wire.signature"],
    ["a body without its salt", wireWith({ saltedBody: salt }), "event-malformed", "wire.body"],
    ["a body that is text", wireWith({ saltedBody: "body" }), "event-malformed", "wire.body"],
    ["a body that is a list", wireWith({ body: encodeCbor([]) }), "event-malformed", "body"],
    ["a body that is bytes", wireWith({ body: encodeCbor(salt) }), "event-malformed", "body"],
    [
      "a body with a long header",
      wireWith({ body: new Uint8Array([0xb8, 0]) }),
      "event-not-canonical",
      "body",
    ],
    [
      "a body with a float",
      wireWith({ body: new Uint8Array([0xa1, 0x61, 97, 0xf9, 0, 0]) }),
      "event-not-canonical",
      "body",
    ],
    ["a body, then more", wireWith({ body: new Uint8Array([0xa0, 0xa0]) }), "event-not-canonical", "body"],
    [
      "a payload, then more",
      wireWith({ payload: (bytes) => concatBytes(bytes, salt) }),
      "event-not-canonical",
      "payload",
    ],
    ["a payload that is a map", wireWith({ payload: () => encodeCbor({}) }), "event-malformed", "payload"],
    ["an empty payload array", wireWith({ payload: () => encodeCbor([]) }), "event-malformed", "payload.v"],
    ["one field too many", wireWith({ fields: { 9: 1 } }), "event-malformed", "payload"],
    ["version 0", wireWith({ fields: { 0: 0 } }), "event-version-unknown", "payload.v"],
    ["version -1", wireWith({ fields: { 0: -1 } }), "event-malformed", "payload.v"],
    ["no community outside found", wireWith({ fields: { 1: null } }), "event-malformed", "payload.community"],
    [
      "a community of 31 bytes",
      wireWith({ fields: { 1: new Uint8Array(31) } }),
      "event-malformed",
      "payload.community",
    ],
    [
      "a device that is text",
      wireWith({ fields: { 2: device.publicKey } }),
      "event-malformed",
      "payload.device",
    ],
    ["seq -1", wireWith({ fields: { 3: -1 } }), "event-malformed", "payload.seq"],
    ["seq 0 with a prev", wireWith({ fields: { 3: 0 } }), "event-malformed", "payload.prev"],
    ["seq 1 without a prev", wireWith({ fields: { 4: null } }), "event-malformed", "payload.prev"],
    [
      "an anchor of 33 bytes",
      wireWith({ fields: { 5: new Uint8Array(33) } }),
      "event-malformed",
      "payload.anchor",
    ],
    ["a claimed moment before 1970", wireWith({ fields: { 6: -1 } }), "event-malformed", "payload.claimedMs"],
    ["an empty kind", wireWith({ fields: { 7: "" } }), "event-malformed", "payload.kind"],
    ["a kind of 33 letters", wireWith({ fields: { 7: "a".repeat(33) } }), "event-malformed", "payload.kind"],
    ["a kind with a line break", wireWith({ fields: { 7: "vote\n" } }), "event-malformed", "payload.kind"],
    ["a body hash of 16 bytes", wireWith({ fields: { 8: salt } }), "event-malformed", "payload.bodyHash"],
    ["another body hash", wireWith({ fields: { 8: id32 } }), "body-hash-wrong", ""],
    ["found in a community", wireWith({ fields: { 7: "found" } }), "event-malformed", "payload.community"],
    ["found at seq 1", wireWith({ fields: { 1: null, 7: "found" } }), "event-malformed", "payload.kind"],
    [
      "found with an anchor",
      wireWith({ fields: { 1: null, 3: 0, 4: null, 5: id32, 7: "found" } }),
      "event-malformed",
      "payload.kind",
    ],
  ];

  test.each(lines)("%s", (_, wire, code, part) => {
    const result = decodeEvent(wire);
    expect(result.ok ? "none" : [result.error.code, result.error.part]).toEqual([code, part]);
  });

  test("the CBOR fault inside is told", () => {
    const result = decodeEvent(nested);
    expect(result.ok ? null : result.error.cbor).toBe("too-deep");
  });

  test("an event of exactly 7 KiB holds, one byte more does not", () => {
    const body = (letters: number): Cbor => ({ text: "a".repeat(letters) });
    const spare = EVENT_BYTES_MAX - eventOf(device, { body: body(6_000) }).wire.length;
    const largest = eventOf(device, { body: body(6_000 + spare) });
    expect(largest.wire).toHaveLength(EVENT_BYTES_MAX);
    expect(() => eventOf(device, { body: body(6_000 + spare + 1) })).toThrow("event-too-large");
  });

  test("found is of its own community, and of no other", () => {
    expect(faultOf(inCommunity(found, found.id))).toBe("none");
    expect(faultOf(inCommunity(found, witness.id))).toBe("community-wrong");
    expect(faultOf(inCommunity(witness, found.id))).toBe("none");
  });

  test("the bytes that came are the bytes that are kept", () => {
    const wire = wireWith({});
    const event = decoded(wire);
    expect(event.wire).toBe(wire);
    expect(decodeCbor(present(event.payload, "a payload")).ok).toBe(true);
  });
});
