import { present } from "../base/assert.ts";
import { decodeSealMessage, type SignedSealMessage } from "../seal/message.ts";

const decoded = new WeakMap<Uint8Array, SignedSealMessage | "none">();

/** A seal message on its way or on a disk, decoded once for everybody who looks at the same bytes; its signature is not asked. */
export function sealWordOf(bytes: Uint8Array): SignedSealMessage | undefined {
  const known = decoded.get(bytes) ?? read(bytes);
  return known === "none" ? undefined : known;
}

function read(bytes: Uint8Array): SignedSealMessage | "none" {
  const message = decodeSealMessage(bytes, () => true);
  decoded.set(bytes, typeof message === "string" ? "none" : message);
  return present(decoded.get(bytes), "just set");
}
