import { present } from "../base/assert.ts";
import { equalBytes } from "../base/bytes.ts";
import type { StoredMessage } from "../peer/batch.ts";
import { decodeSealMessage, type SignedSealMessage } from "../seal/message.ts";

const decoded = new WeakMap<Uint8Array, SignedSealMessage | "none">();
/** by key, as one machine stored them first */
const stored = new Map<string, Uint8Array>();
/** Those of a few heights. */
const STORED_MAX = 4_096;

/** A seal message on its way or on a disk, decoded once for everybody who looks at the same bytes; its signature is not asked. */
export function sealWordOf(bytes: Uint8Array): SignedSealMessage | undefined {
  const known = decoded.get(bytes) ?? read(bytes);
  return known === "none" ? undefined : known;
}

/** The same of a message that a machine stores: everybody encodes it anew, so it is known by its key and its content. */
export function storedWordOf({ key, bytes }: StoredMessage): SignedSealMessage | undefined {
  const first = stored.get(key);
  if (first !== undefined && equalBytes(first, bytes)) decoded.set(bytes, decoded.get(first) ?? read(first));
  else {
    if (stored.size >= STORED_MAX) stored.clear();
    stored.set(key, bytes);
  }
  return sealWordOf(bytes);
}

function read(bytes: Uint8Array): SignedSealMessage | "none" {
  const message = decodeSealMessage(bytes, () => true);
  decoded.set(bytes, typeof message === "string" ? "none" : message);
  return present(decoded.get(bytes), "just set");
}
