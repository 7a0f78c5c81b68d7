import { fromHex } from "../base/bytes.ts";
import { encodeCbor } from "../base/cbor.ts";
import type { SealedHead } from "./sealed-heads.ts";
import { type State, TABLE_NAMES } from "./state.ts";
import type { Trie, TrieNode } from "./trie.ts";
import { nodeHash, trieRoot } from "./trie-hash.ts";

/**
 * A snapshot is a state and the sealed heads as the nodes of their tries, in the order of TABLE_NAMES, heads last;
 * in each trie a node comes before what is below it, children by their digits, so records come in order of key.
 * Each node has its hash in the one above, the roots theirs in a seal: every node is proven as it arrives.
 */
export interface SnapshotSource {
  readonly state: State;
  readonly heads: Trie<SealedHead>;
}

/** Where a page begins: the node at `path` (the digits that lead to it) of one trie. */
export interface SnapshotPlace {
  readonly trie: number;
  readonly path: string;
}

/** The trie of the sealed heads comes after the tables'. */
export const SNAPSHOT_TRIES = TABLE_NAMES.length + 1;
/** Digits of the longest key there may be, with room: today's are below 300. */
export const SNAPSHOT_PATH_MAX = 1_024;
/** Bytes of one node: several times the largest record, which is a plan's terms. */
export const SNAPSHOT_NODE_BYTES_MAX = 64 * 1024;

export interface SnapshotPage {
  /** of all tries, on the first page only */
  readonly roots: readonly Uint8Array[] | null;
  readonly nodes: readonly Uint8Array[];
}

/**
 * The page that begins there (null: the first), of at most about `bytesMax` bytes but at least one node; undefined
 * where the snapshot has no such place.
 */
export function snapshotPage(
  source: SnapshotSource,
  at: SnapshotPlace | null,
  bytesMax: number,
): SnapshotPage | undefined {
  const tries = triesOf(source);
  const waiting = at === null ? [] : stackAt(tries[at.trie], at.path);
  if (waiting === undefined) return undefined;
  const rest = wires(tries.slice(at === null ? 0 : at.trie + 1), waiting);
  return pages(at === null ? tries.map(trieRoot) : null, rest, bytesMax).next().value ?? undefined;
}

/** All of it. */
export function snapshotPages(source: SnapshotSource, bytesMax: number): Generator<SnapshotPage, void> {
  const tries = triesOf(source);
  return pages(tries.map(trieRoot), wires(tries, []), bytesMax);
}

function* pages(
  roots: readonly Uint8Array[] | null,
  rest: Iterable<Uint8Array>,
  bytesMax: number,
): Generator<SnapshotPage, void> {
  let page: SnapshotPage & { nodes: Uint8Array[] } = { roots, nodes: [] };
  let bytes = (roots?.length ?? 0) * 34;
  for (const wire of rest) {
    bytes += wire.length + 4;
    if (page.nodes.length > 0 && bytes > bytesMax) {
      yield page;
      page = { roots: null, nodes: [] };
      bytes = wire.length + 4;
    }
    page.nodes.push(wire);
  }
  yield page;
}

/** What waits, the next one last, then the tries that follow. */
function* wires(tries: readonly Trie<unknown>[], waiting: TrieNode<unknown>[]): Generator<Uint8Array, void> {
  for (const trie of [null, ...tries]) {
    if (trie?.root != null) waiting.push(trie.root);
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      yield encodeNode(node);
      waiting.push(...node.children.toReversed());
    }
  }
}

function triesOf({ state, heads }: SnapshotSource): readonly Trie<unknown>[] {
  return [...TABLE_NAMES.map((name): Trie<unknown> => state[name].trie), heads];
}

/** What is still to be told of a trie from that node on, the next one last. */
function stackAt(trie: Trie<unknown> | undefined, path: string): TrieNode<unknown>[] | undefined {
  const waiting: TrieNode<unknown>[] = [];
  let node = trie?.root;
  let offset = 0;
  while (node != null) {
    if (offset === path.length) return [...waiting, node];
    if (!path.startsWith(node.label, offset)) return undefined;
    offset += node.label.length;
    const digit = Number.parseInt(path.charAt(offset++), 16);
    if (Number.isNaN(digit) || (node.bitmap & (1 << digit)) === 0) return undefined;
    const later = node.children.length - countBits(node.bitmap >> (digit + 1));
    waiting.push(...node.children.slice(later).toReversed());
    node = node.children[later - 1];
  }
  return undefined;
}

export function countBits(bitmap: number): number {
  let count = 0;
  for (let bits = bitmap; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** CBOR [label, record] of a leaf, [label, bitmap, hashes below] or [label, bitmap, hashes below, record] of a branch. */
function encodeNode({ label, bitmap, record, children }: TrieNode<unknown>): Uint8Array {
  const own = record === undefined ? [] : [record as Parameters<typeof encodeCbor>[0]];
  if (bitmap === 0) return encodeCbor([packLabel(label), ...own]);
  return encodeCbor([packLabel(label), bitmap, children.map(nodeHash), ...own]);
}

/** A label of an even number of digits as bytes, of an odd number as text: one way for each. */
function packLabel(label: string): Uint8Array | string {
  return label.length % 2 === 0 ? fromHex(label) : label;
}
