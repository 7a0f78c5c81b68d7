import { bech32m } from "@scure/base";
import { type Cbor, decodeCbor, encodeCbor } from "../base/cbor.ts";

/** One line of lower-case letters and digits without look-alikes, with a checksum (bech32m, BIP-350). */
export function writeLine(prefix: string, value: Cbor): string {
  return bech32m.encode(prefix, bech32m.toWords(encodeCbor(value)), false);
}

/** Reads a pasted line: full-width characters, spaces, line breaks, unseen marks and capitals do no harm. Undefined: it is none of this kind. */
export function readLine(prefix: string, pasted: string): Cbor | undefined {
  const line = pasted
    .normalize("NFKC")
    .replace(/[\s\p{Cf}]+/gu, "")
    .toLowerCase();
  const bytes = decodeLine(prefix, line);
  const value = bytes && decodeCbor(bytes);
  return value?.ok ? value.value : undefined;
}

function decodeLine(wanted: string, line: string): Uint8Array | undefined {
  try {
    const { prefix, words } = bech32m.decode(line as `${string}1${string}`, false);
    return prefix === wanted ? bech32m.fromWords(words) : undefined;
  } catch {
    // whatever is wrong with the characters, the person is told the same: copy the whole line again
    return undefined;
  }
}
