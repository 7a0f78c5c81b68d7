import { present } from "../base/assert.ts";
import { decodeSealed, type Sealed } from "../seal/sealed.ts";

const decoded = new WeakMap<Uint8Array, Sealed>();

/** A stored seal, decoded once for everybody who looks at the same bytes. */
export function sealedOf(record: Uint8Array): Sealed {
  const known = decoded.get(record);
  if (known !== undefined) return known;
  const sealed = present(decodeSealed(record), "a stored seal");
  decoded.set(record, sealed);
  return sealed;
}
