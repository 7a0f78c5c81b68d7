import { assert } from "../base/assert.ts";
import { toHex } from "../base/bytes.ts";
import type { PublicKey } from "../base/id.ts";
import { KEY_BYTES } from "./limits.ts";
import { publicKeyOfSeed, signWithSeed } from "./signature.ts";

/** A key that signs: a device's, a root's, an invite's. */
export interface Signer {
  readonly publicKey: PublicKey;
  /** the 64-byte signature of a message that begins with a domain's tag */
  sign(message: Uint8Array): Uint8Array;
}

/** The signer of a 32-byte Ed25519 seed. */
export function signerOf(seed: Uint8Array): Signer {
  assert(seed.length === KEY_BYTES, "a seed of 32 bytes");
  const own = seed.slice();
  return {
    publicKey: toHex(publicKeyOfSeed(own)) as PublicKey,
    sign: (message) => signWithSeed(message, own),
  };
}
