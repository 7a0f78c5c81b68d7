import { toHex } from "../base/bytes.ts";
import { type Cbor, decodeCbor } from "../base/cbor.ts";
import type { DeviceKey, HashId } from "../base/id.ts";

/** Readers of what frames are made of; each gives undefined where the value is something else. */

const LIMITS = { bytesMax: 256 * 1024, itemsMax: 16_384 };

export function fieldsOf(frame: Uint8Array): { type: number; rest: readonly Cbor[] } | undefined {
  const decoded = decodeCbor(frame, LIMITS);
  if (!decoded.ok || !isList(decoded.value)) return undefined;
  const [type, ...rest] = decoded.value;
  return isCount(type) ? { type, rest } : undefined;
}

export function isList(value: Cbor | undefined): value is readonly Cbor[] {
  return Array.isArray(value);
}

export function listOf<T>(value: Cbor | undefined, read: (row: Cbor) => T | undefined): T[] | undefined {
  if (!isList(value)) return undefined;
  const rows: T[] = [];
  for (const row of value) {
    const item = read(row);
    if (item === undefined) return undefined;
    rows.push(item);
  }
  return rows;
}

export function isCount(value: Cbor | undefined): value is number {
  return typeof value === "number" && value >= 0;
}

export function bytesOf(value: Cbor): Uint8Array | undefined {
  return value instanceof Uint8Array ? value : undefined;
}

export function hashOf(value: Cbor | undefined): HashId | undefined {
  return value instanceof Uint8Array && value.length === 32 ? (toHex(value) as HashId) : undefined;
}

export function keyOf(value: Cbor | undefined): DeviceKey | undefined {
  return hashOf(value) as string as DeviceKey | undefined;
}
