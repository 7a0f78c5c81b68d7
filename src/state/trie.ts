import { assert } from "../base/assert.ts";
import { keptLabel } from "./kept-label.ts";

/**
 * A persistent 16-ary trie over lower-case hexadecimal keys, path-compressed. Every change copies the
 * path to it and shares the rest. The shape depends on the set of keys alone, never on the order in
 * which they came or went, so equal contents have equal hashes (`trie-hash.ts`).
 */
export interface Trie<R> {
  readonly size: number;
  readonly root: TrieNode<R> | null;
}

/**
 * The keys below one point. A key is the labels on the way from the root, with the digit of each
 * branch taken between them. A node has a record of its own, or at least two children, or both.
 */
export interface TrieNode<R> {
  readonly label: string;
  /** of the key that ends here */
  readonly record: R | undefined;
  /** bit d: there is a child under digit d */
  readonly bitmap: number;
  /** in the order of their digits */
  readonly children: readonly TrieNode<R>[];
  /** filled when first asked for: a cache, not content; a text of one character for each byte, which takes a fifth of a Uint8Array's memory */
  hash: string | undefined;
}

export const EMPTY_TRIE: Trie<never> = { size: 0, root: null };

export function trieGet<R>(trie: Trie<R>, key: string): R | undefined {
  let node = trie.root;
  let offset = 0;
  while (node !== null) {
    if (!key.startsWith(node.label, offset)) return undefined;
    offset += node.label.length;
    if (offset === key.length) return node.record;
    node = childAt(node, digitAt(key, offset));
    offset++;
  }
  return undefined;
}

/** With the record under the key; the very trie itself if that record is there already. */
export function trieSet<R>(trie: Trie<R>, key: string, record: R): Trie<R> {
  assert(HEXADECIMAL.test(key), "a key of lower-case hexadecimal digits");
  assert(record !== undefined, "a record");
  if (trie.root === null) return { size: 1, root: leaf(key, record) };
  const added = trieGet(trie, key) === undefined ? 1 : 0;
  const root = setBelow(trie.root, key, 0, record);
  return root === trie.root ? trie : { size: trie.size + added, root };
}

/**
 * With all of these, their keys rising, each after the prefix `under`: as if set one by one, at the cost of the paths that
 * change, each copied once.
 */
export function trieSetAll<R>(
  trie: Trie<R>,
  entries: readonly (readonly [key: string, record: R])[],
  under = "",
): Trie<R> {
  if (entries.length === 0) return trie;
  assert(HEXADECIMAL.test(under), "a key of lower-case hexadecimal digits");
  let last: string | undefined;
  for (const [key] of entries) {
    assert(last === undefined || last < key, "keys that rise");
    last = key;
  }
  const { label, record, bitmap, children } = build(entries, 0, entries.length, 0);
  const built = make(keptLabel(under + label), record, bitmap, children);
  if (trie.root === null) return { size: entries.length, root: built };
  const both = { count: 0 };
  const root = merge(trie.root, built, both);
  return { size: trie.size + entries.length - both.count, root };
}

/** Without the key; the very trie itself if it is not there. */
export function trieDelete<R>(trie: Trie<R>, key: string): Trie<R> {
  if (trie.root === null || trieGet(trie, key) === undefined) return trie;
  return { size: trie.size - 1, root: deleteBelow(trie.root, key, 0) };
}

const HEXADECIMAL = /^[0-9a-f]*$/;
export const DIGITS = "0123456789abcdef";
const NO_CHILDREN: readonly never[] = [];

function setBelow<R>(node: TrieNode<R>, key: string, offset: number, record: R): TrieNode<R> {
  const shared = sharedLength(node.label, key, offset);
  if (shared < node.label.length) return split(node, shared, key, offset, record);
  const at = offset + shared;
  if (at === key.length) {
    return node.record === record ? node : make(node.label, record, node.bitmap, node.children);
  }
  const digit = digitAt(key, at);
  const child = childAt(node, digit);
  if (child === null) return withChild(node, digit, leaf(key.slice(at + 1), record));
  const below = setBelow(child, key, at + 1, record);
  return below === child ? node : withChild(node, digit, below);
}

/** The node's label and the key part ways after `shared` digits: a new branch there. */
function split<R>(node: TrieNode<R>, shared: number, key: string, offset: number, record: R): TrieNode<R> {
  const lower = below(node, shared);
  const lowerDigit = digitAt(node.label, shared);
  const label = keptLabel(node.label.slice(0, shared));
  const at = offset + shared;
  if (at === key.length) return make(label, record, 1 << lowerDigit, [lower]);
  const branch = make<R>(label, undefined, 1 << lowerDigit, [lower]);
  return withChild(branch, digitAt(key, at), leaf(key.slice(at + 1), record));
}

