import { MAJOR } from "../../src/base/cbor-scan.ts";

/** CBOR as it stands in bytes, not as what it means: everything that no honest writer writes has a place in it. */
export type Tree =
  | { readonly type: "number"; readonly major: 0 | 1; readonly argument: number }
  | { readonly type: "simple"; readonly argument: number }
  | { readonly type: "list"; readonly items: readonly Tree[] }
  | { readonly type: "map"; readonly items: readonly Tree[] }
  | { readonly type: "text"; readonly bytes: Uint8Array }
  /** `inner`: what `bytes` hold behind `salt` bytes, if that is CBOR itself */
  | { readonly type: "bytes"; readonly bytes: Uint8Array; readonly salt: number; readonly inner: Tree | null }
  | { readonly type: "raw"; readonly bytes: Uint8Array };

/** Where CBOR may begin inside bytes: at once, or behind the salt of a body. */
const SALTS = [0, 16];

/** What canonical CBOR of definite lengths holds; undefined: the bytes are something else. */
export function treeOf(bytes: Uint8Array): Tree | undefined {
  const reader = { bytes, at: 0 };
  const tree = readTree(reader);
  return tree !== undefined && reader.at === bytes.length ? tree : undefined;
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function readTree(reader: Reader): Tree | undefined {
  const first = reader.bytes[reader.at++];
  if (first === undefined) return undefined;
  const major = first >> 5;
  const argument = readArgument(reader, first & 31);
  if (argument === undefined) return undefined;
  switch (major) {
    case MAJOR.unsigned:
    case MAJOR.negative:
      return { type: "number", major: major === MAJOR.unsigned ? 0 : 1, argument };
    case MAJOR.bytes:
    case MAJOR.text:
      return readString(reader, major, argument);
    case MAJOR.array:
    case MAJOR.map: {
      const items = readItems(reader, major === MAJOR.map ? argument * 2 : argument);
      return items && { type: major === MAJOR.map ? "map" : "list", items };
    }
    case MAJOR.simple:
      return { type: "simple", argument };
    default:
      return undefined;
  }
}

function readArgument(reader: Reader, info: number): number | undefined {
  if (info < 24) return info;
  if (info > 27) return undefined;
  let value = 0;
  for (let left = 1 << (info - 24); left > 0; left--) value = value * 256 + (reader.bytes[reader.at++] ?? 0);
  return value;
}

function readItems(reader: Reader, count: number): readonly Tree[] | undefined {
  const items: Tree[] = [];
  for (let i = 0; i < count; i++) {
    const item = readTree(reader);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function readString(reader: Reader, major: number, length: number): Tree | undefined {
  const bytes = reader.bytes.slice(reader.at, reader.at + length);
  reader.at += length;
  if (bytes.length !== length) return undefined;
  if (major === MAJOR.text) return { type: "text", bytes };
  for (const salt of SALTS) {
    const inner = bytes.length > salt + 1 ? treeOf(bytes.subarray(salt)) : undefined;
    if (inner?.type === "list" || inner?.type === "map") return { type: "bytes", bytes, salt, inner };
  }
  return { type: "bytes", bytes, salt: 0, inner: null };
}

/** Grows by doubling; one tree is written at a time, and what stands inside it behind a mark. */
let scratch = new Uint8Array(64 * 1024);
let length = 0;

/** The bytes; lengths and counts are those of what is there. */
export function bytesOf(tree: Tree): Uint8Array {
  const start = length;
  write(tree);
  const bytes = scratch.slice(start, length);
  length = start;
  return bytes;
}

function write(tree: Tree): void {
  if (tree.type === "raw") append(tree.bytes);
  else if (tree.type === "number") writeHead(tree.major, tree.argument);
  else if (tree.type === "simple") writeHead(MAJOR.simple, tree.argument);
  else if (tree.type === "text") writeString(MAJOR.text, tree.bytes);
  else if (tree.type === "bytes") writeString(MAJOR.bytes, contentOf(tree));
  else {
    const isMap = tree.type === "map";
    writeHead(isMap ? MAJOR.map : MAJOR.array, isMap ? tree.items.length >> 1 : tree.items.length);
    for (const item of tree.items) write(item);
  }
}

function contentOf({ bytes, salt, inner }: Extract<Tree, { type: "bytes" }>): Uint8Array {
  if (inner === null) return bytes;
  const content = bytesOf(inner);
  if (salt === 0) return content;
  const salted = new Uint8Array(salt + content.length);
  salted.set(bytes.subarray(0, salt));
  salted.set(content, salt);
  return salted;
}

function writeString(major: number, bytes: Uint8Array): void {
  writeHead(major, bytes.length);
  append(bytes);
}

function writeHead(major: number, argument: number): void {
  append(headOf(major, argument));
}

function append(bytes: ArrayLike<number>): void {
  while (length + bytes.length > scratch.length) {
    const larger = new Uint8Array(scratch.length * 2);
    larger.set(scratch);
    scratch = larger;
  }
  scratch.set(bytes, length);
  length += bytes.length;
}

/** A header; `width` 0 to 3: in 1, 2, 4 or 8 bytes, whether or not fewer would do. */
export function headOf(major: number, argument: number, width = widthOf(argument)): readonly number[] {
  if (width < 0) return [(major << 5) | argument];
  const head = [(major << 5) | (24 + width)];
  for (let i = (1 << width) - 1; i >= 0; i--) head.push(Math.floor(argument / 256 ** i) % 256);
  return head;
}

function widthOf(argument: number): number {
  if (argument < 24) return -1;
  if (argument < 2 ** 8) return 0;
  if (argument < 2 ** 16) return 1;
  return argument < 2 ** 32 ? 2 : 3;
}
