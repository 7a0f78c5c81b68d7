/** Why bytes are not canonical CBOR; stable codes. `keys-unsorted` also says duplicate keys. */
export type CborFault =
  | "too-large"
  | "too-deep"
  | "too-many-items"
  | "truncated"
  | "trailing-bytes"
  | "indefinite"
  | "tag"
  | "float"
  | "simple"
  | "integer-too-large"
  | "not-shortest"
  | "key-not-text"
  | "keys-unsorted"
  | "bad-utf8"
  | "not-canonical";

export type CborLimits = {
  readonly bytesMax: number;
  /** Containers inside one another; a lone integer has depth 0, `[]` depth 1. */
  readonly depthMax: number;
  /** Data items in all: containers, keys and values each count as one. */
  readonly itemsMax: number;
};

/** RFC 8949 §3.1, the upper three bits of an item's first byte. */
export const MAJOR = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  tag: 6,
  simple: 7,
} as const;
/** RFC 8949 §3.3, the three simple values that dag-cbor knows. */
export const SIMPLE = { false: 20, true: 21, null: 22 } as const;

/** A place in the bytes, and the header last read before it. */
export type Cursor = { readonly bytes: Uint8Array; offset: number; major: number; argument: number };

/**
 * Protocol §3: everything that can be said of the bytes without building a value. One loop, no
 * recursion, so nesting costs no stack; lengths are checked against what remains before they are used.
 */
export function scanCbor(bytes: Uint8Array, limits: CborLimits): CborFault | undefined {
  if (bytes.length > limits.bytesMax) return "too-large";
  const cursor: Cursor = { bytes, offset: 0, major: 0, argument: 0 };
  const outer: Container[] = [];
  let inside: Container = { itemsLeft: 1, isMap: false, keyStart: 0, keyLength: -1 };
  for (let items = 1; ; items++) {
    const fault = readHead(cursor);
    if (fault !== undefined) return fault;
    if (items > limits.itemsMax) return "too-many-items";
    const isKey = inside.isMap && inside.itemsLeft % 2 === 0;
    if (isKey && cursor.major !== MAJOR.text) return "key-not-text";
    inside.itemsLeft--;
    if (cursor.major === MAJOR.bytes || cursor.major === MAJOR.text) {
      if (cursor.argument > bytes.length - cursor.offset) return "truncated";
      if (isKey && !takeKey(inside, cursor)) return "keys-unsorted";
      cursor.offset += cursor.argument;
    } else if (cursor.major === MAJOR.array || cursor.major === MAJOR.map) {
      const isMap = cursor.major === MAJOR.map;
      const itemsLeft = isMap ? cursor.argument * 2 : cursor.argument;
      if (outer.length === limits.depthMax) return "too-deep";
      if (itemsLeft > bytes.length - cursor.offset) return "truncated";
      outer.push(inside);
      inside = { itemsLeft, isMap, keyStart: 0, keyLength: -1 };
    }
    while (inside.itemsLeft === 0) {
      const next = outer.pop();
      if (next === undefined) return cursor.offset === bytes.length ? undefined : "trailing-bytes";
      inside = next;
    }
  }
}

type Container = { itemsLeft: number; readonly isMap: boolean; keyStart: number; keyLength: number };

/** Reads one header and moves behind it. */
export function readHead(cursor: Cursor): CborFault | undefined {
  const { bytes } = cursor;
  const first = bytes[cursor.offset];
  if (first === undefined) return "truncated";
  const info = first & 0x1f;
  cursor.major = first >> 5;
  cursor.offset++;
  if (cursor.major === MAJOR.tag) return "tag";
  if (info === 31) return "indefinite";
  if (cursor.major === MAJOR.simple) {
    cursor.argument = info;
    if (info >= 25 && info <= 27) return "float";
    return info >= SIMPLE.false && info <= SIMPLE.null ? undefined : "simple";
  }
  if (info < 24) {
    cursor.argument = info;
    return undefined;
  }
  if (info > 27) return "not-canonical";
  return readArgument(cursor, 1 << (info - 24));
}

function readArgument(cursor: Cursor, size: number): CborFault | undefined {
  if (cursor.offset + size > cursor.bytes.length) return "truncated";
  let value = 0;
  // Past 2^53 the sum is rounded, but never back below it.
  for (let i = 0; i < size; i++) value = value * 256 + (cursor.bytes[cursor.offset + i] as number);
  cursor.offset += size;
  cursor.argument = value;
  if (value < (size === 1 ? 24 : 256 ** (size / 2))) return "not-shortest";
  const isInteger = cursor.major === MAJOR.unsigned || cursor.major === MAJOR.negative;
  // −1 − argument must stay within −(2^53 − 1).
  const max = Number.MAX_SAFE_INTEGER - (cursor.major === MAJOR.negative ? 1 : 0);
  return isInteger && value > max ? "integer-too-large" : undefined;
}

/** Whether the key under the cursor comes after the map's last one: shorter first, then by bytes. */
function takeKey(map: Container, { bytes, offset, argument }: Cursor): boolean {
  const last = map.keyStart;
  const sameLength = argument === map.keyLength;
  if (argument < map.keyLength) return false;
  map.keyStart = offset;
  map.keyLength = argument;
  if (!sameLength) return true;
  for (let i = 0; i < argument; i++) {
    const difference = (bytes[offset + i] as number) - (bytes[last + i] as number);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
