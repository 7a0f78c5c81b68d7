import { concatBytes, fromHex } from "../base/bytes.ts";
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
  return trie.root === null ? EMPTY_ROOT : hashNode(trie.root);
}

const NO_LABEL = encodeLabel("");
const EMPTY_ROOT = taggedHash("state-node", NO_LABEL, Uint8Array.of(0, 0, 0));

function hashNode<R>(node: TrieNode<R>): Uint8Array {
  if (node.hash !== undefined) return node.hash;
  node.hash = node.bitmap === 0 ? hashLeaf(encodeLabel(node.label), node.record) : hashBranch(node);
  return node.hash;
}

function hashLeaf<R>(label: Uint8Array, record: R): Uint8Array {
  return taggedHash("state-leaf", label, encodeCbor(record as Cbor));
}

function hashBranch<R>(node: TrieNode<R>): Uint8Array {
  const owns = node.record !== undefined;
  const shape = Uint8Array.of(owns ? 1 : 0, node.bitmap >> 8, node.bitmap & 0xff);
  const below = node.children.map(hashNode);
  if (owns) below.unshift(hashLeaf(NO_LABEL, node.record));
  return taggedHash("state-node", encodeLabel(node.label), shape, ...below);
}

function encodeLabel(label: string): Uint8Array {
  const packed = fromHex(label.length % 2 === 0 ? label : `${label}0`);
  return concatBytes(Uint8Array.of(label.length >> 8, label.length & 0xff), packed);
}
