import { type BegunSnapshot, type SealedSnapshot, SnapshotParts } from "../peer/sealed-snapshot.ts";

const decoded = new WeakMap<readonly Uint8Array[], SealedSnapshot>();

/** A stored snapshot, decoded once for everybody who looks at the same parts; undefined where there is none, or not all of it. */
export function snapshotOf(parts: readonly Uint8Array[]): SealedSnapshot | undefined {
  const known = decoded.get(parts) ?? read(parts).whole ?? undefined;
  if (known !== undefined) decoded.set(parts, known);
  return known;
}

/** What is stored of one that is still being fetched, to go on with; null: nothing. */
export function begunOf(parts: readonly Uint8Array[]): BegunSnapshot | null {
  return read(parts).begun;
}

function read(parts: readonly Uint8Array[]): SnapshotParts {
  const reading = new SnapshotParts();
  for (const part of parts) if (!reading.take(part)) break;
  return reading;
}
