import { hash } from "node:crypto";
import { fromBinaryText } from "../base/bytes.ts";

/**
 * SHA-256 as the platform has it. As text, one character per byte, since the platform hands out bytes through a
 * `Buffer` of its own, which takes longer than the hash of a short text.
 */
export function nativeSha256(data: Uint8Array): Uint8Array {
  return fromBinaryText(hash("sha256", data, "binary"));
}
