import { createPrivateKey, sign } from "node:crypto";
import { fromHex } from "../../base/bytes.ts";
import { sha256, useSha256 } from "../../base/hash.ts";
import { utf8Encode } from "../../base/utf8.ts";
import { useVerify, type Verify } from "../../events/signature.ts";
import { type Signer, signerOf } from "../../events/signer.ts";
import { nativeSha256 } from "../../node/native-sha256.ts";
import { nativeVerify } from "../../node/native-verify.ts";
import type { SimParts } from "../../sim/parts.ts";

/** What stands before an Ed25519 seed in PKCS #8. */
const PKCS8_PREFIX = fromHex("302e020100300506032b657004220420");
/** Verdicts kept: most signatures are looked at by every node of a run. */
const VERDICTS_MAX = 100_000;

/** The platform's own code for hashing, signing and verifying: the same bytes as every node's, many times faster. */
export function fastParts(): SimParts {
  useSha256(nativeSha256);
  const verify = remembering(nativeVerify());
  useVerify(verify);
  const signers = new Map<string, Signer>();
  const signer = (name: string): Signer => {
    const known = signers.get(name) ?? signerFor(name);
    signers.set(name, known);
    return known;
  };
  return { signer, verify };
}

function signerFor(name: string): Signer {
  const seed = sha256(utf8Encode(name));
  const der = Buffer.concat([PKCS8_PREFIX, seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const { publicKey } = signerOf(seed);
  return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
}

/** A verdict depends on nothing but the bytes, so that one serves all nodes. */
function remembering(verify: Verify): Verify {
  const verdicts = new Map<string, boolean>();
  return (signature, message, publicKey) => {
    const name = [signature, message, publicKey].map(latin1).join("/");
    const known = verdicts.get(name);
    if (known !== undefined) return known;
    const verdict = verify(signature, message, publicKey);
    if (verdicts.size >= VERDICTS_MAX) verdicts.clear();
    verdicts.set(name, verdict);
    return verdict;
  };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
