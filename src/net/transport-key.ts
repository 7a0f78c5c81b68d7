import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from "@libp2p/crypto/keys";
import type { Ed25519PrivateKey } from "@libp2p/interface";
import { assert } from "../base/assert.ts";

/** A fresh transport key (libp2p's protobuf of an Ed25519 private key); secret, replaceable at any time. */
export async function newTransportKey(): Promise<Uint8Array> {
  return privateKeyToProtobuf(await generateKeyPair("Ed25519"));
}

/** The key in bytes that `newTransportKey` made; the caller has checked that they are undamaged. */
export function readTransportKey(bytes: Uint8Array): Ed25519PrivateKey {
  const key = privateKeyFromProtobuf(bytes);
  assert(key.type === "Ed25519", "a transport key is an Ed25519 key");
  return key;
}
