import { createPublicKey, type KeyObject, verify as opensslVerify } from "node:crypto";
import { KEY_BYTES } from "../events/limits.ts";
import { type Verify, verifyZip215 } from "../events/signature.ts";

/** Imported keys kept, since an import costs nearly as much as a verification. */
const KEYS_CACHED_MAX = 4_096;

/** RFC 8410: the SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes. */
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/**
 * ZIP-215 with OpenSSL for the fast path: what OpenSSL accepts, ZIP-215 accepts (it checks S < L and the equation
 * without the cofactor, over the same decoding of A); whatever it rejects, which differs by Node's version, is
 * asked again. So a bad signature costs milliseconds: check what is cheap first. One cache per call.
 */
export function nativeVerify(askAgain: Verify = verifyZip215): Verify {
  const keys = keyCache();
  return (signature, message, publicKey) => {
    const key = keys(publicKey);
    if (key !== undefined && opensslAccepts(key, signature, message)) return true;
    return askAgain(signature, message, publicKey);
  };
}

function opensslAccepts(key: KeyObject, signature: Uint8Array, message: Uint8Array): boolean {
  try {
    return opensslVerify(null, message, key, signature);
  } catch {
    return false;
  }
}

/** Least recently used, by two generations: when the young one is full it becomes the old one, which is let go. */
function keyCache(): (publicKey: Uint8Array) => KeyObject | undefined {
  let young = new Map<string, KeyObject>();
  let old = new Map<string, KeyObject>();
  return (publicKey) => {
    const name = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.length).toString("latin1");
    const known = young.get(name);
    if (known !== undefined) return known;
    const key = old.get(name) ?? importKey(publicKey);
    if (key === undefined) return undefined;
    if (young.size >= KEYS_CACHED_MAX / 2) {
      old = young;
      young = new Map();
    }
    young.set(name, key);
    return key;
  };
}

function importKey(publicKey: Uint8Array): KeyObject | undefined {
  if (publicKey.length !== KEY_BYTES) return undefined;
  try {
    return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}
