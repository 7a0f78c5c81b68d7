import { expect, test } from "vitest";
import { utf8Decode, utf8Encode } from "../../src/base/utf8.ts";
import { fc } from "../property.ts";

const wellFormed = fc.string({ unit: "binary" }).filter((text) => text.isWellFormed());

test("encodes as TextEncoder does, and back", () => {
  const same = fc.property(wellFormed, (text) => {
    expect(utf8Encode(text)).toEqual(new TextEncoder().encode(text));
    expect(utf8Decode(utf8Encode(text))).toBe(text);
  });
  fc.assert(same, { numRuns: 1000 });
});

test("accepts exactly the bytes that a fatal TextDecoder accepts", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const lead = fc.constantFrom(
    0x41,
    0x80,
    0xbf,
    0xc0,
    0xc1,
    0xc2,
    0xdf,
    0xe0,
    0xed,
    0xef,
    0xf0,
    0xf4,
    0xf5,
    0xff,
  );
  const tail = fc.constantFrom(0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0);
  const nasty = fc
    .array(fc.tuple(lead, fc.array(tail, { maxLength: 3 })), { maxLength: 3 })
    .map((parts) => Uint8Array.from(parts.flatMap(([first, rest]) => [first, ...rest])));
  const same = fc.property(fc.oneof(nasty, fc.uint8Array({ maxLength: 6 })), (bytes) => {
    let expected: string | undefined;
    try {
      expected = decoder.decode(bytes);
    } catch {
      expected = undefined;
    }
    expect(utf8Decode(bytes)).toBe(expected);
  });
  fc.assert(same, { numRuns: 20_000 });
});

test("a byte order mark is a character like any other", () => {
  expect(utf8Decode(Uint8Array.of(0xef, 0xbb, 0xbf))).toBe("\ufeff");
});

test("a lone surrogate is a bug of the caller", () => {
  for (const text of ["\ud800", "a\udc00", "\udc00\ud800"])
    expect(() => utf8Encode(text)).toThrow("well-formed text");
});
