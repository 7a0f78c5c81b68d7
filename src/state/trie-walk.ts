import { assert } from "../base/assert.ts";
import { childAt, DIGITS, digitAt, type Trie, type TrieNode } from "./trie.ts";

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

/** The records alone, in key order of the keys that begin with `prefix`: no key is put together. */
export function* trieRecords<R>(trie: Trie<R>, prefix = ""): IterableIterator<R> {
  const start = findPrefix(trie, prefix);
  const waiting: TrieNode<R>[] = start === undefined ? [] : [start[1]];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.record !== undefined) yield node.record;
    for (let index = node.children.length - 1; index >= 0; index--)
      waiting.push(node.children[index] as TrieNode<R>);
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
