import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "./bytes.ts";
import { utf8Encode } from "./utf8.ts";

/** SHA-256 in pure JavaScript, until the shell supplies a faster one with the same result. */
let implementation: (data: Uint8Array) => Uint8Array = nobleSha256;

/** Supplies another SHA-256, which keeps nothing of what it is given; called once by the shell, at its start. */
export function useSha256(faster: (data: Uint8Array) => Uint8Array): void {
  implementation = faster;
}

export function sha256(data: Uint8Array): Uint8Array {
  return implementation(data);
}

/** A hash in a domain of its own: SHA-256(`huzhu/<domain>/1\0` ‖ parts). The parts' lengths are fixed by the domain. */
export function taggedHash(domain: Domain, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const prefix = tag(domain);
  if (prefix.length + length > scratch.length) return implementation(concatBytes(prefix, ...parts));
  scratch.set(prefix);
  length = prefix.length;
  for (const part of parts) {
    scratch.set(part, length);
    length += part.length;
  }
  return implementation(scratch.subarray(0, length));
}

/** Used by one call at a time, from its first part to its last; it only saves allocations, which cost more than a short hash. */
const scratch = new Uint8Array(8 * 1024);

/** The domain's prefix, also put before what is signed. */
export function tag(domain: Domain): Uint8Array {
  let bytes = TAGS.get(domain);
  if (bytes === undefined) {
    bytes = utf8Encode(`huzhu/${domain}/1\0`);
    TAGS.set(domain, bytes);
  }
  return bytes;
}

const TAGS = new Map<Domain, Uint8Array>();

/** Every domain in which this software hashes or signs; no two share bytes. */
export type Domain =
  | "body"
  | "event"
  | "sign"
  | "certify"
  | "invite"
  | "invite-proof"
  | "check-words"
  | "hello"
  | "preview"
  | "preview-answer"
  | "profile"
  | "state-leaf"
  | "state-node"
  | "state"
  | "feed-heads"
  | "seal-message"
  | "seal-content"
  | "reports"
  | "salt"
  | "cut"
  | "seal"
  | "seal-sign"
  | "mandate"
  | "mandates"
  | "recovery"
  | "refound"
  | "revoke"
  | "admit"
  | "roll"
  | "rank"
  | "seats"
  | "seed"
  | "beacon"
  | "beacon-secret"
  | "lot"
  | "carry"
  | "order"
  | "terms"
  | "transfer"
  | "period"
  | "log"
  | "network-key";
