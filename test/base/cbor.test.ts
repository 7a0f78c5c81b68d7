import * as dagCbor from "@ipld/dag-cbor";
import { describe, expect, test } from "vitest";
import { AssertionError } from "../../src/base/assert.ts";
import { fromHex, toHex } from "../../src/base/bytes.ts";
import { CBOR_ITEMS_MAX, type Cbor, type CborFault, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import { fc } from "../property.ts";

const text = fc.string({ unit: "binary", maxLength: 12 }).filter((value) => value.isWellFormed());
const key = fc.oneof(
  text,
  fc.constantFrom("__proto__", "constructor", "toString", "1", "10", "é", "\u{1f600}", "\uffff"),
);
const integer = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -300, max: 300 }),
  fc.constantFrom(
    23,
    24,
    255,
    256,
    65535,
    65536,
    2 ** 32 - 1,
    2 ** 32,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
  ),
);
const bytes = fc.uint8Array({ maxLength: 40 });
const scalar: fc.Arbitrary<Cbor> = fc.oneof(integer, text, fc.boolean(), fc.constant(null), bytes);

function arrayOrMap(items: fc.Arbitrary<Cbor>): fc.Arbitrary<Cbor> {
  const map = fc.uniqueArray(fc.tuple(key, items), { maxLength: 6, selector: ([name]) => name });
  return fc.oneof(fc.array(items, { maxLength: 6 }), map.map(mapOf));
}

function mapOf(entries: readonly (readonly [string, Cbor])[]): Cbor {
  const map = Object.create(null) as { [name: string]: Cbor };
  for (const [name, value] of entries) map[name] = value;
  return map;
}

const value = fc.oneof(
  scalar,
  arrayOrMap(fc.oneof(scalar, arrayOrMap(fc.oneof(scalar, arrayOrMap(scalar))))),
);

function accepted(input: Uint8Array): Cbor {
  const result = decodeCbor(input);
  if (!result.ok) throw new Error(`refused as ${result.error}: ${toHex(input)}`);
  return result.value;
}

describe("beside @ipld/dag-cbor", () => {
  test("encodes to the same bytes, and reads back what was written", () => {
    const encodes = fc.property(value, (sample) => {
      const encoded = encodeCbor(sample);
      expect(toHex(encoded)).toBe(toHex(dagCbor.encode(sample)));
      expect(accepted(encoded)).toEqual(sample);
    });
    fc.assert(encodes, { numRuns: 2000 });
  });

  test("whatever bytes are accepted mean the same to both and re-encode to themselves", () => {
    const mutated = fc
      .tuple(value, fc.nat(), fc.integer({ min: 0, max: 255 }))
      .map(([sample, place, byte]) => {
        const encoded = encodeCbor(sample);
        encoded[place % encoded.length] = byte;
        return encoded;
      });
    const agrees = fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 24 })), (input) => {
      const result = decodeCbor(input);
      if (!result.ok) return;
      expect(toHex(dagCbor.encode(dagCbor.decode(input)))).toBe(toHex(input));
      expect(toHex(encodeCbor(result.value))).toBe(toHex(input));
    });
    fc.assert(agrees, { numRuns: 5000 });
  });

  test("a float that is a whole number, written as an integer, is the same value", () => {
    expect(accepted(dagCbor.encode(3))).toBe(3);
  });
});

const nested = (depth: number) => Uint8Array.from([...Array<number>(depth).fill(0x81), 0x00]);
const bytesOf = (hex: string) => fromHex(hex.replaceAll(" ", ""));

