import { expect, test } from "vitest";
import { fromHex } from "../../src/base/bytes.ts";
import { publicKeyOfSeed, signWithSeed } from "../../src/events/signature.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { deviceFrom } from "../arbitrary/event.ts";

test("what is accepted is not asked again, what is rejected is asked again once", () => {
  let asked = 0;
  const verify = nativeVerify(() => {
    asked++;
    return true;
  });
  const device = deviceFrom(1);
  const key = fromHex(device.publicKey);
  const message = new Uint8Array([7]);
  expect(verify(device.sign(message), message, key)).toBe(true);
  expect(asked).toBe(0);
  expect(verify(new Uint8Array(64), message, key)).toBe(true);
  expect(asked).toBe(1);
});

test("more keys than the cache holds, twice around: every answer is right", () => {
  const verify = nativeVerify(() => false);
  const message = new Uint8Array([9]);
  const seed = new Uint8Array(32).fill(3);
  const key = publicKeyOfSeed(seed);
  const signature = signWithSeed(message, seed);
  // keys need not be on the curve to be imported and to fill the cache
  const other = (index: number): Uint8Array => {
    const bytes = new Uint8Array(32);
    new DataView(bytes.buffer).setUint32(0, index);
    return bytes;
  };
  for (let index = 0; index < 10_000; index++) {
    expect(verify(signature, message, other(index % 5_000))).toBe(false);
    if (index % 500 === 0) expect(verify(signature, message, key)).toBe(true);
  }
});
