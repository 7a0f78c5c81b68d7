import { fromBinaryText, fromHex, toBinaryText } from "../base/bytes.ts";
import { type Cbor, encodeCbor } from "../base/cbor.ts";
import { taggedHash } from "../base/hash.ts";
import type { Trie, TrieNode } from "./trie.ts";

/**
 * Merkle root of a trie, 32 bytes; only what changed since the last call is hashed again.
 *
 * leaf = H("state-leaf", label, canonical CBOR of the record)
 * node = H("state-node", label, 1 if a key ends here else 0, bitmap as 2 bytes, hash of its own record, hashes of the children)
 * label = number of digits as 2 bytes, digits packed two to a byte with a 0 after an odd last one
 *
 * A node's own record is hashed as a leaf with an empty label. A child's digit is its bit, so the path from
 * the root spells the key: it proves a record, or by where it must part that there is none.
 */
export function trieRoot<R>(trie: Trie<R>): Uint8Array {
  return trie.root === null ? EMPTY_ROOT : nodeHash(trie.root);
}

const NO_LABEL = encodeLabel("");
export const EMPTY_ROOT = taggedHash("state-node", ...NO_LABEL, Uint8Array.of(0, 0, 0));

/** The hash that the node above names this one by. */
export function nodeHash<R>(node: TrieNode<R>): Uint8Array {
  if (node.hash !== undefined) return fromBinaryText(node.hash);
  const hash =
    node.bitmap === 0
      ? leafHash(node.label, node.record)
      : branchHash(node.label, node.bitmap, node.record, node.children.map(nodeHash));
  node.hash = toBinaryText(hash);
  return hash;
}

function leafHash(label: string, record: unknown): Uint8Array {
  return taggedHash("state-leaf", ...encodeLabel(label), encodeCbor(record as Cbor));
}

/** The same from parts, before there is a node; `bitmap` 0 and no hashes below: a leaf. */
export function hashOfParts(
  label: string,
  bitmap: number,
  record: unknown,
  below: readonly Uint8Array[],
): Uint8Array {
  return bitmap === 0 ? leafHash(label, record) : branchHash(label, bitmap, record, below);
}

function branchHash(
  label: string,
  bitmap: number,
  record: unknown,
  below: readonly Uint8Array[],
): Uint8Array {
  const owns = record !== undefined;
  const shape = Uint8Array.of(owns ? 1 : 0, bitmap >> 8, bitmap & 0xff);
  const own = owns ? [leafHash("", record)] : [];
  return taggedHash("state-node", ...encodeLabel(label), shape, ...own, ...below);
}

/** As two parts of what is hashed. */
function encodeLabel(label: string): readonly [length: Uint8Array, digits: Uint8Array] {
  const packed = fromHex(label.length % 2 === 0 ? label : `${label}0`);
  return [Uint8Array.of(label.length >> 8, label.length & 0xff), packed];
}