const evil: readonly (readonly [string, Uint8Array, CborFault])[] = [
  ["nothing", bytesOf(""), "truncated"],
  ["an integer cut off", bytesOf("19 01"), "truncated"],
  ["a text cut off", bytesOf("63 61 62"), "truncated"],
  ["an array cut off", bytesOf("82 01"), "truncated"],
  ["a map cut off after its key", bytesOf("a1 61 61"), "truncated"],
  ["a byte string of 2^64 − 1", bytesOf("5b ff ff ff ff ff ff ff ff"), "truncated"],
  ["a text of 4 GiB", bytesOf("7a ff ff ff ff"), "truncated"],
  ["an array of 2^53", bytesOf("9b 00 20 00 00 00 00 00 00"), "truncated"],
  ["a map of 2^64 − 1", bytesOf("bb ff ff ff ff ff ff ff ff"), "truncated"],
  ["a map whose doubled length overflows 32 bits", bytesOf("ba 80 00 00 01 61 61 00"), "truncated"],
  [
    "an array of 5000 with less behind it",
    Uint8Array.from([0x99, 0x13, 0x88, ...Array<number>(4500).fill(0)]),
    "truncated",
  ],
  ["two values", bytesOf("00 00"), "trailing-bytes"],
  ["arrays 10^5 deep", nested(100_000), "too-deep"],
  ["arrays 9 deep", nested(9), "too-deep"],
  ["maps 9 deep", bytesOf(`${"a1 61 61 ".repeat(9)} 00`), "too-deep"],
  ["an indefinite array", bytesOf("9f 00 ff"), "indefinite"],
  ["an indefinite map", bytesOf("bf 61 61 00 ff"), "indefinite"],
  ["indefinite bytes", bytesOf("5f 41 00 ff"), "indefinite"],
  ["indefinite text", bytesOf("7f 61 61 ff"), "indefinite"],
  ["a lone break", bytesOf("ff"), "indefinite"],
  ["tag 42, a link", bytesOf("d8 2a 41 00"), "tag"],
  ["tag 0, a date", bytesOf("c0 60"), "tag"],
  ["tag 2, a bignum", bytesOf("c2 41 01"), "tag"],
  ["a half float", bytesOf("f9 3c 00"), "float"],
  ["a single float", bytesOf("fa 3f 80 00 00"), "float"],
  ["a double", bytesOf("fb 3f f1 99 99 99 99 99 9a"), "float"],
  ["NaN", bytesOf("f9 7e 00"), "float"],
  ["infinity", bytesOf("fb 7f f0 00 00 00 00 00 00"), "float"],
  ["undefined", bytesOf("f7"), "simple"],
  ["simple 0", bytesOf("e0"), "simple"],
  ["simple 32", bytesOf("f8 20"), "simple"],
  ["true in two bytes", bytesOf("f8 15"), "simple"],
  ["2^53", bytesOf("1b 00 20 00 00 00 00 00 00"), "integer-too-large"],
  ["2^64 − 1", bytesOf("1b ff ff ff ff ff ff ff ff"), "integer-too-large"],
  ["−2^53", bytesOf("3b 00 1f ff ff ff ff ff ff"), "integer-too-large"],
  ["23 in two bytes", bytesOf("18 17"), "not-shortest"],
  ["255 in three", bytesOf("19 00 ff"), "not-shortest"],
  ["65535 in five", bytesOf("1a 00 00 ff ff"), "not-shortest"],
  ["2^32 − 1 in nine", bytesOf("1b 00 00 00 00 ff ff ff ff"), "not-shortest"],
  ["−1 in two bytes", bytesOf("38 00"), "not-shortest"],
  ["a text's length in two bytes", bytesOf("78 01 61"), "not-shortest"],
  ["an array's length in two bytes", bytesOf("98 01 00"), "not-shortest"],
  ["an integer as key", bytesOf("a1 01 00"), "key-not-text"],
  ["bytes as key", bytesOf("a1 41 61 00"), "key-not-text"],
  ["keys unsorted", bytesOf("a2 61 62 00 61 61 00"), "keys-unsorted"],
  ["keys sorted by bytes, the longer first", bytesOf("a2 62 61 61 00 61 62 00"), "keys-unsorted"],
  ["a key twice", bytesOf("a2 61 61 00 61 61 01"), "keys-unsorted"],
  ["the empty key twice", bytesOf("a2 60 00 60 01"), "keys-unsorted"],
  ["a stray continuation byte", bytesOf("61 80"), "bad-utf8"],
  ["an overlong slash", bytesOf("62 c0 af"), "bad-utf8"],
  ["a surrogate in UTF-8", bytesOf("63 ed a0 80"), "bad-utf8"],
  ["past U+10FFFF", bytesOf("64 f4 90 80 80"), "bad-utf8"],
  ["a character cut off", bytesOf("62 e4 b8"), "bad-utf8"],
  ["bad UTF-8 in a key", bytesOf("a1 61 ff 00"), "bad-utf8"],
  ["reserved header 28", bytesOf("1c"), "not-canonical"],
  ["reserved header 30 of a text", bytesOf("7e 61"), "not-canonical"],
];

