import { x25519 } from "@noble/curves/ed25519.js";
import { bech32 } from "@scure/base";
import { fromHex } from "../../base/bytes.ts";

/** Any scalar: it only shows that a key is a point that a secret can be shared with. */
const PROBE = new Uint8Array(32).fill(9);

/** Loaded with the first document: most nodes never hold one, and it brings curves of its own. */
const age = () => import("age-encryption");

/** Whether something can be encrypted to a box key; a member may have put anything on record. */
export function isBoxKey(boxKey: string): boolean {
  try {
    x25519.getSharedSecret(PROBE, fromHex(boxKey));
    return true;
  } catch {
    return false;
  }
}

/** An `age` file (age-encryption.org/v1) for whoever has one of the secrets; the keys are box keys, hexadecimal. */
export async function sealFor(boxKeys: readonly string[], plain: Uint8Array): Promise<Uint8Array> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  for (const key of boxKeys) encrypter.addRecipient(bech32.encodeFromBytes("age", fromHex(key)));
  return await encrypter.encrypt(plain);
}

/** undefined: for none of these secrets, or damaged; which of the two, nobody can tell who has no key to it. */
export async function openWith(
  boxSecrets: readonly string[],
  blob: Uint8Array,
): Promise<Uint8Array | undefined> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  for (const secret of boxSecrets)
    decrypter.addIdentity(bech32.encodeFromBytes("AGE-SECRET-KEY-", fromHex(secret)).toUpperCase());
  try {
    return await decrypter.decrypt(blob);
  } catch {
    return undefined;
  }
}
