import { describe, expect, test } from "vitest";
import { encodeCbor } from "../../src/base/cbor.ts";
import type { DeviceKey, EventId, HashId, SealId } from "../../src/base/id.ts";
import {
  BUCKETS,
  FEEDS_PER_REQUEST_MAX,
  HEADS_PER_ANSWER_MAX,
  MESSAGES_KNOWN_MAX,
  type SyncRequest,
  type SyncResponse,
} from "../../src/peer/sync-frames.ts";
import { decodeRequest, encodeRequest } from "../../src/peer/sync-requests.ts";
import { decodeResponse, encodeResponse } from "../../src/peer/sync-responses.ts";
import { fc } from "../property.ts";
import { hex32 } from "../seal/samples.ts";

const id = fc.nat(1_000).map((n) => hex32(`${n}`));
const device = id as fc.Arbitrary<DeviceKey>;
const hash = id as fc.Arbitrary<HashId>;
const eventId = id as fc.Arbitrary<EventId>;
const count = fc.maxSafeNat();
const bytes = fc.uint8Array({ maxLength: 40 });
const wires = fc.array(bytes, { maxLength: 4 });

const requests: fc.Arbitrary<SyncRequest> = fc.oneof(
  fc.constant<SyncRequest>({ type: "status" }),
  fc.constant<SyncRequest>({ type: "buckets" }),
  fc.record({
    type: fc.constant("heads" as const),
    buckets: fc.array(fc.nat(BUCKETS - 1), { maxLength: 9 }),
  }),
  fc.record({
    type: fc.constant("feeds" as const),
    from: fc.array(fc.record({ device, seq: count }), { maxLength: 5 }),
  }),
  fc.record({
    type: fc.constant("history" as const),
    height: count,
    offset: count,
    skip: count,
    last: count,
  }),
  fc.record({
    type: fc.constant("messages" as const),
    height: count,
    known: fc.array(hash, { maxLength: 5 }),
  }),
  fc.record({ type: fc.constant("profile-list" as const), after: fc.option(device) }),
  fc.record({ type: fc.constant("profiles" as const), devices: fc.array(device, { maxLength: 5 }) }),
  fc.record({ type: fc.constant("event" as const), id: eventId }),
  fc.constant<SyncRequest>({ type: "snapshots" }),
  fc.record({ type: fc.constant("chain" as const), height: count }),
  fc.record({
    type: fc.constant("snapshot" as const),
    height: count,
    at: fc.option(fc.record({ trie: fc.nat(20), path: id.map((hex) => hex.slice(0, 7)) })),
  }),
  fc.constant<SyncRequest>({ type: "two-seals" }),
  fc.constant<SyncRequest>({ type: "roll" }),
);

const entry = fc.record({ height: count, offset: count, total: count, slice: bytes, skip: count, wires });
const responses: fc.Arbitrary<SyncResponse> = fc.oneof(
  fc.record({
    type: fc.constant("status" as const),
    height: count,
    sealId: fc.option(id as fc.Arbitrary<SealId>),
    heads: hash,
    messages: hash,
    profiles: hash,
    nowMs: count,
    isHalted: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("buckets" as const),
    hashes: fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), {
      minLength: BUCKETS,
      maxLength: BUCKETS,
    }),
  }),
  fc.record({
    type: fc.constant("heads" as const),
    heads: fc.array(fc.record({ device, seq: count, id: eventId })),
  }),
  fc.record({ type: fc.constant("feeds" as const), wires, more: fc.boolean() }),
  fc.record({
    type: fc.constant("history" as const),
    found: fc.option(bytes),
    entries: fc.array(entry, { maxLength: 4 }),
  }),
  fc.record({ type: fc.constant("messages" as const), wires }),
  fc.record({
    type: fc.constant("profile-list" as const),
    profiles: fc.array(fc.record({ device, hash })),
    more: fc.boolean(),
  }),
  fc.record({ type: fc.constant("profiles" as const), wires }),
  fc.record({ type: fc.constant("event" as const), wire: fc.option(bytes) }),
  fc.record({ type: fc.constant("snapshots" as const), heights: fc.array(count, { maxLength: 9 }) }),
  fc.record({ type: fc.constant("chain" as const), found: fc.option(bytes), links: wires }),
  fc.record({
    type: fc.constant("snapshot" as const),
    page: fc.option(fc.record({ roots: fc.option(wires), nodes: wires })),
  }),
  fc.record({ type: fc.constant("roll" as const), roll: fc.option(bytes) }),
  fc.constant<SyncResponse>({ type: "refused" }),
);

