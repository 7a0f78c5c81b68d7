import * as ed from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { toHex } from "../base/bytes.ts";
import { KEY_BYTES, SIGNATURE_BYTES } from "./limits.ts";

// noble's synchronous half asks for a SHA-512; set once, here, where everybody who signs or verifies comes by
ed.hashes.sha512 = sha512;

/** Whether the signature is valid by ZIP-215. Every implementation gives the same answer for the same bytes. */
export type Verify = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;

/** ZIP-215 in pure JavaScript: S < L and [8][S]B = [8]R + [8][k]A, k from the bytes received. Never throws. */
export const verifyZip215: Verify = (signature, message, publicKey) => {
  if (signature.length !== SIGNATURE_BYTES || publicKey.length !== KEY_BYTES) return false;
  try {
    return ed.verify(signature, message, publicKey, { zip215: true });
  } catch {
    return false;
  }
};

let implementation: Verify = verifyZip215;

/** Supplies a faster verifier with the same answers, for what rules check themselves; called once by the shell. */
export function useVerify(faster: Verify): void {
  implementation = faster;
}

/** ZIP-215 by whatever verifier is in use. */
export const verifySignature: Verify = (signature, message, publicKey) =>
  implementation(signature, message, publicKey);

/** Verdicts kept: a first event is applied anew with every look at what is not sealed yet. */
const KEYS_JUDGED_MAX = 4_096;
const judged = new Map<string, boolean>();

/**
 * Whether a public key may be admitted: the one canonical encoding (RFC 8032 §5.1.3) of a point on the curve
 * that lies in the prime-order group and is not its identity. Costs 1 to 2 ms, once per key.
 */
export function isAdmissibleKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== KEY_BYTES) return false;
  const name = toHex(publicKey);
  const known = judged.get(name);
  if (known !== undefined) return known;
  const verdict = isInGroup(publicKey);
  if (judged.size >= KEYS_JUDGED_MAX) judged.clear();
  judged.set(name, verdict);
  return verdict;
}

function isInGroup(publicKey: Uint8Array): boolean {
  try {
    // strict decoding; no y below 19, the only ones with a second encoding, is that of a torsion-free point anyway
    const point = ed.Point.fromBytes(publicKey);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/** Ed25519 of RFC 8032 §5.1.6 by a 32-byte seed. */
export function signWithSeed(message: Uint8Array, seed: Uint8Array): Uint8Array {
  return ed.sign(message, seed);
}

/** The 32-byte public key of a 32-byte seed. */
export function publicKeyOfSeed(seed: Uint8Array): Uint8Array {
  return ed.getPublicKey(seed);
}
