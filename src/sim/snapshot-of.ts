import { type SealedSnapshot, SnapshotParts } from "../peer/sealed-snapshot.ts";

const decoded = new WeakMap<readonly Uint8Array[], SealedSnapshot>();

/** A stored snapshot, decoded once for everybody who looks at the same parts; undefined where there is none, or not all of it. */
export function snapshotOf(parts: readonly Uint8Array[]): SealedSnapshot | undefined {
  const known = decoded.get(parts) ?? SnapshotParts.of(parts).whole ?? undefined;
  if (known !== undefined) decoded.set(parts, known);
  return known;
}
