import { describe, expect, test } from "vitest";
import { fromHex } from "../../src/base/bytes.ts";
import { isAdmissibleKey, type Verify, verifyZip215 } from "../../src/events/signature.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { deviceFrom } from "../arbitrary/event.ts";
import { cctvVectors, type SignatureVector, speccheckVectors } from "./ed25519-vectors.ts";

const cctv = cctvVectors();
const speccheck = speccheckVectors();
const all = [...cctv, ...speccheck];

/** Names of the vectors that get another answer than the derived one. */
function wrong(vectors: readonly SignatureVector[], verify: Verify): readonly string[] {
  return vectors
    .filter(({ signature, message, publicKey, valid }) => verify(signature, message, publicKey) !== valid)
    .map(({ name }) => name);
}

describe("ed25519 vectors get exactly the ZIP-215 verdict", () => {
  test("all of them are here, with the counts that the derivation gives", () => {
    expect(cctv).toHaveLength(914);
    expect(speccheck).toHaveLength(12);
    expect(cctv.filter(({ valid }) => !valid)).toHaveLength(88);
    expect(cctv.filter(({ admissible }) => admissible)).toHaveLength(28);
  });

  test("S < L in every CCTV vector, as the derivation supposes", () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const scalar = (signature: Uint8Array) =>
      signature.slice(32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    expect(cctv.filter(({ signature }) => scalar(signature) >= order)).toEqual([]);
    expect(speccheck.flatMap(({ signature }, index) => (scalar(signature) >= order ? [index] : []))).toEqual([
      6, 7,
    ]);
  });

  test("without the fast path", () => {
    expect(wrong(all, verifyZip215)).toEqual([]);
  });

  test("through the fast path", () => {
    expect(wrong(all, nativeVerify())).toEqual([]);
  });

  test("the fast path alone accepts nothing that ZIP-215 rejects, and not all that it accepts", () => {
    const nativeOnly = nativeVerify(() => false);
    const accepted = all.filter(({ signature, message, publicKey }) =>
      nativeOnly(signature, message, publicKey),
    );
    expect(accepted.filter(({ valid }) => !valid)).toEqual([]);
    expect(accepted.length).toBeGreaterThan(0);
    expect(accepted.length).toBeLessThan(all.filter(({ valid }) => valid).length);
  });

  test("a key is admitted as the flags about A say", () => {
    const mistaken = all.filter(({ publicKey, admissible }) => isAdmissibleKey(publicKey) !== admissible);
    expect(mistaken.map(({ name }) => name)).toEqual([]);
  });
});

describe("what is no signature or no key is false, never thrown", () => {
  const device = deviceFrom(1);
  const key = fromHex(device.publicKey);
  const message = new Uint8Array([1, 2, 3]);
  const signature = device.sign(message);
  const offCurve = new Uint8Array(32).fill(2);
  const cases: readonly (readonly [string, Uint8Array, Uint8Array, Uint8Array])[] = [
    ["an empty signature", new Uint8Array(), message, key],
    ["a signature of 63 bytes", signature.slice(0, 63), message, key],
    ["a signature of 65 bytes", new Uint8Array([...signature, 0]), message, key],
    ["an empty key", signature, message, new Uint8Array()],
    ["a key of 31 bytes", signature, message, key.slice(0, 31)],
    ["a key of 33 bytes", signature, message, new Uint8Array([...key, 0])],
    ["a key off the curve", signature, message, offCurve],
    ["an R off the curve", new Uint8Array([...offCurve, ...signature.slice(32)]), message, key],
    ["another message", signature, new Uint8Array([1, 2, 4]), key],
    ["another key", signature, message, fromHex(deviceFrom(2).publicKey)],
  ];
  const native = nativeVerify();

  test("the sound one is true", () => {
    expect(verifyZip215(signature, message, key)).toBe(true);
    expect(native(signature, message, key)).toBe(true);
    expect(isAdmissibleKey(key)).toBe(true);
  });

  test.each(cases)("%s", (_, badSignature, badMessage, badKey) => {
    expect(verifyZip215(badSignature, badMessage, badKey)).toBe(false);
    expect(native(badSignature, badMessage, badKey)).toBe(false);
  });

  test.each([
    ["empty", new Uint8Array()],
    ["31 bytes", key.slice(0, 31)],
    ["33 bytes", new Uint8Array([...key, 0])],
    ["off the curve", offCurve],
    ["the identity", Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 1 : 0))],
  ])("a key that is %s is not admitted", (_, bad) => {
    expect(isAdmissibleKey(bad)).toBe(false);
  });
});
