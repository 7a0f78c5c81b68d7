import { expect, test } from "vitest";
import { decodeHeader, encodeHeader, SEAL_HEADER_BYTES, sealIdOf } from "../../src/seal/header.ts";
import { fc } from "../property.ts";
import { headerOf, sealId } from "./samples.ts";

const header = headerOf({ epoch: 3, height: 9, prev: sealId("before"), throughMs: 1_700_000_000_000 });

test("a header has 313 bytes, whatever is in it", () => {
  expect(SEAL_HEADER_BYTES).toBe(313);
  expect(encodeHeader(header)).toHaveLength(SEAL_HEADER_BYTES);
  expect(encodeHeader(headerOf())).toHaveLength(SEAL_HEADER_BYTES);
});

test("what is written is read again", () => {
  const numbers = fc.record({ epoch: fc.maxSafeNat(), height: fc.maxSafeNat(), throughMs: fc.maxSafeNat() });
  fc.assert(
    fc.property(numbers, ({ epoch, height, throughMs }) => {
      const some = headerOf({ epoch, height: Math.max(2, height), throughMs, prev: sealId("before") });
      expect(decodeHeader(encodeHeader(some))).toEqual(some);
    }),
  );
  expect(decodeHeader(encodeHeader(headerOf()))).toEqual(headerOf());
});

test("every byte changed makes another seal, or none", () => {
  const id = sealIdOf(header);
  const bytes = encodeHeader(header);
  for (let at = 0; at < bytes.length; at++)
    for (const flip of [1, 0x80, 0xff]) {
      const changed = bytes.slice();
      changed[at] = (changed[at] as number) ^ flip;
      const read = decodeHeader(changed);
      if (read === undefined) continue;
      expect(encodeHeader(read)).toEqual(changed);
      expect(sealIdOf(read)).not.toBe(id);
    }
});

test("bytes of another length, version, or without a place in the chain are none", () => {
  const bytes = encodeHeader(header);
  expect(decodeHeader(bytes.subarray(1))).toBeUndefined();
  expect(decodeHeader(new Uint8Array([...bytes, 0]))).toBeUndefined();
  expect(decodeHeader(new Uint8Array(0))).toBeUndefined();
  const version = bytes.slice();
  version[0] = 2;
  expect(decodeHeader(version)).toBeUndefined();
  expect(decodeHeader(encodeHeader(headerOf({ height: 2, prev: null })))).toBeUndefined();
  expect(decodeHeader(encodeHeader(headerOf({ height: 1, prev: sealId("x") })))).toBeUndefined();
  expect(decodeHeader(encodeHeader(headerOf({ height: 0, prev: sealId("x") })))).toBeUndefined();
});
