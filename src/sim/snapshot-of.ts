import { decodeSnapshot, type SealedSnapshot } from "../peer/sealed-snapshot.ts";

const decoded = new WeakMap<readonly Uint8Array[], SealedSnapshot>();

/** A stored snapshot, decoded once for everybody who looks at the same parts; undefined where there is none. */
export function snapshotOf(parts: readonly Uint8Array[]): SealedSnapshot | undefined {
  const known = decoded.get(parts) ?? decodeSnapshot(parts);
  if (known !== undefined) decoded.set(parts, known);
  return known;
}