/** The node of the entries from `from` up to without `to`, whose keys agree before `offset`. */
function build<R>(
  entries: readonly (readonly [string, R])[],
  from: number,
  to: number,
  offset: number,
): TrieNode<R> {
  const [first, record] = entries[from] as readonly [string, R];
  const [last] = entries[to - 1] as readonly [string, R];
  let at = offset;
  while (at < first.length && first.charCodeAt(at) === last.charCodeAt(at)) at++;
  const label = keptLabel(first.slice(offset, at));
  assert(
    HEXADECIMAL.test(label) && record !== undefined,
    "a record under a key of lower-case hexadecimal digits",
  );
  const owns = at === first.length;
  let bitmap = 0;
  const children: TrieNode<R>[] = [];
  for (let start = owns ? from + 1 : from; start < to; ) {
    const digit = digitAt((entries[start] as readonly [string, R])[0], at);
    assert(digit < 16, "a key of lower-case hexadecimal digits");
    let end = start + 1;
    while (end < to && digitAt((entries[end] as readonly [string, R])[0], at) === digit) end++;
    bitmap |= 1 << digit;
    children.push(build(entries, start, end, at + 1));
    start = end;
  }
  return make(label, owns ? record : undefined, bitmap, children.slice());
}

/** Both below one point; what the newer says counts. `both`: how many keys either has. */
function merge<R>(older: TrieNode<R>, newer: TrieNode<R>, both: { count: number }): TrieNode<R> {
  const shared = sharedLength(older.label, newer.label, 0);
  if (shared < older.label.length && shared < newer.label.length) {
    const branch = make<R>(keptLabel(older.label.slice(0, shared)), undefined, 0, NO_CHILDREN);
    const digits = [digitAt(older.label, shared), digitAt(newer.label, shared)] as const;
    return withChild(withChild(branch, digits[0], below(older, shared)), digits[1], below(newer, shared));
  }
  if (shared < older.label.length) {
    const digit = digitAt(older.label, shared);
    const child = childAt(newer, digit);
    const under = below(older, shared);
    return withChild(newer, digit, child === null ? under : merge(under, child, both));
  }
  if (shared < newer.label.length) {
    const digit = digitAt(newer.label, shared);
    const child = childAt(older, digit);
    const under = below(newer, shared);
    return withChild(older, digit, child === null ? under : merge(child, under, both));
  }
  if (older.record !== undefined && newer.record !== undefined) both.count++;
  let merged = make(older.label, newer.record ?? older.record, older.bitmap, older.children);
  for (let digit = 0; digit < 16; digit++) {
    const more = childAt(newer, digit);
    if (more === null) continue;
    const child = childAt(older, digit);
    merged = withChild(merged, digit, child === null ? more : merge(child, more, both));
  }
  return merged;
}

/** The node as a child of a branch after `shared` digits of its label. */
function below<R>({ label, record, bitmap, children }: TrieNode<R>, shared: number): TrieNode<R> {
  return make(keptLabel(label.slice(shared + 1)), record, bitmap, children);
}

/** The key is known to be there. */
function deleteBelow<R>(node: TrieNode<R>, key: string, offset: number): TrieNode<R> | null {
  const at = offset + node.label.length;
  if (at === key.length) return settle(make<R>(node.label, undefined, node.bitmap, node.children));
  const digit = digitAt(key, at);
  const below = deleteBelow(childAt(node, digit) as TrieNode<R>, key, at + 1);
  return below === null ? settle(withoutChild(node, digit)) : withChild(node, digit, below);
}

/** Puts a node that lost something back into the one shape its keys have. */
function settle<R>(node: TrieNode<R>): TrieNode<R> | null {
  if (node.record !== undefined || node.children.length > 1) return node;
  const only = node.children[0];
  if (only === undefined) return null;
  const digit = DIGITS.charAt(31 - Math.clz32(node.bitmap));
  return make(keptLabel(node.label + digit + only.label), only.record, only.bitmap, only.children);
}

function make<R>(
  label: string,
  record: R | undefined,
  bitmap: number,
  children: readonly TrieNode<R>[],
): TrieNode<R> {
  return { label, record, bitmap, children, hash: undefined };
}

function leaf<R>(label: string, record: R): TrieNode<R> {
  return make(keptLabel(label), record, 0, NO_CHILDREN);
}

export function childAt<R>(node: TrieNode<R>, digit: number): TrieNode<R> | null {
  if ((node.bitmap & (1 << digit)) === 0) return null;
  return node.children[childIndex(node, digit)] as TrieNode<R>;
}

function withChild<R>(node: TrieNode<R>, digit: number, child: TrieNode<R>): TrieNode<R> {
  const index = childIndex(node, digit);
  const isNew = (node.bitmap & (1 << digit)) === 0;
  // unlike `splice` this leaves no room for more, which most nodes would keep for good
  const children = isNew ? node.children.toSpliced(index, 0, child) : node.children.with(index, child);
  return make(node.label, node.record, node.bitmap | (1 << digit), children);
}

function withoutChild<R>(node: TrieNode<R>, digit: number): TrieNode<R> {
  const index = childIndex(node, digit);
  const children = node.children.filter((_, i) => i !== index);
  return make(node.label, node.record, node.bitmap & ~(1 << digit), children);
}

/** How many children stand before the digit. */
function childIndex<R>(node: TrieNode<R>, digit: number): number {
  let bits = node.bitmap & ((1 << digit) - 1);
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count++;
  return count;
}

function sharedLength(label: string, key: string, offset: number): number {
  const length = Math.min(label.length, key.length - offset);
  let shared = 0;
  while (shared < length && label.charCodeAt(shared) === key.charCodeAt(offset + shared)) shared++;
  return shared;
}

/** The value of the hexadecimal digit there; of any other character a value that no child has. */
export function digitAt(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  if (code >= 97 && code <= 102) return code - 87;
  return code >= 48 && code <= 57 ? code - 48 : 16;
}