describe("frames", () => {
  test("requests and responses come back as they were sent", () => {
    fc.assert(
      fc.property(requests, responses, (request, response) => {
        expect(decodeRequest(encodeRequest(request))).toEqual(request);
        expect(decodeResponse(encodeResponse(response))).toEqual(response);
      }),
      { numRuns: 300 },
    );
  });

  test("a frame cut short, changed, or of anything else, is none or another, and never a throw", () => {
    const frames = fc.oneof(requests.map(encodeRequest), responses.map(encodeResponse), fc.uint8Array());
    fc.assert(
      fc.property(frames, fc.nat(), fc.nat(255), (frame, at, value) => {
        const changed = frame.slice();
        if (changed.length > 0) changed[at % changed.length] = value;
        for (const some of [changed, frame.subarray(0, at % (frame.length + 1))]) {
          const request = decodeRequest(some);
          if (request !== undefined) expect(decodeRequest(encodeRequest(request))).toEqual(request);
          const response = decodeResponse(some);
          if (response !== undefined) expect(decodeResponse(encodeResponse(response))).toEqual(response);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, Uint8Array]>([
    ["empty", new Uint8Array(0)],
    ["too large", encodeCbor([7, new Uint8Array(256 * 1024)])],
    ["deeply nested", new Uint8Array(200_000).fill(0x81)],
    ["no list", encodeCbor({})],
    ["without a type", encodeCbor([])],
    ["of an unknown type", encodeCbor([99])],
    ["of a type that is no number", encodeCbor(["status"])],
    ["of a negative type", encodeCbor([-1])],
    ["heads of a bucket beyond the last", encodeCbor([2, [BUCKETS]])],
    ["heads of too many buckets", encodeCbor([2, Array(BUCKETS + 1).fill(0)])],
    [
      "feeds of too many devices",
      encodeCbor([3, Array(FEEDS_PER_REQUEST_MAX + 1).fill([new Uint8Array(32), 0])]),
    ],
    ["feeds from before the first", encodeCbor([3, [[new Uint8Array(32), -1]]])],
    ["history of no height", encodeCbor([4, null, 0, 0])],
    ["too many messages known", encodeCbor([5, 1, Array(MESSAGES_KNOWN_MAX + 1).fill(new Uint8Array(32))])],
    [
      "profiles of too many devices",
      encodeCbor([7, Array(FEEDS_PER_REQUEST_MAX + 1).fill(new Uint8Array(32))]),
    ],
    ["an event by half an id", encodeCbor([8, new Uint8Array(31)])],
    ["a chain from no height", encodeCbor([10, null])],
    ["a snapshot from a trie that is none", encodeCbor([11, 1, 1_000, ""])],
    ["a snapshot from half a place", encodeCbor([11, 1, 2, null])],
    ["a snapshot from a path of no digits", encodeCbor([11, 1, 2, "xy"])],
    ["a snapshot from a path without end", encodeCbor([11, 1, 2, "0".repeat(1_025)])],
  ])("a request %s is malformed", (_, frame) => {
    expect(decodeRequest(frame)).toBeUndefined();
  });

  test("the largest of each fits into a frame", () => {
    const key = hex32("x");
    const largest: readonly SyncRequest[] = [
      {
        type: "feeds",
        from: Array(FEEDS_PER_REQUEST_MAX).fill({ device: key, seq: Number.MAX_SAFE_INTEGER }),
      },
      { type: "messages", height: 1, known: Array(MESSAGES_KNOWN_MAX).fill(key) },
    ];
    for (const request of largest) expect(decodeRequest(encodeRequest(request))).toEqual(request);
    const row = { device: key as DeviceKey, seq: Number.MAX_SAFE_INTEGER, id: key as EventId };
    const heads: SyncResponse = { type: "heads", heads: Array(HEADS_PER_ANSWER_MAX).fill(row) };
    expect(decodeResponse(encodeResponse(heads))).toEqual(heads);
  });
});
