import { hash } from "node:crypto";

/**
 * SHA-256 as the platform has it. As text, one character per byte, since the platform hands out bytes through a
 * `Buffer` of its own, which takes longer than the hash of a short text.
 */
export function nativeSha256(data: Uint8Array): Uint8Array {
  const text = hash("sha256", data, "binary");
  const bytes = new Uint8Array(32);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
