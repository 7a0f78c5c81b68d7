import { randomBytes } from "node:crypto";
import { x25519 } from "@noble/curves/ed25519.js";
import { bech32 } from "@scure/base";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../src/base/bytes.ts";
import { isBoxKey, openWith, sealFor } from "../../../src/node/evidence/age-box.ts";

function box() {
  const secret = randomBytes(32);
  return { secret: toHex(secret), key: toHex(x25519.getPublicKey(secret)) };
}

const PLAIN = new Uint8Array(randomBytes(70_000));

describe("a box of age", () => {
  test("opens for each of those it was made for, with any of their secrets, and for nobody else", async () => {
    const [ann, ben, old, eve] = [box(), box(), box(), box()];
    const blob = await sealFor([ann.key, old.key], PLAIN);
    expect(await openWith([ann.secret], blob)).toEqual(PLAIN);
    expect(await openWith([ben.secret, old.secret], blob)).toEqual(PLAIN);
    expect(await openWith([eve.secret], blob)).toBeUndefined();
    expect(await openWith([], blob)).toBeUndefined();
    expect(new TextDecoder().decode(blob.subarray(0, 21))).toBe("age-encryption.org/v1");
  });

  test("is of the very keys that age itself writes", async () => {
    const identity = await generateX25519Identity();
    const secret = toHex(bech32.decodeToBytes(identity).bytes);
    const key = toHex(bech32.decodeToBytes(await identityToRecipient(identity)).bytes);
    expect(toHex(x25519.getPublicKey(fromHex(secret)))).toBe(key);
    expect(await openWith([secret], await sealFor([key], PLAIN))).toEqual(PLAIN);
  });

  test("stays shut once any of its bytes is another", async () => {
    const ann = box();
    const blob = await sealFor([ann.key], PLAIN);
    for (const at of [30, 100, 200, 1_000, blob.length - 1]) {
      const changed = blob.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await openWith([ann.secret], changed), String(at)).toBeUndefined();
    }
    expect(await openWith([ann.secret], blob.subarray(0, blob.length - 1))).toBeUndefined();
  });

  test("a key that no secret can be shared with is known before it spoils the box of all", async () => {
    expect(isBoxKey(box().key)).toBe(true);
    for (const bad of ["00".repeat(32), `01${"00".repeat(31)}`]) {
      expect(isBoxKey(bad)).toBe(false);
      await expect(sealFor([box().key, bad], PLAIN)).rejects.toThrow();
    }
  });

  test("takes as many as a whole community's newest two devices", async () => {
    const all = Array.from({ length: 2_000 }, box);
    const blob = await sealFor(
      all.map(({ key }) => key),
      PLAIN,
    );
    expect(blob.length - PLAIN.length).toBeLessThan(256 * 1024);
    expect(await openWith([all[1_999]?.secret ?? ""], blob)).toEqual(PLAIN);
  });
});
