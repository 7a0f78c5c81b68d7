import { readFileSync } from "node:fs";

export interface SignatureVector {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
  /** by ZIP-215, derived below and not computed */
  readonly valid: boolean;
  /** whether the public key may be admitted */
  readonly admissible: boolean;
}

/**
 * C2SP/CCTV. What its flags mean for ZIP-215:
 * - non_canonical_A/R: ZIP-215 decodes every encoding of a point. low_order_*: it knows no forbidden points.
 * - low_order_residue: what is left over is of order 8 at most, and the cofactor takes it away.
 * - reencoded_k: S was made for a challenge k over canonical encodings, while ZIP-215 hashes the bytes received.
 *   With a low-order A the challenge does not matter, as [8][k]A is the identity for every k; with any other A
 *   the equation then fails. (The collection's own README, "ZIP215 rules require accepting all vectors", leaves
 *   these 88 out of account.)
 * S < L holds in all of them; `ed25519.test.ts` checks that.
 * A key is inadmissible by each of the three flags about A alone.
 */
export function cctvVectors(): readonly SignatureVector[] {
  return read<{ number: number; key: string; sig: string; msg: string; flags: string[] | null }>(
    "ed25519-cctv.json",
  ).map(({ number, key, sig, msg, flags }) => {
    const has = (flag: string): boolean => flags?.includes(flag) ?? false;
    return {
      name: `cctv ${number} ${flags?.join(" ") ?? "no flags"}`,
      publicKey: Buffer.from(key, "hex"),
      signature: Buffer.from(sig, "hex"),
      message: Buffer.from(msg, "utf8"),
      valid: !has("reencoded_k") || has("low_order_A"),
      admissible: !has("low_order_A") && !has("low_order_component_A") && !has("non_canonical_A"),
    };
  });
}

/**
 * novifinancial/ed25519-speccheck, in its order, with what the paper's table 5 says of A, R and S.
 * ZIP-215 rejects 6 and 7 (S ≥ L) and 8, whose challenge is over the re-encoded R.
 */
const SPECCHECK = [
  { valid: true, admissible: false, why: "small A and R, S = 0" },
  { valid: true, admissible: false, why: "small A, mixed R" },
  { valid: true, admissible: false, why: "mixed A, small R" },
  { valid: true, admissible: false, why: "mixed A and R, cofactorless holds too" },
  { valid: true, admissible: false, why: "mixed A and R, holds with the cofactor only" },
  {
    valid: true,
    admissible: false,
    why: "mixed A, R of order L, the cofactor must come before the reduction",
  },
  { valid: false, admissible: true, why: "S > L" },
  { valid: false, admissible: true, why: "S far above L" },
  { valid: false, admissible: false, why: "mixed A, small non-canonical R, k over the re-encoded R" },
  { valid: true, admissible: false, why: "mixed A, small non-canonical R, k over R as sent" },
  { valid: true, admissible: false, why: "small non-canonical A, k over the re-encoded A" },
  { valid: true, admissible: false, why: "small non-canonical A, k over A as sent" },
] as const;

export function speccheckVectors(): readonly SignatureVector[] {
  const vectors = read<{ message: string; pub_key: string; signature: string }>("ed25519-speccheck.json");
  return SPECCHECK.map(({ why, valid, admissible }, number) => {
    const vector = vectors[number] as (typeof vectors)[number];
    return {
      name: `speccheck ${number} ${why}`,
      publicKey: Buffer.from(vector.pub_key, "hex"),
      signature: Buffer.from(vector.signature, "hex"),
      message: Buffer.from(vector.message, "hex"),
      valid,
      admissible,
    };
  });
}

function read<T>(file: string): readonly T[] {
  return JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), "utf8")) as readonly T[];
}
