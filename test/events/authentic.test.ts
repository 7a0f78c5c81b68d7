import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { concatBytes } from "../../src/base/bytes.ts";
import { encodeCbor } from "../../src/base/cbor.ts";
import type { EventId } from "../../src/base/id.ts";
import { authenticate, authenticateNamed, authenticateRange, signEvent } from "../../src/events/authentic.ts";
import { decodeEvent, encodeWire } from "../../src/events/envelope.ts";
import type { DecodedEvent } from "../../src/events/event.ts";
import type { Verify } from "../../src/events/signature.ts";
import type { Signer } from "../../src/events/signer.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { deviceFrom, eventOf, feedOf } from "../arbitrary/event.ts";
import { fc } from "../property.ts";

const native = nativeVerify();
const LENGTH = 24;
const feed: readonly DecodedEvent[] = feedOf(deviceFrom(1), LENGTH);
const at = (index: number): DecodedEvent => present(feed[index], "an event of the feed");

/** The event with one bit of its signature flipped: its id, and so the chain, stay whole. */
function spoilt(event: DecodedEvent): DecodedEvent {
  const signature = event.signature.slice();
  signature[40] = (signature[40] as number) ^ 1;
  return { ...event, signature };
}

function counting(): { readonly verify: Verify; readonly calls: () => number } {
  let calls = 0;
  const verify: Verify = (...parts) => {
    calls++;
    return native(...parts);
  };
  return { verify, calls: () => calls };
}

describe("a range of a feed", () => {
  test("any part of a whole feed is authentic by one verification", () => {
    for (let from = 0; from < LENGTH; from += 5) {
      const { verify, calls } = counting();
      expect(authenticateRange(feed.slice(from), verify)).toEqual({ authentic: feed.slice(from) });
      expect(calls()).toBe(1);
    }
  });

  test("nothing is authentic of nothing, and nothing is verified", () => {
    const { verify, calls } = counting();
    expect(authenticateRange([], verify)).toEqual({ authentic: [] });
    expect(calls()).toBe(0);
  });

  test("a signature spoilt in the middle is vouched for by a later one, alone it is not", () => {
    const middle = feed.map((event, index) => (index === 10 ? spoilt(event) : event));
    expect(authenticateRange(middle, native)).toEqual({ authentic: middle });
    expect(authenticate(spoilt(at(10)), native).ok).toBe(false);
  });

  test("signatures spoilt from one on: exactly those before it are kept, in 1 + log2 n verifications", () => {
    fc.assert(
      fc.property(fc.nat({ max: LENGTH - 1 }), (from) => {
        const { verify, calls } = counting();
        const range = feed.map((event, index) => (index >= from ? spoilt(event) : event));
        const { authentic, fault } = authenticateRange(range, verify);
        expect(authentic).toEqual(feed.slice(0, from));
        expect(fault?.code).toBe("signature-wrong");
        expect(calls()).toBeLessThanOrEqual(1 + Math.ceil(Math.log2(LENGTH)));
      }),
      { numRuns: LENGTH },
    );
  });

  test("whatever is spoilt: what is kept is a first part whose last signature holds, and the cost is bounded", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: LENGTH - 1 })), fc.nat({ max: LENGTH }), (bad, length) => {
        const { verify, calls } = counting();
        const range = feed
          .slice(0, length)
          .map((event, index) => (bad.includes(index) ? spoilt(event) : event));
        const { authentic, fault } = authenticateRange(range, verify);
        expect(authentic).toEqual(range.slice(0, authentic.length));
        const last = authentic.at(-1);
        expect(last === undefined || authenticate(last, native).ok).toBe(true);
        expect(fault === undefined).toBe(authentic.length === range.length);
        expect(calls()).toBeLessThanOrEqual(1 + Math.ceil(Math.log2(LENGTH)));
      }),
      { numRuns: 60 },
    );
  });

  const otherDevice = feedOf(deviceFrom(2), LENGTH);
  const rewritten = eventOf(deviceFrom(1), {
    community: at(0).id,
    seq: 10,
    prev: at(9).id,
    kind: "witness",
    body: { seq: "another tale" },
  });
  const wrongPrev = eventOf(deviceFrom(1), {
    community: at(0).id,
    seq: 10,
    prev: at(3).id,
    kind: "witness",
    body: {},
  });
  /** Rightly signed, and naming the event before it: one part is wrong. */
  const oneWrong = (by: Signer, seq: number): DecodedEvent =>
    eventOf(by, { community: at(0).id, seq, prev: at(9).id, kind: "witness", body: {} });
  test.each<readonly [string, DecodedEvent, number]>([
    ["an event of another device that names the one before", oneWrong(deviceFrom(2), 10), 10],
    ["an event that skips a seq", oneWrong(deviceFrom(1), 11), 10],
    ["an event of another device", present(otherDevice[10], "an event"), 10],
    ["an event told anew, rightly signed: a fork", rewritten, 11],
    ["an event with another prev, rightly signed", wrongPrev, 10],
    ["an event that comes twice", at(9), 10],
    ["an event left out", at(11), 10],
  ])("%s breaks the chain: what stands before is kept", (_, instead, kept) => {
    const range = [...feed.slice(0, 10), instead, ...feed.slice(11)];
    const { authentic, fault } = authenticateRange(range, native);
    expect(authentic).toEqual(range.slice(0, kept));
    expect(fault?.code).toBe("chain-broken");
  });

  test("a body told anew does not decode", () => {
    const event = at(10);
    const saltedBody = concatBytes(new Uint8Array(16), encodeCbor({ seq: 11 }));
    const result = decodeEvent(encodeWire(event.payload, event.signature, saltedBody));
    expect(result.ok ? "none" : result.error.code).toBe("body-hash-wrong");
  });

  test("a stranger's signature over somebody's feed vouches for nothing", () => {
    const stranger = deviceFrom(3);
    const draft = { ...at(0), device: at(0).device };
    const forged = signEvent(draft, new Uint8Array(16), stranger.sign);
    expect(authenticateRange([forged], native)).toMatchObject({
      authentic: [],
      fault: { code: "signature-wrong" },
    });
  });
});

describe("one event", () => {
  test("by its own signature", () => {
    const result = authenticate(at(3), native);
    expect(result.ok && result.value).toBe(at(3));
  });

  test("by a certified seal that names it, whatever its signature", () => {
    const ids: ReadonlySet<EventId> = new Set([at(3).id]);
    expect(authenticateNamed(spoilt(at(3)), ids).ok).toBe(true);
    expect(authenticateNamed(at(4), ids).ok).toBe(false);
  });
});