describe("refuses", () => {
  test.each(evil)("%s", (_, input, code) => {
    expect(decodeCbor(input)).toEqual({ ok: false, error: code });
  });

  test("what is too large, before it looks at it", () => {
    expect(decodeCbor(new Uint8Array(65).fill(0xff), { bytesMax: 64 })).toEqual({
      ok: false,
      error: "too-large",
    });
    expect(decodeCbor(new Uint8Array(256 * 1024 + 1))).toEqual({ ok: false, error: "too-large" });
  });

  test("one item too many, and not the last one allowed", () => {
    const items = (count: number) => encodeCbor(Array<number>(count - 1).fill(0));
    expect(decodeCbor(items(CBOR_ITEMS_MAX)).ok).toBe(true);
    expect(decodeCbor(items(CBOR_ITEMS_MAX + 1))).toEqual({ ok: false, error: "too-many-items" });
    expect(decodeCbor(bytesOf("a1 61 61 00"), { itemsMax: 2 })).toEqual({
      ok: false,
      error: "too-many-items",
    });
  });

  test("every cut of a sound encoding", () => {
    const whole = encodeCbor({ a: [1, "two", null], b: Uint8Array.of(1, 2, 3), c: { d: -70000 } });
    for (let length = 0; length < whole.length; length++) {
      expect(decodeCbor(whole.subarray(0, length))).toEqual({ ok: false, error: "truncated" });
    }
  });
});

describe("accepts", () => {
  test("depth 8, siblings after depth, empty containers", () => {
    expect(decodeCbor(nested(8)).ok).toBe(true);
    expect(accepted(encodeCbor([[], {}, [[]], "after"]))).toEqual([[], {}, [[]], "after"]);
  });

  test("integers at both ends", () => {
    for (const end of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])
      expect(accepted(encodeCbor(end))).toBe(end);
  });

  test("maps inherit nothing, and __proto__ is a key like any other", () => {
    const map = accepted(bytesOf("a1 69 5f5f70726f746f5f5f a1 61 61 01")) as {
      readonly [name: string]: Cbor;
    };
    expect(Object.keys(map)).toEqual(["__proto__"]);
    expect(map["a"]).toBeUndefined();
    expect(map["toString"]).toBeUndefined();
    expect(map["constructor"]).toBeUndefined();
  });

  test("byte strings are plain copies, even out of a Buffer", () => {
    const input = Buffer.from(encodeCbor(Uint8Array.of(1, 2, 3)));
    const value = accepted(input) as Uint8Array;
    input.fill(0);
    expect([...value]).toEqual([1, 2, 3]);
    expect(value.constructor).toBe(Uint8Array);
    expect(value.buffer.byteLength).toBe(3);
  });
});

describe("encoding asserts", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  const bugs: readonly (readonly [string, unknown])[] = [
    ["a float", 1.5],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["−0", -0],
    ["2^53", 2 ** 53],
    ["undefined", undefined],
    ["a property that holds undefined", { a: undefined }],
    ["a hole", new Array<number>(1)],
    ["a bigint", 1n],
    ["a function", () => 1],
    ["a lone surrogate", "\ud800"],
    ["a lone surrogate in a key", { "\udc00": 1 }],
    ["a Map", new Map()],
    ["a Date", new Date(0)],
    ["another typed array", new Uint16Array(2)],
    ["what is too deep for any reader", [[[[[[[[[0]]]]]]]]]],
    ["a cycle", cycle],
  ];
  test.each(bugs)("%s", (_, bug) => {
    expect(() => encodeCbor(bug as Cbor)).toThrow(AssertionError);
    // One failed encoding leaves nothing behind for the next.
    expect(toHex(encodeCbor([1]))).toBe("8101");
  });
});

test("long values grow the writer", () => {
  const long = [new Uint8Array(100_000).fill(7), "x".repeat(50_000), "字".repeat(20_000)];
  expect(accepted(encodeCbor(long))).toEqual(long);
});
