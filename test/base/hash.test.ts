import { createHash } from "node:crypto";
import { sha256 as noble } from "@noble/hashes/sha2.js";
import { afterEach, expect, test } from "vitest";
import { concatBytes, toHex } from "../../src/base/bytes.ts";
import { sha256, tag, taggedHash, useSha256 } from "../../src/base/hash.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { nativeSha256 } from "../../src/node/native-sha256.ts";
import { fc } from "../property.ts";

const native = (data: Uint8Array) => new Uint8Array(createHash("sha256").update(data).digest());

afterEach(() => useSha256(noble));

test("FIPS 180-4: the hash of abc", () => {
  expect(toHex(sha256(utf8Encode("abc")))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

test("the shell's hash gives the same result", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
      expect(native(data)).toEqual(sha256(data));
      expect(nativeSha256(data)).toEqual(sha256(data));
    }),
  );
});

test("a supplied hash is the one used", () => {
  useSha256(() => new Uint8Array(32).fill(9));
  expect(sha256(new Uint8Array())).toEqual(new Uint8Array(32).fill(9));
  expect(taggedHash("event")).toEqual(new Uint8Array(32).fill(9));
});

test("a domain stands before the parts, closed by a zero byte", () => {
  expect(tag("event")).toEqual(utf8Encode("huzhu/event/1\0"));
  const parts = [Uint8Array.of(1), Uint8Array.of(2, 3)] as const;
  expect(taggedHash("body", ...parts)).toEqual(native(concatBytes(utf8Encode("huzhu/body/1\0"), ...parts)));
  expect(taggedHash("body", ...parts)).not.toEqual(taggedHash("event", ...parts));
  // more than is put together without an allocation
  const long = [new Uint8Array(5_000).fill(4), new Uint8Array(5_000).fill(5)] as const;
  for (const some of [long, parts, [...long, ...parts]])
    expect(taggedHash("body", ...some)).toEqual(native(concatBytes(tag("body"), ...some)));
});
