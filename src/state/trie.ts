import { assert } from "../base/assert.ts";

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
  /** filled when first asked for: a cache, not content */
  hash: Uint8Array | undefined;
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

/** Without the key; the very trie itself if it is not there. */
export function trieDelete<R>(trie: Trie<R>, key: string): Trie<R> {
  if (trie.root === null || trieGet(trie, key) === undefined) return trie;
  return { size: trie.size - 1, root: deleteBelow(trie.root, key, 0) };
}

/** In key order, of the keys that begin with `prefix`. A walk costs what it visits; it may stop early. */
export function* trieEntries<R>(trie: Trie<R>, prefix = ""): IterableIterator<readonly [string, R]> {
  const start = findPrefix(trie, prefix);
  const waiting: Waiting<R>[] = start === undefined ? [] : [start];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [above, node] = next;
    const key = above + node.label;
    if (node.record !== undefined) yield [key, node.record];
    pushChildren(waiting, key, node);
  }
}

/** In key order, of the keys whose beginnings lie from `low` to `high`, both included and of one length. */
export function* trieEntriesBetween<R>(
  trie: Trie<R>,
  low: string,
  high: string,
): IterableIterator<readonly [string, R]> {
  assert(low.length === high.length, "bounds of one length");
  const waiting: Waiting<R>[] = trie.root === null ? [] : [["", trie.root]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [above, node] = next;
    const key = above + node.label;
    const known = Math.min(key.length, low.length);
    const start = key.slice(0, known);
    if (start < low.slice(0, known) || start > high.slice(0, known)) continue;
    if (node.record !== undefined && known === low.length) yield [key, node.record];
    pushChildren(waiting, key, node);
  }
}

/** A node yet to be walked, with what stands before its label. */
type Waiting<R> = readonly [above: string, node: TrieNode<R>];

/** Last first, so that the first is taken from the end. */
function pushChildren<R>(waiting: Waiting<R>[], key: string, { bitmap, children }: TrieNode<R>): void {
  let index = children.length;
  for (let digit = 15; index > 0; digit--) {
    if ((bitmap & (1 << digit)) === 0) continue;
    index--;
    waiting.push([key + DIGITS.charAt(digit), children[index] as TrieNode<R>]);
  }
}

/** The node that holds all keys that begin with `prefix` and no others: the same object while nothing below changes. */
export function trieBelow<R>(trie: Trie<R>, prefix: string): TrieNode<R> | undefined {
  return findPrefix(trie, prefix)?.[1];
}

const HEXADECIMAL = /^[0-9a-f]*$/;
const DIGITS = "0123456789abcdef";
const NO_CHILDREN: readonly never[] = [];

/** The highest node whose keys all begin with `prefix`, with what stands before its label. */
function findPrefix<R>(trie: Trie<R>, prefix: string): Waiting<R> | undefined {
  let node = trie.root;
  let offset = 0;
  while (node !== null) {
    const rest = prefix.length - offset;
    if (rest <= node.label.length) {
      return node.label.startsWith(prefix.slice(offset)) ? [prefix.slice(0, offset), node] : undefined;
    }
    if (!prefix.startsWith(node.label, offset)) return undefined;
    offset += node.label.length;
    node = childAt(node, digitAt(prefix, offset));
    offset++;
  }
  return undefined;
}

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
  const lower = make(node.label.slice(shared + 1), node.record, node.bitmap, node.children);
  const lowerDigit = digitAt(node.label, shared);
  const label = node.label.slice(0, shared);
  const at = offset + shared;
  if (at === key.length) return make(label, record, 1 << lowerDigit, [lower]);
  const branch = make<R>(label, undefined, 1 << lowerDigit, [lower]);
  return withChild(branch, digitAt(key, at), leaf(key.slice(at + 1), record));
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
  return make(node.label + digit + only.label, only.record, only.bitmap, only.children);
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
  return make(label, record, 0, NO_CHILDREN);
}

function childAt<R>(node: TrieNode<R>, digit: number): TrieNode<R> | null {
  if ((node.bitmap & (1 << digit)) === 0) return null;
  return node.children[childIndex(node, digit)] as TrieNode<R>;
}

function withChild<R>(node: TrieNode<R>, digit: number, child: TrieNode<R>): TrieNode<R> {
  const index = childIndex(node, digit);
  const children = node.children.slice();
  if ((node.bitmap & (1 << digit)) === 0) children.splice(index, 0, child);
  else children[index] = child;
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
function digitAt(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  if (code >= 97 && code <= 102) return code - 87;
  return code >= 48 && code <= 57 ? code - 48 : 16;
}
